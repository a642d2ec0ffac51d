"""What a Word file holds and a plan says: nothing lost, nothing said twice, nothing that was deleted."""

from __future__ import annotations

import io
import zipfile

import pytest

from ehcp.screening.document import Document
from ehcp.screening.reading import Refused, read
from tests.ehcp.reading.word_files import (
    docx,
    field,
    gone,
    h,
    ins,
    numbered,
    p,
    r,
    tbl,
    tc,
    tr,
)


def texts(*body: str, **parts) -> list[str]:
    """The plan's own words in a file of these paragraphs."""
    return [block.text for block in read(docx(*body, **parts)).blocks if block.is_plan_text and block.text]


def warnings(document: Document) -> dict[str, int]:
    return {warning.code: warning.how_many for warning in document.warnings}


# --- Tracked changes --------------------------------------------------------------------------


def test_inserted_text_is_the_plans_and_deleted_text_is_not():
    document = read(docx(p("Wren has ", ins(r("two ")), gone("three "), "sessions.")))

    assert [(b.text, b.revision) for b in document.blocks] == [("Wren has two sessions.", "none"), ("three", "deleted")]
    assert warnings(document) == {"unaccepted-changes": 2}
    assert document.warnings[0].sentence.startswith("This plan has 2 tracked changes")


def test_a_paragraph_that_was_all_inserted_says_so():
    (block,) = read(docx(p(ins(r("A new provision."))))).blocks

    assert (block.text, block.revision) == ("A new provision.", "inserted")


def test_moved_text_stands_once_where_it_went():
    moved_from = f'<w:moveFrom w:id="1">{r("The taxi.")}</w:moveFrom>'
    moved_to = f'<w:moveTo w:id="2">{r("The taxi.")}</w:moveTo>'

    assert texts(p("First. ", moved_from), p("Last. ", moved_to)) == ["First.", "Last. The taxi."]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    first = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>' + r("Weekly ") + "</w:p>"

    assert texts(first, p("sessions."), p("Next.")) == ["Weekly sessions.", "Next."]


def test_a_paragraph_to_be_joined_with_nothing_is_kept():
    last = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>' + r("Weekly") + "</w:p>"

    assert texts(tbl(tr(tc(last), "Beside")), p("After.")) == ["Weekly", "Beside", "After."]


def test_a_deleted_row_is_no_row_of_the_plan():
    assert texts(tbl(tr("Kept"), tr("Dropped", properties='<w:del w:id="1"/>'))) == ["Kept"]


# --- Comments, hidden text, notes, headers ----------------------------------------------------


def test_comments_are_flagged_and_are_not_the_plans_text():
    document = read(docx(p("Words."), comments=f'<w:comment w:id="0">{p("Is this right?")}</w:comment>'))

    assert [(b.part, b.text) for b in document.blocks] == [("body", "Words."), ("comment", "Is this right?")]
    assert [b.text for b in document.blocks if b.is_plan_text] == ["Words."]
    assert warnings(document) == {"comments": 1}


def test_hidden_text_is_dropped_with_a_warning():
    document = read(
        docx(
            p(
                "Seen. ",
                r("Unseen. ", "<w:vanish/>"),
                r("Ghost.", '<w:rStyle w:val="Ghost"/>'),
                r("Also.", "<w:vanish w:val='0'/>"),
            )
        )
    )

    assert [b.text for b in document.blocks] == ["Seen. Also."]
    assert warnings(document) == {"hidden-text": 2}


def test_a_footnote_follows_the_paragraph_that_refers_to_it():
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        f'<w:footnote w:id="-1" w:type="separator">{p("line")}</w:footnote>'
        f'<w:footnote w:id="2">{p("From the 2025 report.")}</w:footnote>'
    )
    document = read(docx(h("Section B"), p("Wren reads.", mark), h("Section C"), p("None."), footnotes=notes))

    assert document.text_of("B") == "Wren reads.\nFrom the 2025 report."
    assert [(b.part, b.number) for b in document.blocks_of("B")] == [("body", ""), ("footnote", "1")]


def test_headers_and_footers_are_read_once_and_belong_to_no_section():
    document = read(
        docx(h("Section A"), p("Words."), headers=(p("Plan of Wren"), p("Plan of Wren")), footers=(p("Page 1"),))
    )

    assert [(b.part, b.text) for b in document.blocks[2:]] == [("header", "Plan of Wren"), ("footer", "Page 1")]
    assert document.section_of(2) is None


