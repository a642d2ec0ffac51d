"""Why a file is not read, in plain words, and what to do about it. Nothing of the file is ever quoted."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "empty": "This file is empty. Check that you chose the right one and that it finished saving, then upload it again.",
    "too-large": (
        "This file is larger than we can take. Make the pictures in it smaller, or save it as a PDF of the smallest "
        "size, and upload that."
    ),
    "wrong-type": "This is not a Word document or a PDF. Save the plan as .docx or .pdf and upload that.",
    "old-word-format": (
        "This is an old Word document (.doc). Open it in Word, choose Save As, pick Word Document (.docx), and "
        "upload the new file."
    ),
    "password": (
        "This file is protected by a password, so we cannot read it. Save a copy without the password and upload "
        "the copy."
    ),
    "macros": (
        "This Word document holds macros, which we do not accept. Save it as an ordinary Word Document (.docx) and "
        "upload that."
    ),
    "bomb": (
        "This file unpacks to far more than a plan could hold, so we stopped. Open it, save it again as a new .docx "
        "or .pdf, and upload the new file."
    ),
    "broken": (
        "This file is damaged or was cut short. Open it to see that it is whole, save it again, and upload the new file."
    ),
    "scanned": (
        "This file holds pictures of pages and no words that we can read. Ask for the Word document it was printed "
        "from, or save a PDF straight from Word instead of scanning."
    ),
    "hostile-xml": (
        "This Word document holds instructions that a plan never needs and that can do harm, so we did not open it. "
        "Copy the text into a new document, save it as .docx, and upload that."
    ),
    "too-many-pages": (
        "This PDF has more than 300 pages. Upload the plan alone, without the advice and reports that go with it."
    ),
    "took-too-long": (
        "This file took too much time or memory to read, so we stopped. Open it, save it again as a new .docx, and "
        "upload the new file."
    ),
}


class Refused(Exception):
    """A file that is not read: a code of `SENTENCES`, and a sentence that may be shown to whoever uploaded it."""

    def __init__(self, code: str, sentence: str | None = None) -> None:
        self.code = code
        self.sentence = sentence or SENTENCES[code]
        super().__init__(f"{code}: {self.sentence}")

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str]]:
        return Refused, (self.code, self.sentence)
