"""Sections A to K are found in any order and any shape, and nothing that only talks of them is taken for one."""

from __future__ import annotations

import pytest

from ehcp.screening.document import Document
from ehcp.screening.reading import read
from tests.ehcp.reading.word_files import docx, field, h, numbered, p, r, tbl, tc, tr

TITLES = {
    "A": "Views, interests and aspirations of the child and the parents",
    "B": "Special educational needs",
    "C": "Health needs which relate to the special educational needs",
    "D": "Social care needs which relate to the special educational needs or to a disability",
    "E": "The outcomes sought for the child or young person",
    "F": "The special educational provision required by the child or young person",
    "G": "Any health provision reasonably required by the learning difficulties or disabilities",
    "H1": "Any social care provision which must be made under section 2 of the Chronically Sick and Disabled Persons Act 1970",
    "H2": "Any other social care provision reasonably required by the learning difficulties or disabilities",
    "I": "The name and type of the school or other institution",
    "J": "Personal budget and direct payments",
    "K": "Advice and information",
}
WORDS = {code: f"The words of section {code.lower()} are made up, and they say a little about Wren." for code in TITLES}
ALL = tuple(TITLES)


def plan(heading=lambda code, title: h(f"Section {code}: {title}"), order=ALL, front: tuple[str, ...] = ()) -> Document:
    body = [piece for code in order for piece in (heading(code, TITLES[code]), p(WORDS[code]))]
    return read(docx(p("Education, Health and Care Plan"), *front, *body))


def said(document: Document) -> dict[str, str]:
    return {code: document.text_of(code) for code in document.codes}


# --- Shapes of headings -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        lambda code, title: h(f"Section {code}: {title}"),
        lambda code, title: h(f"SECTION {code} - {title.upper()}"),
        lambda code, title: p(f"Section {code} – {title}", bold=True),
        lambda code, title: p(f"Section {code}", bold=True),
        lambda code, title: h(f"{code}. {title}"),
        lambda code, title: p(f"{code}: {title}", bold=True),
        lambda code, title: h(f"{title} (Section {code})"),
        lambda code, title: h(title),
        lambda code, title: p(title, bold=True),
        lambda code, title: tbl(tr(tc(f"Section {code}: {title}", shade="DDDDDD"))),
        lambda code, title: tbl(tr(tc(p(f"Section {code}", bold=True)), tc(p(title, bold=True)))),
        lambda code, title: tbl(tr(tc(p(code, bold=True)), tc(p(title, bold=True)))),
        lambda code, title: p(r(f"Section {code} ", "<w:b/>"), r(title, "<w:b/>")),
        lambda code, title: h(f"Section {code}\u00a0\u2013\u00a0{title}"),
    ],
)
def test_headings_of_every_shape_head_their_sections(heading):
    document = plan(heading)

    assert document.codes == ALL
    assert {code: text.splitlines()[-1] for code, text in said(document).items()} == WORDS


def test_sections_come_in_any_order():
    order = ("E", "B", "F", "A", "K", "C", "G", "D", "H1", "H2", "J", "I")

    document = plan(order=order)

    assert document.codes == order
    assert said(document) == {code: WORDS[code] for code in order}


def test_a_letter_before_an_authoritys_own_words_is_a_heading_among_its_like():
    own = TITLES | {"B": "What makes learning hard for me", "F": "The help I must have"}
    body = [piece for code in ALL for piece in (h(f"{code}. {own[code]}"), p(WORDS[code]))]

    assert read(docx(*body)).codes == ALL


def test_one_section_of_social_care_is_h():
    body = [piece for code in ("A", "F") for piece in (h(f"Section {code}: {TITLES[code]}"), p(WORDS[code]))]
    document = read(docx(*body, h("Section H: Social care provision"), p("A short break.")))

    assert document.codes == ("A", "F", "H")


