"""The feedback letter as a Word file, for supervision."""

import io

import docx
from django.utils import timezone
from django.utils.formats import date_format
from docx.shared import Pt

from goldenthread.moderation.models import Letter
from goldenthread.moderation.queries.letters import dates_of, judgement_of
from goldenthread.moderation.rules_letter import as_quote, as_typed, greeting


def word_file(letter: Letter) -> bytes:
    """The letter on a page or two. It goes by reference; a child's name stands in it only where the plan's words say it."""
    moderation = letter.moderation
    word = docx.Document()
    word.core_properties.author = "Golden Thread"
    word.core_properties.title = f"Feedback on draft {moderation.plan.reference}"
    word.core_properties.created = word.core_properties.modified = letter.sent_at
    word.styles["Normal"].font.name = "Arial"
    word.styles["Normal"].font.size = Pt(11)
    word.add_heading(f"Feedback on draft {moderation.plan.reference}, version {moderation.version.number}", level=0)
    sent = date_format(timezone.localtime(letter.sent_at), "j F Y")
    word.add_paragraph(f"{sent}. {judgement_of(letter).label}. {letter.get_outcome_display()}.")
    writer = moderation.version.writer
    _paragraphs(word, greeting(writer.name if writer else None, letter.opening))
    _paragraphs(word, letter.opening)
    _paragraphs(word, letter.why)
    for sentence in dates_of(letter):
        _paragraphs(word, sentence)
    word.add_heading("What works", level=1)
    for strength in letter.strengths.all():
        _quote(word, strength.item or strength.section, strength.quote)
        _paragraphs(word, strength.text)
    points = list(letter.points.all())
    if points:
        word.add_heading("What to change", level=1)
    for point in points:
        word.add_heading(as_typed(point.title), level=2)
        if point.quote:
            _quote(word, point.item or point.section, point.quote)
        elif point.nothing_says_it:
            _paragraphs(word, "Nothing in the plan says it.")
        _paragraphs(word, point.body)
        if point.good:
            _paragraphs(word, f"What good looks like: {point.good}")
        began = f" Where it began: {point.origin_words}." if point.origin_words else ""
        _paragraphs(word, f"Standards: {', '.join(point.codes) or 'none named'}.{began}")
    _paragraphs(word, letter.closing)
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def _paragraphs(word, text: str) -> None:
    for paragraph in as_typed(text).splitlines():
        if paragraph.strip():
            word.add_paragraph(paragraph)


def _quote(word, item: str, quote: str) -> None:
    paragraph = word.add_paragraph(style="Intense Quote")
    if item:
        paragraph.add_run(f"{item}  ").bold = True
    paragraph.add_run(f"“{as_quote(quote)}”")
