"""A PDF has no paragraphs, cells or headings: the reader finds them by where words and lines stand."""

from __future__ import annotations

import io

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, PageBreak, PageTemplate, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus.doctemplate import BaseDocTemplate, FrameBreak

from ehcp.screening.document import Document
from ehcp.screening.reading import Refused, read
from tests.hostile_files import picture

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=6)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Helvetica-Bold", fontSize=14, leading=18)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
LONG = "Wren finds it hard to say what she needs, and so she waits until somebody notices that she is cold or thirsty. "
RULED = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def flow(*story, on_page=None, size=A4) -> Document:
    stream = io.BytesIO()
    document = SimpleDocTemplate(stream, pagesize=size, leftMargin=56, rightMargin=56, topMargin=72, bottomMargin=72)
    document.build(list(story), onFirstPage=on_page or (lambda *_: None), onLaterPages=on_page or (lambda *_: None))
    return read(stream.getvalue())


def drawn(draw) -> Document:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    draw(canvas)
    canvas.save()
    return read(stream.getvalue())


def b(text: str) -> Paragraph:
    return Paragraph(text, BODY)


def h(text: str) -> Paragraph:
    return Paragraph(text, HEAD)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.is_plan_text]


# --- Paragraphs -------------------------------------------------------------------------------


def test_lines_become_paragraphs_and_headings_head_sections():
    document = flow(
        h("Section A: Views, interests and aspirations"),
        b(LONG * 3),
        b(LONG),
        h("Section B: Special educational needs"),
        b(LONG * 2),
    )

    assert texts(document) == [
        "Section A: Views, interests and aspirations",
        (LONG * 3).strip(),
        LONG.strip(),
        "Section B: Special educational needs",
        (LONG * 2).strip(),
    ]
    assert document.codes == ("A", "B")
    assert document.text_of("A") == f"{(LONG * 3).strip()}\n{LONG.strip()}"
    assert {block.page for block in document.blocks} == {1}


def test_a_paragraph_goes_on_over_a_page():
    document = flow(h("Section B: Special educational needs"), Spacer(1, 600), b(LONG * 6))

    assert texts(document)[1:] == [(LONG * 6).strip()]
    assert document.meta["pages"] == 2


def test_bullets_are_items():
    bullet = ParagraphStyle("bullet", parent=BODY, leftIndent=18, bulletIndent=4)
    document = flow(
        b("She likes:"), Paragraph(LONG, bullet, bulletText="•"), Paragraph("Boats", bullet, bulletText="•")
    )

    assert [(block.number, block.text) for block in document.blocks] == [
        ("", "She likes:"),
        ("•", LONG.strip()),
        ("•", "Boats"),
    ]


def test_words_broken_at_line_ends_are_mended():
    def draw(canvas):
        canvas.setFont("Helvetica", 11)
        for line, text in enumerate(
            (
                "The school gives help in the play-",
                "ground every day, and one-to-",
                "one help in class, and a pro\u00ad",
                "gramme of small steps.",
            )
        ):
            canvas.drawString(72, 700 - 14 * line, text)

    assert texts(drawn(draw)) == [
        "The school gives help in the playground every day, and one-to-one help in class, and a programme of small steps."
    ]


def test_running_headers_and_footers_are_apart():
    def on_page(canvas, document):
        canvas.drawString(56, 800, "Plan of Wren Example - confidential")
        canvas.drawString(56, 30, f"Page {document.page} of 4")

    document = flow(
        h("Section A: Views"),
        *[piece for _ in range(3) for piece in (b(LONG * 3), PageBreak())],
        b(LONG),
        on_page=on_page,
    )

    assert [(x.part, x.text) for x in document.blocks if x.part != "body"] == [
        ("header", "Plan of Wren Example - confidential"),
        ("footer", "Page 1 of 4"),
    ]
    assert "confidential" not in document.text_of("A")


def test_struck_out_words_are_not_the_plans():
    document = flow(b(f"She has <strike>three</strike> two sessions. {LONG}"))

    assert texts(document) == [f"She has two sessions. {LONG.strip()}"]
    assert [(x.text, x.revision) for x in document.blocks if not x.is_plan_text] == [("three", "deleted")]
    assert [(w.code, w.how_many) for w in document.warnings] == [("struck-through", 1)]


def test_two_columns_are_read_one_after_the_other():
    stream = io.BytesIO()
    template = BaseDocTemplate(stream, pagesize=A4)
    frames = [Frame(56, 72, 220, 690, id="left"), Frame(320, 72, 220, 690, id="right")]
    template.addPageTemplates(PageTemplate(frames=frames))
    template.build(
        [b(f"Left {i}. {LONG}") for i in range(9)] + [FrameBreak()] + [b(f"Right {i}. {LONG * 2}") for i in range(5)]
    )

    whole = " ".join(texts(read(stream.getvalue())))
    found = [whole.index(f"Left {i}.") for i in range(9)] + [whole.index(f"Right {i}.") for i in range(5)]
    assert found == sorted(found)


def test_a_turned_page_and_a_watermark_are_no_trouble():
    def draw(canvas):
        canvas.setPageRotation(90)
        canvas.saveState()
        canvas.translate(300, 300)
        canvas.rotate(45)
        canvas.setFont("Helvetica-Bold", 90)
        canvas.drawString(0, 0, "DRAFT")
        canvas.restoreState()
        canvas.setFont("Helvetica", 11)
        canvas.rotate(90)
        for line, text in enumerate(("Section A: Views", "Wren likes boats.")):
            canvas.drawString(100, -200 - 40 * line, text)

    assert texts(drawn(draw)) == ["Section A: Views", "Wren likes boats."]