def test_a_heading_over_h1_and_h2_is_no_section_of_its_own():
    document = read(
        docx(
            h("Section H: Social care provision"),
            p("As agreed."),
            h("H1: Social care provision under the 1970 Act", 2),
            p("None."),
            h("H2: Other social care provision", 2),
            p("A short break."),
        )
    )

    assert said(document) == {"H1": "As agreed.\nNone.", "H2": "A short break."}


def test_a_section_said_to_continue_continues():
    document = read(
        docx(
            h("Section E: Outcomes"),
            p("One."),
            h("Section F: Special educational provision"),
            p("Two."),
            h("Section E (continued)"),
            p("Three."),
        )
    )

    assert said(document) == {"E": "One.\nThree.", "F": "Two."}


def test_a_heading_and_its_text_may_share_a_paragraph():
    line = "<w:r><w:br/></w:r>"
    document = read(docx(p(r("Section J: Personal budget", "<w:b/>"), line, "None was asked for.")))

    (span,) = document.section("J").spans
    assert (document.section("J").heading, document.text_of("J")) == (
        "Section J: Personal budget",
        "None was asked for.",
    )
    assert document.blocks[span.block].text[span.start : span.end] == "None was asked for."


def test_an_empty_section_is_there_and_empty():
    document = read(docx(h("Section C: Health needs"), h("Section D: Social care needs"), p("None.")))

    assert said(document) == {"C": "", "D": "None."}


def test_a_heading_of_two_sections_heads_both():
    document = read(
        docx(h("Section C: Health needs"), p("One."), h("Sections H1 and H2: Social care provision"), p("None."))
    )

    assert said(document) == {"C": "One.", "H1": "None.", "H2": "None."}


@pytest.mark.parametrize("heading", [h, lambda text: p(text, bold=True)])
@pytest.mark.parametrize("words", ["{code}", "{code}.", "{title} [Section {code}]", "Wren’s {lower}"])
def test_headings_may_be_a_letter_alone_or_name_the_child(heading, words):
    title = {**TITLES, "A": "Views and aspirations", "E": "Outcomes", "F": "Special educational provision"}
    title |= {"G": "Health provision", "H1": "Social care provision under the 1970 Act", "I": "Placement"}
    title |= {"B": "Special educational needs", "C": "Health needs", "D": "Social care needs"}
    title |= {"H2": "Other social care provision", "J": "Personal budget"}

    document = plan(lambda code, _: heading(words.format(code=code, title=title[code], lower=title[code].lower())))

    assert said(document) == WORDS


def test_letters_of_several_sections_may_stand_behind_a_title():
    document = read(
        docx(
            h("Section A: Views"),
            p("One."),
            h("Needs, outcomes and provision (Sections B, E and F)"),
            tbl(tr(*bold("Need", "Outcome", "Provision")), tr("He cannot read.", "He reads.", "Reading help")),
            h("Section C: Health needs"),
            p("None."),
        )
    )

    assert said(document) == {
        "A": "One.",
        "B": "Need\nHe cannot read.",
        "E": "Outcome\nHe reads.",
        "F": "Provision\nReading help",
        "C": "None.",
    }


@pytest.mark.parametrize(
    "annex",
    [
        "Annex 1: Special educational provision (Section F)",
        "Annex 1: Special educational provision",
        "Annex to Section F",
        "Appendix 1 to Section F: Provision map",
        "Annex F: Special educational provision in detail",
    ],
)
def test_an_annex_belongs_to_the_section_that_it_names(annex):
    body = [piece for code in ALL for piece in (h(f"Section {code}: {TITLES[code]}"), p(WORDS[code]))]

    document = read(docx(*body, h(annex), p("Reading help daily.")))

    assert said(document) == WORDS | {"F": f"{WORDS['F']}\nReading help daily."}


def test_annexes_to_many_sections_make_no_key_of_the_plan():
    in_annexes = ("E", "F", "G", "H1", "H2")
    body = [
        piece
        for code in ALL
        for piece in (h(f"Section {code}: {TITLES[code]}"), p("See annex." if code in in_annexes else WORDS[code]))
    ]
    annexes = [
        piece for code in in_annexes for piece in (h(f"Annex: {TITLES[code]} (Section {code})"), p(WORDS[code] * 3))
    ]

    document = read(docx(*body, *annexes))

    assert document.section("KEY") is None
    assert document.text_of("E") == f"See annex.\n{WORDS['E'] * 3}"


