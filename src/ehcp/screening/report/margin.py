"""The plan's own Word file with every finding as a comment in the margin, where officers amend.

Only the document, its comments and the two lists that name a new part are written anew; every other part stays byte for
byte. Comments already there, tracked changes and their numbers survive. What is not there is said at its section's heading.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from ehcp.screening.check import Finding
from ehcp.screening.reading.preflight import LARGEST_PART, looks_hostile
from ehcp.screening.reading.refusal import Refused
from ehcp.screening.report.word_places import Names, Places, make
from ehcp.screening.screen import Screening

AUTHOR, INITIALS = "Golden Thread", "GT"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_RELATIONSHIP = f"{{{_PACKAGE}relationships}}Relationship"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_USUAL_DOCUMENT = "word/document.xml"


def with_comments(data: bytes, screening: Screening, *, at: dt.datetime | None = None) -> bytes:
    """The .docx with its findings as comments. Raises Refused where the file cannot be opened as one.

    `at` is the moment that the comments carry; without it they carry none, which Word allows.
    """
    file = _File(data)
    document = file.tree(file.main)
    names = Names.of(document)
    places = Places(document, names, screening.plan.document)
    comments, part = file.comments(names)
    number = _first_free(document, comments, names)
    for finding in screening.findings:
        places.mark(finding, str(number))
        comments.append(_comment(finding, str(number), names, at))
        number += 1
    if screening.findings:
        file.put(file.main, document)
        file.put(part, comments)
    return file.written()


def _first_free(document: etree._Element, comments: etree._Element, names: Names) -> int:
    """A number that no comment has, and no mark of one that was lost."""
    used = [0]
    for root in (document, comments):
        for tag in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference"):
            for each in root.iter(names.w + tag):
                value = each.get(names.w + "id", "")
                if value.isascii() and value.isdigit() and len(value) < 10:
                    used.append(int(value))
    return max(used) + 1


def _comment(finding: Finding, number: str, names: Names, at: dt.datetime | None) -> etree._Element:
    """One comment: what was noticed, what good looks like, where it rests."""
    about = {"id": number, "author": AUTHOR, "initials": INITIALS}
    if at is not None:
        about["date"] = f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    comment = make(names.w + "comment", about, names)
    said = [
        finding.message,
        f"What good looks like: {finding.suggestion}" if finding.suggestion else "",
        finding.source,
    ]
    for words in said:
        if words:
            paragraph = etree.SubElement(comment, names.w + "p")
            run = etree.SubElement(paragraph, names.w + "r")
            text = etree.SubElement(run, names.w + "t")
            text.text = "".join(letter for letter in words if letter.isprintable() or letter == " ")
    return comment


class _File:
    """The parts of a .docx, read and written whole; a part that nobody puts anew is copied as it was."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Refused("broken") from error
        self._new: dict[str, bytes] = {}
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self.main = self._main()

    def _main(self) -> str:
        for each in self._relationships(""):
            if each.get("Type", "").endswith("/officeDocument"):
                name = each.get("Target", "").lstrip("/")
                if name.lower() in self._names:
                    return self._names[name.lower()]
        if _USUAL_DOCUMENT in self._names:
            return self._names[_USUAL_DOCUMENT]
        raise Refused("broken")

    def bytes_of(self, name: str) -> bytes:
        try:
            with self._zip.open(self._names[name.lower()]) as part:
                data = part.read(LARGEST_PART + 1)
        except (KeyError, zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            raise Refused("broken") from error
        if len(data) > LARGEST_PART:
            raise Refused("bomb")
        return data

    def tree(self, name: str) -> etree._Element:
        data = self.bytes_of(name)
        if looks_hostile(data):
            raise Refused("hostile-xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise Refused("broken") from None

    def _relationships_name(self, of: str) -> str:
        folder, base = posixpath.split(of)
        return posixpath.join(folder, "_rels", base + ".rels")

    def _relationships(self, of: str) -> Iterator[etree._Element]:
        name = self._relationships_name(of)
        if name.lower() in self._names:
            yield from self.tree(name).iter(_RELATIONSHIP)

    def comments(self, names: Names) -> tuple[etree._Element, str]:
        """The part that holds the comments and its name; a new one, named in the lists of the file, where there is none."""
        folder = posixpath.dirname(self.main)
        used = set()
        for each in self._relationships(self.main):
            used.add(each.get("Id", ""))
            if each.get("Type", "").endswith("/comments") and each.get("TargetMode") != "External":
                target = each.get("Target", "")
                name = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                if name.lower() in self._names:
                    name = self._names[name.lower()]
                    return self.tree(name), name
        name = next(
            name
            for number in range(1, len(self._names) + 3)
            if (name := posixpath.join(folder, f"comments{number if number > 1 else ''}.xml")).lower()
            not in self._names
        )
        ident = next(ident for number in range(1, len(used) + 2) if (ident := f"rIdComments{number}") not in used)
        self._relate(ident, posixpath.basename(name), names)
        self._declare(name)
        return etree.Element(names.w + "comments", nsmap={"w": names.w[1:-1]}), name

    def _relate(self, ident: str, target: str, names: Names) -> None:
        name = self._relationships_name(self.main)
        if name.lower() in self._names:
            name = self._names[name.lower()]
            root = self.tree(name)
        else:
            root = etree.fromstring(f'<Relationships xmlns="{_PACKAGE}relationships"/>')
        each = etree.SubElement(root, _RELATIONSHIP)
        each.set("Id", ident)
        each.set("Type", names.relationship("comments"))
        each.set("Target", target)
        self.put(name, root)

    def _declare(self, name: str) -> None:
        listed = self._names.get("[content_types].xml", "[Content_Types].xml")
        root = self.tree(listed)
        each = etree.SubElement(root, f"{{{_PACKAGE}content-types}}Override")
        each.set("PartName", "/" + name)
        each.set("ContentType", _COMMENTS_TYPE)
        self.put(listed, root)

    def put(self, name: str, root: etree._Element) -> None:
        self._new[name] = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)

    def written(self) -> bytes:
        """The file: parts in their old order, new ones after them, at the times they had."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
            for entry in self._zip.infolist():
                data = self._new.pop(entry.filename, None)
                out.writestr(entry, self._zip.read(entry) if data is None else data)
            for name, data in self._new.items():
                entry = zipfile.ZipInfo(name)
                entry.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(entry, data)
        return held.getvalue()
