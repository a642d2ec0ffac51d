"""The XML of the return, read person by person. Nothing outside the file is fetched and no entity is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from ehcp.sen2.record import Header, Module, Person, Row, Unreadable

PIECE = 1 << 16
LONGEST_VALUE = 4_000
DEEPEST = 30
_MODULES = {module.value: module for module in Module}

NO_XML = "This file is not the XML of a SEN2 return, or it is damaged. Export the return again and upload that file."
NO_RETURN = "This XML holds no persons of a SEN2 return. Choose the person-level return, as it was loaded into COLLECT."
ENTITIES = "This XML defines a document type or entities of its own, which a SEN2 return never does. Export it again from the case system."
BROKEN_OFF = "This file breaks off before its end. Export the return again and upload the whole file."


class Reading:
    """A return being read. `header` is known once the first person has come."""

    def __init__(self) -> None:
        self.header = Header({})
        self._heads: dict[str, str] = {}
        self._stack: list[Row] = []
        self._names: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._number = 0
        self._done: list[Person] = []
        self._in_header = False

    def persons(self, file: BinaryIO, *, progress: Callable[[int], None] | None = None) -> Iterator[Person]:
        """Each person in the order of the file. `progress` is told how many bytes were read.

        Raises Unreadable with a sentence for people; what came before it was whole.
        """
        parser = expat.ParserCreate(namespace_separator=None)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = _refuse
        parser.StartDoctypeDeclHandler = _refuse
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        seen = read = 0
        try:
            while piece := file.read(PIECE):
                parser.Parse(piece, False)
                read += len(piece)
                if progress:
                    progress(read)
                if self._done:
                    self.header = self.header if self.header.values else Header(dict(self._heads))
                    seen += len(self._done)
                    yield from self._done
                    self._done = []
            parser.Parse(b"", True)
        except expat.ExpatError as reason:
            is_cut = reason.code in (expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
                                     expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN])  # fmt: skip
            raise Unreadable(BROKEN_OFF if is_cut and seen else NO_XML) from None
        yield from self._done
        if not seen + len(self._done):
            raise Unreadable(NO_RETURN)

    def _start(self, name: str, _: dict[str, str]) -> None:
        name = name.rsplit(":", 1)[-1]
        self._names.append(name)
        if len(self._names) > DEEPEST:
            raise Unreadable(NO_XML)
        self._text, self._length = [], 0
        if name == "Header":
            self._in_header = True
        module = _MODULES.get(name)
        if module is Module.PERSON:
            self._stack = [Row(module)]
        elif module is not None and self._stack:
            row = Row(module)
            self._stack[-1].below.append(row)
            self._stack.append(row)

    def _characters(self, data: str) -> None:
        self._length += len(data)
        if self._length <= LONGEST_VALUE:
            self._text.append(data)

    def _end(self, name: str) -> None:
        name = name.rsplit(":", 1)[-1]
        self._names.pop()
        words = "".join(self._text).strip()
        self._text, self._length = [], 0
        if self._in_header:
            if name == "Header":
                self._in_header = False
            elif words:
                self._heads[name] = words
            return
        if not self._stack:
            return
        if name in _MODULES:
            self._close(name)
        elif words:
            self._stack[-1].values[KNOWN_AS.get(name, name)] = words

    def _close(self, name: str) -> None:
        if self._stack[-1].module.value != name:
            return
        row = self._stack.pop()
        if row.module is Module.PERSON:
            self._number += 1
            self._done.append(Person(self._number, row))


# Items that had another name in earlier years, or that some writers spell otherwise.
KNOWN_AS = {"GenderCurrent": "Sex", "PlanWPB": "PlanWBP", "WPB": "WBP"}


def _refuse(*_: object) -> None:
    raise Unreadable(ENTITIES)