@pytest.mark.parametrize("report", ["Appendix A: Educational psychologist’s report", "Appendix B: Letter of Dr Okafor"])
def test_the_reports_of_an_appendix_stay_with_the_advice(report):
    body = [piece for code in ALL for piece in (h(f"Section {code}: {TITLES[code]}"), p(WORDS[code]))]

    document = read(docx(*body, h(report), p("He was seen in May.")))

    assert document.section_of(len(document.blocks) - 1) == "K"


# --- What is not a section --------------------------------------------------------------------

RUNNING = [
    "Section F of this plan says what help Wren must have.",
    "Section 17 of the Children Act 1989 applies.",
    "Section 2 of the CSDPA does not apply.",
    "Please see section F for the help that meets this need.",
    "Section B and Section F belong together.",
    "Section K lists the advice we had.",
    "A level results are not needed.",
    "I am happy.",
]


@pytest.mark.parametrize("words", RUNNING)
def test_running_text_about_a_section_starts_none(words):
    document = read(docx(h("Section A: Views"), p("One."), p(words), h("Section D: Social care needs"), p("None.")))

    assert said(document) == {"A": f"One.\n{words}", "D": "None."}


def explained() -> str:
    return tbl(
        *(
            tr(f"Section {code}", f"{title}. This part of the plan explains it in simple words.")
            for code, title in TITLES.items()
        )
    )


@pytest.mark.parametrize(
    "front",
    [
        (p("What each section means", bold=True), explained()),
        (explained(),),
        (p("Contents", bold=True), *(p(f"Section {code}: {title}") for code, title in TITLES.items())),
        (
            p("Contents"),
            *(p(f"Section {code}: {title} ........ {n}") for n, (code, title) in enumerate(TITLES.items(), 2)),
        ),
        tuple(p(field('TOC \\o "1-3"', f"Section {code}: {title}")) for code, title in TITLES.items()),
        tuple(p(f"Section {code}: {title}", style="TOC1") for code, title in TITLES.items()),
        (
            h("About this plan"),
            *(p(r(f"Section {code}: ", "<w:b/>"), f"{title.lower()}") for code, title in TITLES.items()),
        ),
    ],
)
def test_a_key_or_contents_list_at_the_front_is_no_section(front):
    document = plan(front=(*front, p("Name: Wren Example"), p("Born: 1 May 2016")))

    assert said(document) == WORDS
    assert "Wren Example" in document.text_of("FRONT")
    assert TITLES["B"].lower() in document.text_of("KEY").lower()
    assert WORDS["A"] not in document.text_of("KEY")


def test_a_sub_heading_that_reads_like_a_title_stays_in_its_section():
    body = [piece for code in ALL for piece in (h(f"Section {code}: {TITLES[code]}"), p(WORDS[code]))]
    at = body.index(p(WORDS["B"]))
    document = read(
        docx(*body[: at + 1], h("Health needs", 2), p("Asthma."), h("Outcomes", 2), p("More."), *body[at + 1 :])
    )

    assert document.codes == ALL
    assert document.text_of("B") == f"{WORDS['B']}\nHealth needs\nAsthma.\nOutcomes\nMore."


def test_a_plan_with_no_sections_is_all_front():
    document = read(docx(p("A letter."), p("About something else.")))

    assert (document.codes, document.text_of("FRONT")) == ((), "A letter.\nAbout something else.")


def test_an_empty_word_file_is_read():
    assert read(docx()).blocks == ()


# --- Tables -----------------------------------------------------------------------------------


def bold(*texts: str) -> list[str]:
    return [tc(p(text, bold=True)) for text in texts]


