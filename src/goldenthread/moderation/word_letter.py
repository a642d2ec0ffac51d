"""The feedback letter as a Word file, for supervision."""

import io

import docx
from django.utils.formats import date_format
from docx.shared import Pt

from goldenthread.moderation.models import Letter
from goldenthread.moderation.queries.letters import judgement_of


def word_file(letter: Letter) -> bytes:
    """The letter on a page or two, by reference: no child's name is in it, so it may lie in a supervision file."""
    moderation = letter.moderation
    word = docx.Document()
    word.core_properties.author = "Golden Thread"
    word.core_properties.title = f"Feedback on draft {moderation.plan.reference}"
    word.styles["Normal"].font.name = "Arial"
    word.styles["Normal"].font.size = Pt(11)
    word.add_heading(f"Feedback on draft {moderation.plan.reference}", level=0)
    word.add_paragraph(
        f"{date_format(letter.sent_at, 'j F Y')}. {judgement_of(letter).label}. {letter.get_outcome_display()}."
    )
    for paragraph in letter.opening.splitlines():
        word.add_paragraph(paragraph)
    word.add_heading("What works", level=1)
    for strength in letter.strengths.all():
        _quote(word, strength.item or strength.section, strength.quote)
        word.add_paragraph(strength.text)
    points = list(letter.points.all())
    if points:
        word.add_heading("What to change", level=1)
    for point in points:
        word.add_heading(f"{point.number}. {point.heading}", level=2)
        if point.quote:
            _quote(word, point.item or point.section, point.quote)
        word.add_paragraph(point.body)
        if point.good:
            word.add_paragraph(f"What good looks like: {point.good}")
        began = f" Began in: {point.origin_words}." if point.origin_words else ""
        word.add_paragraph(f"Standards: {', '.join(point.codes) or 'none named'}.{began}")
    for paragraph in letter.closing.splitlines():
        word.add_paragraph(paragraph)
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def _quote(word, item: str, quote: str) -> None:
    paragraph = word.add_paragraph(style="Intense Quote")
    paragraph.add_run(f"{item}  " if item else "").bold = True
    paragraph.add_run(f"“{quote}”")
