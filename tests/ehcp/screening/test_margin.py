"""The plan's own Word file with findings in its margin: everything else stays as it was."""

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from ehcp.screening.document import COMMENT
from ehcp.screening.normalise import normalise
from ehcp.screening.reading import read
from ehcp.screening.reading.refusal import Refused
from ehcp.screening.report.margin import AUTHOR, with_comments
from ehcp.screening.screen import Screening, screen
from goldenthread.demo.library import STORIES, STYLES, build, example_child
from goldenthread.demo.library.examples import EXAMPLE_DAY

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STORY = "year5-attention"


def plan_file(style: str = "headed", story: str = STORY, **given) -> bytes:
    return build(story, style, "docx", example_child(STORIES[story]), EXAMPLE_DAY, **given)


def commented(data: bytes) -> tuple[Screening, bytes]:
    screening = screen(read(data))
    return screening, with_comments(data, screening)


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def ids(root: etree._Element, tag: str) -> list[str]:
    return [each.get(W + "id") for each in root.iter(W + tag)]


def marked(root: etree._Element, number: str) -> str:
    """The words between the marks of one comment."""
    inside, words = False, []
    for each in root.iter():
        if each.tag == W + "commentRangeStart" and each.get(W + "id") == number:
            inside = True
        elif each.tag == W + "commentRangeEnd" and each.get(W + "id") == number:
            break
        elif inside and each.tag == W + "t":
            words.append(each.text or "")
    return normalise("".join(words))


@pytest.mark.parametrize("style", list(STYLES))
def test_every_finding_becomes_one_comment(style):
    screening, data = commented(plan_file(style))
    assert len(screening.findings) > 5
    document = part(data, "word/document.xml")
    comments = part(data, "word/comments.xml")
    ours = [each for each in comments.iter(W + "comment") if each.get(W + "author") == AUTHOR]
    assert len(ours) == len(screening.findings)
    numbers = [each.get(W + "id") for each in ours]
    assert len(set(numbers)) == len(numbers)
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        found = ids(document, tag)
        assert set(numbers) <= set(found) and len(found) == len(set(found))


@pytest.mark.parametrize("style", list(STYLES))
def test_a_comment_stands_on_the_words_it_speaks_of(style):
    screening, data = commented(plan_file(style))
    document = part(data, "word/document.xml")
    comments = list(part(data, "word/comments.xml").iter(W + "comment"))[-len(screening.findings) :]
    exact = 0
    for finding, comment in zip(screening.findings, comments, strict=True):
        words = marked(document, comment.get(W + "id"))
        if finding.quote:
            assert normalise(finding.quote).split()[0] in words
            exact += words == finding.quote
        said = "".join(each.text or "" for each in comment.iter(W + "t"))
        assert finding.message in said and finding.source in said
    assert exact >= 0.8 * sum(bool(finding.quote) for finding in screening.findings)


def test_other_parts_stay_byte_for_byte_and_the_plan_reads_the_same():
    before = plan_file()
    _, after = commented(before)
    old, new = (zipfile.ZipFile(io.BytesIO(data)) for data in (before, after))
    touched = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    for name in set(old.namelist()) - touched:
        assert old.read(name) == new.read(name)

    def words(data: bytes) -> list[tuple[str, str]]:
        return [(block.number, block.text) for block in read(data).blocks if block.part != COMMENT]

    assert words(before) == words(after)


def test_comments_and_tracked_changes_that_were_there_survive():
    story = next(key for key, story in STORIES.items() if any(m.rule == "tracked-changes" for m in story.marks))
    before = plan_file(story=story, tracked_changes=True)
    _, after = commented(before)
    old, new = part(before, "word/document.xml"), part(after, "word/document.xml")
    for tag in ("ins", "del"):
        assert ids(new, tag) == ids(old, tag)
    old_comments = list(part(before, "word/comments.xml").iter(W + "comment"))
    new_comments = list(part(after, "word/comments.xml").iter(W + "comment"))
    assert old_comments
    for was, now in zip(old_comments, new_comments, strict=False):
        assert etree.tostring(was, method="c14n") == etree.tostring(now, method="c14n")
    numbers = [each.get(W + "id") for each in new_comments]
    assert len(set(numbers)) == len(numbers)


def test_doing_it_twice_adds_to_what_is_there():
    screening, once = commented(plan_file())
    again = with_comments(once, screening)
    assert len(list(part(again, "word/comments.xml").iter(W + "comment"))) >= 2 * len(screening.findings)


def test_python_docx_opens_the_file():
    _, data = commented(plan_file())
    assert len(docx.Document(io.BytesIO(data)).paragraphs) > 20


def test_a_file_that_is_no_word_file_is_refused():
    screening = screen(read(plan_file()))
    with pytest.raises(Refused):
        with_comments(b"no zip at all", screening)


def test_what_is_not_there_is_said_at_a_heading():
    screening, data = commented(plan_file())
    absent = [finding for finding in screening.findings if finding.block is None]
    if not absent:
        pytest.skip("nothing is absent in this plan")
    document = part(data, "word/document.xml")
    comments = list(part(data, "word/comments.xml").iter(W + "comment"))[-len(screening.findings) :]
    for finding, comment in zip(screening.findings, comments, strict=True):
        if finding.block is None:
            assert re.search(r"\w", marked(document, comment.get(W + "id")))