# --- Tables -----------------------------------------------------------------------------------


def places(document: Document) -> list[tuple]:
    return [(x.text, *x.table[:5]) for x in document.blocks if x.table is not None]


def test_ruled_cells_are_cells_and_merged_ones_are_read_once():
    table = Table(
        [[b("Outcome"), "", b("Who")], [b("He reads."), b(LONG), b("A teacher")], ["", b("A pen"), ""]],
        colWidths=[120, 220, 100],
        style=TableStyle([*RULED.getCommands(), ("SPAN", (0, 0), (1, 0)), ("SPAN", (0, 1), (0, 2))]),
    )

    assert places(flow(b("Before the table."), table, b("After it."))) == [
        ("Outcome", 0, 0, 0, 1, 2),
        ("Who", 0, 0, 2, 1, 1),
        ("He reads.", 0, 1, 0, 2, 1),
        (LONG.strip(), 0, 1, 1, 1, 1),
        ("A teacher", 0, 1, 2, 1, 1),
        ("A pen", 0, 2, 1, 1, 1),
        ("", 0, 2, 2, 1, 1),
    ]


def test_a_table_goes_on_over_pages_without_its_repeated_header():
    rows = [[Paragraph("Outcome (Section E)", BOLD), Paragraph("Provision (Section F)", BOLD)]]
    rows += [[b(f"Outcome {i}."), b(f"Provision {i}. {LONG * 2}")] for i in range(14)]
    document = flow(
        h("Section D: Social care needs"), b("None."), Table(rows, colWidths=[150, 320], style=RULED, repeatRows=1)
    )

    assert document.codes == ("D", "E", "F")
    assert document.text_of("E").splitlines() == ["Outcome (Section E)", *(f"Outcome {i}." for i in range(14))]
    assert len(document.layout("F")) == 1
    assert len(document.layout("F")[0].rows) == 15


def test_a_table_inside_a_cell_knows_its_cell():
    inner = Table([[b("In"), b("Side")]], colWidths=[60, 60], style=RULED)
    document = flow(Table([[b("Outer"), [b("Before"), inner, b("After")]]], colWidths=[100, 300], style=RULED))

    assert [(x.text, x.table.table, x.table.within) for x in document.blocks] == [
        ("Outer", 0, None),
        ("Before", 0, None),
        ("In", 1, (0, 0, 1)),
        ("Side", 1, (0, 0, 1)),
        ("After", 0, None),
    ]


def test_a_table_without_lines_is_told_by_its_gaps():
    rows = [[b("Name"), b("Wren Example")], [b("School"), b("Pebble Lane School")], [b("Officer"), b("Ada Quill")]]

    assert places(flow(Table(rows, colWidths=[150, 250]))) == [
        ("Name", 0, 0, 0, 1, 1),
        ("Wren Example", 0, 0, 1, 1, 1),
        ("School", 0, 1, 0, 1, 1),
        ("Pebble Lane School", 0, 1, 1, 1, 1),
        ("Officer", 0, 2, 0, 1, 1),
        ("Ada Quill", 0, 2, 1, 1, 1),
    ]


def test_a_landscape_table_keeps_its_columns():
    rows = [[b(f"cell {row} {column} {'word ' * 8}".strip()) for column in range(6)] for row in range(4)]
    document = flow(Table(rows, colWidths=[110] * 6, style=RULED), size=landscape(A4))

    assert [x.text for x in document.blocks] == [
        f"cell {r} {c} {'word ' * 8}".strip() for r in range(4) for c in range(6)
    ]


def test_a_frame_round_the_page_is_no_table():
    def on_page(canvas, _):
        canvas.rect(20, 20, 555, 800)

    assert all(x.table is None for x in flow(b(LONG), b(LONG), on_page=on_page).blocks)


# --- Scans and forms --------------------------------------------------------------------------


def scanned(written: int, drawn_: int) -> bytes:
    from reportlab.lib.utils import ImageReader

    stream = io.BytesIO()
    canvas = Canvas(stream)
    for page in range(written + drawn_):
        if page < written:
            canvas.drawString(72, 700, f"Section A: words of this plan on page {page}")
        else:
            canvas.drawImage(ImageReader(io.BytesIO(picture())), 0, 0, 595, 840)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_words_on_fewer_than_half_the_pages_is_a_scan():
    with pytest.raises(Refused) as refused:
        read(scanned(written=1, drawn_=2))

    assert refused.value.code == "scanned"


def test_a_few_pictured_pages_are_read_round_and_said():
    document = read(scanned(written=2, drawn_=1))

    assert [(w.code, w.how_many) for w in document.warnings] == [("picture-pages", 1)]


def test_what_was_typed_into_a_form_is_read():
    def draw(canvas):
        canvas.drawString(72, 700, "Section J: Personal budget and direct payments")
        canvas.acroForm.textfield(
            name="budget", x=72, y=650, width=300, height=20, value="None was asked for", fontSize=11
        )

    assert "None was asked for" in drawn(draw).text_of("J")


def test_the_json_of_a_document_is_the_document():
    document = flow(h("Section A: Views"), Table([[b("a"), b("b")]], style=RULED))

    assert Document.from_json(document.to_json()) == document