# --- Boxes, controls, fields ------------------------------------------------------------------


def box(inside: str) -> str:
    return f"<w:drawing><wp:inline><a:graphic><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></a:graphic></wp:inline></w:drawing>"


def old_box(inside: str) -> str:
    return f"<w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict>"


def test_a_text_box_is_read_once_though_word_writes_it_twice():
    twice = f"<w:r><mc:AlternateContent><mc:Choice>{box(p('In a box.'))}</mc:Choice><mc:Fallback>{old_box(p('In a box.'))}</mc:Fallback></mc:AlternateContent></w:r>"
    document = read(docx(h("Section A"), p("Beside.", twice)))

    assert [(b.part, b.text) for b in document.blocks[1:]] == [("body", "Beside."), ("textbox", "In a box.")]
    assert document.text_of("A") == "Beside.\nIn a box."


def test_a_text_box_that_only_has_the_old_form_is_read():
    only_old = (
        f"<w:r><mc:AlternateContent><mc:Fallback>{old_box(p('In a box.'))}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert texts(p("Beside.", only_old)) == ["Beside.", "In a box."]


def test_content_controls_and_wrappers_hold_text_like_any_other():
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    body = (
        control(p("A block.")),
        p(
            "In ",
            control(r("line")),
            "<w:smartTag>" + r(" smart") + "</w:smartTag>",
            "<w:hyperlink>" + r(" link") + "</w:hyperlink>",
        ),
        tbl(control(tr(control(tc("A cell."))))),
        f"<w:customXml>{p('Custom.')}</w:customXml>",
    )

    assert texts(*body) == ["A block.", "In line smart link", "A cell.", "Custom."]


@pytest.mark.parametrize(("state", "shown"), [("1", "☒"), ("0", "☐")])
def test_a_check_box_shows_its_state(state, shown):
    check = (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{r('?')}</w:sdtContent></w:sdt>"
    )

    assert texts(p(check, " Draft")) == [f"{shown} Draft"]


def test_old_form_fields_show_what_was_chosen():
    check = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    choice = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Draft"/><w:listEntry w:val="Final"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    assert texts(p(check, " ", choice)) == ["☒ Final"]


def test_symbols_are_the_signs_they_show():
    tick, box_, unknown = (f'<w:r><w:sym w:font="Wingdings" w:char="{c}"/></w:r>' for c in ("F0FC", "F0A8", "F0B2"))

    assert texts(p(tick, " yes ", box_, " no ", unknown)) == ["✓ yes ☐ no •"]


def test_a_field_shows_its_result_and_not_its_instruction():
    nested = field('IF "a" = ', "Wren")

    assert texts(p("For ", field("MERGEFIELD Name", "Wren"), " of ", nested, ".")) == ["For Wren of Wren."]


def test_a_field_that_never_ends_hides_nothing():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'

    assert texts(p("Before. ", begin, "Inside."), p("After.")) == ["Before. Inside.", "After."]


# --- Tables -----------------------------------------------------------------------------------


def test_merged_cells_are_read_once_with_their_spans():
    document = read(
        docx(
            tbl(
                tr(tc("Outcome", span=2), "Who"),
                tr(tc("One", merge="restart"), "First", "A"),
                tr(tc("", merge="continue"), "Second", "B"),
            )
        )
    )

    assert [(b.text, *b.table[1:5]) for b in document.blocks] == [
        ("Outcome", 0, 0, 1, 2),
        ("Who", 0, 2, 1, 1),
        ("One", 1, 0, 2, 1),
        ("First", 1, 1, 1, 1),
        ("A", 1, 2, 1, 1),
        ("Second", 2, 1, 1, 1),
        ("B", 2, 2, 1, 1),
    ]


def test_a_table_in_a_cell_knows_its_cell_and_is_laid_out_in_it():
    document = read(docx(h("Section F"), tbl(tr("Outside", tc("Before", tbl(tr("Inside", "Beside")), p("After"))))))

    assert [(b.text, b.table.table, b.table.within) for b in document.blocks[1:]] == [
        ("Outside", 0, None),
        ("Before", 0, None),
        ("Inside", 1, (0, 0, 1)),
        ("Beside", 1, (0, 0, 1)),
        ("After", 0, None),
    ]
    (table,) = document.layout("F")
    assert [piece.kind for piece in table.rows[0][1].content] == ["paragraph", "table", "paragraph"]


def test_an_empty_cell_keeps_its_place():
    document = read(docx(h("Section F"), tbl(tr("One", ""), tr("", "Two"))))

    (table,) = document.layout("F")
    assert [["".join(b.text for b in cell.blocks) for cell in row] for row in table.rows] == [["One", ""], ["", "Two"]]


def test_a_bold_first_row_is_a_header_and_a_plain_one_is_not():
    document = read(
        docx(
            tbl(tr(tc(p("Who", bold=True)), tc(p("When", bold=True))), tr("Ada", "Daily")),
            tbl(tr("a", "b"), tr("c", "d")),
        )
    )

    assert [b.table.is_header for b in document.blocks] == [True, True, False, False, False, False, False, False]


# --- Numbers ----------------------------------------------------------------------------------

LISTS = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="Section %1"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
"""


def labels(*body: str) -> list[str]:
    return [block.number for block in read(docx(*body, numbering=LISTS)).blocks if block.is_plan_text]


def test_list_labels_are_computed_with_levels_and_restarts():
    assert labels(
        numbered("One"),
        numbered("One a", level=1),
        numbered("One b", level=1),
        numbered("Two"),
        numbered("Two a", level=1),
        numbered("Again", number=2),
        numbered("Bullet", number=3),
        p("By style", style="Numbered"),
    ) == ["1.", "1.a)", "1.b)", "2.", "2.a)", "1.", "•", "2."]


def test_a_deleted_item_takes_no_number():
    assert labels(numbered("One"), numbered(gone("Gone")), numbered("Two")) == ["1.", "2."]


def test_a_number_may_be_switched_off():
    assert labels(p("Plain", style="Numbered", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')) == [""]


def test_section_letters_may_come_from_a_list():
    document = read(
        docx(
            numbered(r("Views, interests and aspirations", "<w:b/>"), number=4),
            p("I like boats."),
            numbered(r("Special educational needs", "<w:b/>"), number=4),
            numbered("He needs help to read.", number=4, level=1),
            numbering=LISTS,
        )
    )

    assert document.codes == ("A", "B")
    assert document.text_of("B") == "He needs help to read."
    assert document.item_reference(3) == "B1"
    assert document.section("B").heading == "Section B Special educational needs"


@pytest.mark.parametrize(
    ("typed", "label", "text"),
    [
        ("• Help at lunch", "•", "Help at lunch"),
        ("a) Help at lunch", "a)", "Help at lunch"),
        ("F1.2 Help at lunch", "F1.2", "Help at lunch"),
        ("1. Help at lunch", "1.", "Help at lunch"),
        ("1.5 hours a week", "", "1.5 hours a week"),
        ("A4 worksheets made larger", "", "A4 worksheets made larger"),
        ("H1 Social care", "", "H1 Social care"),
        ("15 minutes", "", "15 minutes"),
        ("I am happy", "", "I am happy"),
        ("- not a list, a dash", "", "- not a list, a dash"),
    ],
)
def test_typed_labels_are_told_from_quantities(typed, label, text):
    (block,) = read(docx(p(typed))).blocks

    assert (block.number, block.text) == (label, text)


# --- Text and files ---------------------------------------------------------------------------


def test_text_is_normalised_in_one_way():
    assert texts(p("Zoe\u0308\u00a0has  a pro\u00adgramme\u200b.\ufeff ﬁne")) == ["Zoë has a programme. fine"]


def test_a_break_inside_a_paragraph_is_a_line_end():
    assert texts(p("One", "<w:r><w:br/></w:r>", "two", "<w:r><w:tab/></w:r>", "three")) == ["One\ntwo three"]


def test_a_strict_document_is_read_like_any_other():
    usual = docx(h("Section A: Views"), p("Words."))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name)
                .replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
                .replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            )

    assert [b.text for b in read(stream.getvalue()).blocks] == ["Section A: Views", "Words."]


def test_a_word_file_that_is_a_scan_is_refused():
    with pytest.raises(Refused) as refused:
        read(docx(p("Scan 1"), parts={"word/media/image1.png": b"\x89PNG"}))

    assert refused.value.code == "scanned"


def test_the_json_of_a_document_is_the_document():
    document = read(
        docx(
            h("Section F"),
            tbl(tr(tc("One", merge="restart"), tc("Two", tbl(tr("In"))))),
            p(gone("Old"), "New"),
            comments=f'<w:comment w:id="0">{p("?")}</w:comment>',
        )
    )

    assert Document.from_json(document.to_json()) == document
