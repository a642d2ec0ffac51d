"""What a file is, by content; and that a JSON answer is checked before it is believed."""

from __future__ import annotations

import json

import pytest

from ehcp.screening.document import Document
from ehcp.screening.reading import Refused, preflight, read
from tests import hostile_files
from tests.ehcp.reading.word_files import docx, h, p

PLAN = docx(h("Section A: Views, interests and aspirations"), p("Boats."))


def test_the_type_is_told_by_content_and_never_by_name():
    assert (preflight(PLAN), preflight(hostile_files.pdf())) == ("docx", "pdf")
    assert read(PLAN, name="plan.pdf").source_format == "docx"


def test_a_type_mistaken_is_named():
    with pytest.raises(Refused) as refused:
        preflight(hostile_files.workbook())

    assert refused.value.sentence.startswith("This is a spreadsheet, not a Word document or a PDF.")


def test_a_drawing_with_a_document_type_is_no_harm():
    svg = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'

    assert preflight(docx(p("Words."), parts={"word/media/image1.svg": svg})) == "docx"


def test_an_archive_inside_a_plan_is_not_opened():
    bomb = hostile_files.zip_bomb()

    assert preflight(docx(p("Words."), parts={"word/embeddings/plan.docx": bomb})) == "docx"


def test_the_largest_upload_is_the_callers_to_say():
    with pytest.raises(Refused) as refused:
        preflight(PLAN, largest=1000)

    assert refused.value.code == "too-large"


GOOD = json.loads(read(PLAN).to_json())


@pytest.mark.parametrize(
    "change",
    [
        {"v": 99},
        {"blocks": None},
        {"blocks": [[1, {}]]},
        {"blocks": [["x", {"p": "nowhere"}]]},
        {"blocks": [["x", {"t": [0, -1, 0, 1, 1, 0]}]]},
        {"blocks": [["x", {"t": ["<script>", 0, 0, 1, 1, 0]}]]},
        {"sections": [["A", "A", 99, 1.0, []]]},
        {"sections": [["A", "A", 0, 1.0, [[0, 5, 900]]]]},
        {"sections": [["A", "A", 0, 1.0, [[0, -1, 2]]]]},
        {"sections": [["Z", "A", 0, 1.0, []]]},
        {"warnings": [["x"]]},
        {"meta": 3},
        {"sha256": 3},
    ],
)
def test_json_that_points_nowhere_is_no_document(change):
    assert Document.from_json(json.dumps(GOOD)) == read(PLAN)
    with pytest.raises(ValueError):
        Document.from_json(json.dumps(GOOD | change))


@pytest.mark.parametrize("text", ["", "[]", "3", "null", "{", "[" * 100_000])
def test_what_is_no_json_of_a_document_is_a_value_error(text):
    with pytest.raises(ValueError):
        Document.from_json(text)
