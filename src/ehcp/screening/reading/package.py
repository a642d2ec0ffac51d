"""The parts of a .docx that hold words: opened within limits, parsed without entities or network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from ehcp.screening.reading.preflight import LARGEST_PART, looks_hostile
from ehcp.screening.reading.refusal import Refused

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A document saved as "Strict Open XML" says the same things under other names.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


class Package:
    """An opened .docx. `main` is the name of the document part; `related` finds its companions by kind."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {name.lower(): name for name in self._zip.namelist()}
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Refused("broken") from error
        self.main = self._main()
        self._related = self._relationships(self.main)

    def related(self, kind: str) -> list[str]:
        """Names of the parts that the document relates to as this kind ("numbering", "header"), in order."""
        return [name for each, name in self._related if each == kind]

    def root(self, name: str | None) -> etree._Element | None:
        """The parsed part, or None when there is none of this name. Raises Refused when it cannot be trusted."""
        data = self._bytes(name)
        if data is None:
            return None
        if looks_hostile(data):
            raise Refused("hostile-xml")
        for strict, usual in STRICT:
            if strict in data:
                data = data.replace(strict, usual)
        try:
            root = etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            deep = "depth" in str(error) or "huge" in str(error).lower()
            raise Refused("hostile-xml" if deep else "broken") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise Refused("hostile-xml")
        return root

    def first(self, kind: str) -> etree._Element | None:
        names = self.related(kind)
        return self.root(names[0]) if names else None

    def has_pictures(self) -> bool:
        return any(name.startswith("word/media/") for name in self._names)

    def _bytes(self, name: str | None) -> bytes | None:
        name = self._names.get((name or "").lower())
        if name is None:
            return None
        try:
            with self._zip.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            raise Refused("broken") from error
        if len(data) > LARGEST_PART:
            raise Refused("bomb")
        return data

    def _main(self) -> str:
        for kind, name in self._relationships(""):
            if kind == "officeDocument" and name.lower() in self._names:
                return name
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise Refused("broken")

    def _relationships(self, of: str) -> list[tuple[str, str]]:
        folder, base = posixpath.split(of)
        root = self.root(posixpath.join(folder, "_rels", base + ".rels"))
        found: list[tuple[str, str]] = []
        for each in root.iter(RELATIONSHIP) if root is not None else ():
            if each.get("TargetMode") == "External":
                continue
            target = each.get("Target", "")
            name = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((each.get("Type", "").rsplit("/", 1)[-1], name))
        return found
