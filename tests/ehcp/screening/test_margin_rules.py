"""What Word and LibreOffice ask of a file with comments: numbers, marks in pairs, the part and its two lists, who and when."""

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from lxml import etree

from ehcp.screening.reading import read
from ehcp.screening.report.margin import with_comments
from ehcp.screening.screen import screen
from goldenthread.demo.library import STORIES, STYLES

from .test_margin import W, ids, part, plan_file

AT = dt.datetime(2026, 11, 11, 15, 22, 8, tzinfo=dt.UTC)
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
# Where the standard lets a mark of a range stand.
MAY_HOLD_A_MARK = {"body", "p", "tbl", "tr", "tc", "hyperlink", "ins", "del", "moveTo", "moveFrom", "sdtContent",
                   "smartTag", "customXml", "fldSimple", "footnote", "endnote", "txbxContent"}  # fmt: skip
MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def made(style: str, **given) -> tuple[int, bytes]:
    """How many comments ought to be ours, and the file."""
    data = plan_file(style, **given)
    screening = screen(read(data))
    return len(screening.findings), with_comments(data, screening, at=AT)


FILES = [*((style, {}) for style in STYLES), ("headed", {"tracked_changes": True, "story": next(iter(STORIES))})]


@pytest.fixture(params=FILES, ids=lambda param: f"{param[0]}{'-tracked' * bool(param[1])}", scope="module")
def commented(request) -> tuple[int, bytes]:
    style, given = request.param
    return made(style, **given)


def test_every_comment_has_a_number_of_its_own_an_author_and_a_moment(commented):
    count, data = commented
    comments = list(part(data, "word/comments.xml"))
    ours = [each for each in comments if each.get(W + "date") == "2026-11-11T15:22:08Z"]

    assert {each.tag for each in comments} == {W + "comment"}
    numbers = [each.get(W + "id") for each in comments]
    assert all(re.fullmatch(r"\d{1,9}", number) for number in numbers) and len(set(numbers)) == len(numbers)
    assert len(ours) == count > 0
    assert {(each.get(W + "author"), each.get(W + "initials")) for each in ours} == {("Golden Thread", "GT")}
    for each in ours:
        paragraphs = list(each)
        assert paragraphs and {one.tag for one in paragraphs} == {W + "p"}
        texts = [text.text or "" for text in each.iter(W + "t")]
        # Space at an edge would be lost: nothing says that it is to be kept.
        assert all(text and text == text.strip() for text in texts)


def test_the_marks_of_every_comment_come_once_in_order_and_where_they_may_stand(commented):
    _, data = commented
    document = part(data, "word/document.xml")
    place = {each: at for at, each in enumerate(document.iter())}
    numbers = [each.get(W + "id") for each in part(data, "word/comments.xml")]

    for number in numbers:
        start, end, reference = (
            [each for each in document.iter(W + tag) if each.get(W + "id") == number] for tag in MARKS
        )
        assert (len(start), len(end), len(reference)) == (1, 1, 1), number
        assert place[start[0]] < place[end[0]] < place[reference[0]], number
        assert reference[0].getparent().tag == W + "r"
        for mark in (start[0], end[0]):
            assert etree.QName(mark.getparent()).localname in MAY_HOLD_A_MARK
    assert {each for tag in MARKS for each in ids(document, tag)} == set(numbers)


def test_the_part_stands_in_both_lists_of_the_file_once(commented):
    _, data = commented
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    relations = [each for each in part(data, "word/_rels/document.xml.rels") if each.get("Type") == RELATION]
    types = [each for each in part(data, "[Content_Types].xml") if each.get("PartName") == "/word/comments.xml"]
    all_ids = [each.get("Id") for each in part(data, "word/_rels/document.xml.rels")]

    assert [each.get("Target").split("/")[-1] for each in relations] == ["comments.xml"]
    assert [each.get("ContentType") for each in types] == [COMMENTS]
    assert len(names) == len(set(names)) and len(all_ids) == len(set(all_ids))
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def test_python_docx_reads_every_comment_with_its_author_and_moment(commented):
    count, data = commented
    ours = [each for each in docx.Document(io.BytesIO(data)).comments if each.author == "Golden Thread"]

    assert len(ours) == count
    assert {(each.initials, each.timestamp) for each in ours} == {("GT", AT)}
    assert all(each.text.strip() for each in ours)


def test_without_a_moment_none_is_made_up():
    data = plan_file()
    screening = screen(read(data))

    dates = [each.get(W + "date") for each in part(with_comments(data, screening), "word/comments.xml")]

    assert dates.count(None) == len(screening.findings)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_libreoffice_opens_the_file_with_every_comment(commented, tmp_path):
    count, data = commented
    (tmp_path / "plan.docx").write_bytes(data)

    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "plan.docx")], check=True, timeout=120, capture_output=True)

    content = zipfile.ZipFile(tmp_path / "plan.odt").read("content.xml").decode()
    assert content.count("<dc:creator>Golden Thread</dc:creator>") == count