def test_columns_labelled_with_letters_belong_to_their_sections():
    document = read(
        docx(
            h("Section D: Social care needs"),
            p("None."),
            tbl(
                tr(*bold("No.", "Outcome (Section E)", "Provision (Section F)", "Who", "How often")),
                tr("1", tc("He reads.", merge="restart"), "Reading help", "A teacher", "Daily"),
                tr("2", tc("", merge="continue"), "A reading pen", "The school", ""),
            ),
            h("Section G: Health provision"),
            p("None."),
        )
    )

    assert said(document) == {
        "D": "None.",
        "E": "No.\nOutcome (Section E)\n1\nHe reads.\n2",
        "F": "Provision (Section F)\nWho\nHow often\nReading help\nA teacher\nDaily\nA reading pen\nThe school",
        "G": "None.",
    }
    (table,) = document.layout("F")
    assert [["".join(b.text for b in cell.blocks) for cell in row] for row in table.rows] == [
        ["Provision (Section F)", "Who", "How often"],
        ["Reading help", "A teacher", "Daily"],
        ["A reading pen", "The school", ""],
    ]


def test_columns_under_a_heading_of_two_sections_need_no_letters():
    document = read(
        docx(
            h("Sections E and F: Outcomes and provision"),
            tbl(tr(*bold("Outcome", "Provision", "Who")), tr("He reads.", "Reading help", "A teacher")),
        )
    )

    assert said(document) == {"E": "Outcome\nHe reads.", "F": "Provision\nWho\nReading help\nA teacher"}


def test_an_outcome_column_in_section_f_stays_in_section_f():
    document = read(
        docx(
            h("Section E: Outcomes"),
            p("He reads."),
            h("Section F: Special educational provision"),
            tbl(tr(*bold("Outcome", "Provision")), tr("1", "Reading help")),
        )
    )

    assert said(document) == {"E": "He reads.", "F": "Outcome\nProvision\n1\nReading help"}


def test_rows_labelled_with_letters_belong_to_their_sections():
    document = read(
        docx(
            tbl(
                tr(tc(p("Need (Section B)", bold=True)), "He cannot read yet."),
                tr(tc(p("Outcome (Section E)", bold=True)), "He reads."),
                tr(tc(p("Provision (Section F)", bold=True)), "Reading help daily."),
                tr(tc(p("Need (Section B)", bold=True)), "He cannot swim."),
                tr(tc(p("Outcome (Section E)", bold=True)), "He swims."),
            )
        )
    )

    assert said(document) == {
        "B": "He cannot read yet.\nHe cannot swim.",
        "E": "He reads.\nHe swims.",
        "F": "Reading help daily.",
    }


def test_a_whole_plan_in_one_table_is_read():
    rows = [
        row
        for code, title in TITLES.items()
        for row in (tr(tc(f"Section {code}: {title}", shade="CCCCCC")), tr(WORDS[code]))
    ]

    assert said(read(docx(tbl(*rows)))) == WORDS


def test_labels_on_the_left_of_their_text_are_rows():
    rows = [tr(tc(p(f"Section {code}", bold=True)), WORDS[code]) for code in ALL]

    assert said(read(docx(tbl(*rows)))) == WORDS


# --- References -------------------------------------------------------------------------------


def test_items_are_cited_as_the_plan_numbers_them():
    document = read(
        docx(
            h("Section B: Special educational needs"),
            p("B1.2 He cannot read yet."),
            h("Section E: Outcomes"),
            p("Outcome 3: He reads."),
            p("No number here."),
            h("Section F: Special educational provision"),
            tbl(tr("2", "Reading help daily."), tr("F3", "A pen.")),
            p("A4 worksheets."),
            numbered("Without a list."),
        )
    )

    found = {block.text: document.item_reference(block) for block in document.blocks}
    assert (found["He cannot read yet."], found["Outcome 3: He reads."], found["No number here."]) == (
        "B1.2",
        "E3",
        None,
    )
    assert (found["Reading help daily."], found["A pen."], found["A4 worksheets."]) == ("F2", "F3", None)
