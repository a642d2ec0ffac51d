"""Uploads that mean harm, or are not what they say: each with the code it must be refused with."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from tests.ehcp.reading.word_files import MAIN, NAMESPACES, docx, p

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def repacked(original: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A package with parts replaced, added or (None) left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def document_xml(body: str, prolog: str = "") -> bytes:
    return f"{prolog}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()


def plain() -> bytes:
    return docx(p("Section A: Views, interests and aspirations", bold=True), p("Imaginary words."))


def zip_bomb() -> bytes:
    """A part of 60 MB in some 60 kB."""
    return repacked(plain(), {"word/document.xml": document_xml("<w:p/>" * 10_000_000)})


def lying_bomb() -> bytes:
    """The same, with a directory that says the part is small."""
    data = bytearray(zip_bomb())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        name = data[at + 46 : at + 46 + struct.unpack_from("<H", data, at + 28)[0]]
        if name == b"word/document.xml":
            struct.pack_into("<I", data, at + 24, 4_000)
        at += 4
    return bytes(data)


def many_entries() -> bytes:
    return repacked(plain(), {f"word/media/{i}.txt": b"x" for i in range(2_100)})


def billion_laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    return repacked(
        plain(),
        {"word/document.xml": document_xml("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", f"<!DOCTYPE x [{entities}]>")},
    )


def outside_entity(encoding: str = "utf-8") -> bytes:
    xml = document_xml(
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    ).decode()
    return repacked(plain(), {"word/document.xml": xml.encode(encoding)})


def hidden_in_ebcdic() -> bytes:
    xml = document_xml("<w:p/>", '<?xml version="1.0" encoding="cp037"?><!DOCTYPE x>').decode()
    return repacked(plain(), {"word/document.xml": xml.encode("cp037")})


def deep_xml() -> bytes:
    depth = 20_000
    return repacked(plain(), {"word/document.xml": document_xml("<w:p>" * depth + "</w:p>" * depth)})


def locked_word_file() -> bytes:
    """The start and a directory name of what Word writes when it encrypts."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 3000
    )


def old_word_file() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000 + "WordDocument".encode("utf-16-le") + b"\x00" * 3000


def locked_entries() -> bytes:
    data = bytearray(plain())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            data[at + offset] |= 1
            at += 4
    return bytes(data)


def with_macros() -> bytes:
    return repacked(plain(), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def macro_type_without_project() -> bytes:
    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        types = archive.read("[Content_Types].xml").replace(MAIN.encode(), MACROS.encode())
    return repacked(plain(), {"[Content_Types].xml": types})


def program() -> bytes:
    return b"MZ\x90\x00" + b"\x00" * 500


def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\x00" * 72))
        + chunk(b"IEND", b"")
    )


def workbook() -> bytes:
    import openpyxl

    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        new.writestr("plan.docx", plain())
    return stream.getvalue()


def two_parts_of_one_name() -> bytes:
    stream = io.BytesIO(plain())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/Document.xml", document_xml("<w:p/>"))
    return stream.getvalue()


def pdf(pages: int = 1, *, password: str | None = None, pictures: bool = False) -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=password)
    for number in range(pages):
        if pictures:
            canvas.drawImage(ImageReader(io.BytesIO(picture())), 20, 20, 500, 700)
        else:
            canvas.drawString(72, 700, f"Section A: made-up words on page {number + 1} of this plan")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def pdf_that_draws_without_end() -> bytes:
    """Forms that draw one another ten times, nine deep: a thousand million strokes from two kilobytes."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    objects.append(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>"
    )
    objects.append(_stream(b"/X Do"))
    for depth in range(9):
        last = depth == 8
        body = b"BT /F 9 Tf 50 50 Td (words) Tj ET " * 10 if last else b"/X Do " * 10
        resources = (
            b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
            if last
            else b"/Resources<</XObject<</X %d 0 R>>>>" % (6 + depth)
        )
        objects.append(_stream(body, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + resources))
    return _pdf_of(objects)


def pdf_of_endless_pages() -> bytes:
    """A page tree that says it has 100,000 pages and points back at itself."""
    return _pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000>>"])


def huge_real_plan() -> bytes:
    """An honest Word file of three million small words in one table: too much for ten seconds of reading."""
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * 10 + "</w:tr>"
    rows = "".join(row.replace(">a<", f">{i:x}{i * 7919:x}{i * 104729 % 1000003:x}<") for i in range(60_000))
    return repacked(plain(), {"word/document.xml": document_xml(f"<w:tbl>{rows}</w:tbl>")})


def _stream(body: bytes, more: bytes = b"") -> bytes:
    return b"<<" + more + b"/Length %d>>stream\n%s\nendstream" % (len(body), body)


def _pdf_of(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)


# name -> (how to build it, the codes that are right answers)
HOSTILE: dict[str, tuple] = {
    "an empty file": (lambda: b"", {"empty"}),
    "a file of blanks": (lambda: b" \n" * 400, {"empty"}),
    "a file too large": (lambda: plain() + b"\x00" * (26 * 1024 * 1024), {"too-large"}),
    "a zip bomb": (zip_bomb, {"bomb"}),
    "a zip bomb that lies about its size": (lying_bomb, {"bomb", "broken"}),
    "a package of too many entries": (many_entries, {"bomb"}),
    "a billion laughs": (billion_laughs, {"hostile-xml"}),
    "an entity from outside": (outside_entity, {"hostile-xml"}),
    "an entity from outside in UTF-16": (lambda: outside_entity("utf-16"), {"hostile-xml"}),
    "a document type hidden in EBCDIC": (hidden_in_ebcdic, {"hostile-xml"}),
    "XML nested without end": (deep_xml, {"hostile-xml"}),
    "a Word file with a password": (locked_word_file, {"password"}),
    "a package with locked entries": (locked_entries, {"password"}),
    "an old Word file": (old_word_file, {"old-word-format"}),
    "a Word file with macros": (with_macros, {"macros"}),
    "a Word file of the macro type": (macro_type_without_project, {"macros"}),
    "a program by another name": (program, {"wrong-type"}),
    "a picture by another name": (picture, {"wrong-type"}),
    "a workbook": (workbook, {"wrong-type"}),
    "an archive with a plan in it": (archive, {"wrong-type"}),
    "a rich text file": (lambda: b"{\\rtf1 Section A}", {"wrong-type"}),
    "plain text": (lambda: b"Section A: words", {"wrong-type"}),
    "two parts of one name": (two_parts_of_one_name, {"broken"}),
    "a Word file cut short": (lambda: plain()[: len(plain()) // 2], {"broken"}),
    "a PDF cut short": (lambda: pdf(3)[:400], {"broken"}),
    "a PDF with a password": (lambda: pdf(password="secret"), {"password"}),
    "a PDF of pictures": (lambda: pdf(3, pictures=True), {"scanned"}),
    "a PDF of too many pages": (lambda: pdf(301), {"too-many-pages"}),
    "a PDF that says it has endless pages": (pdf_of_endless_pages, {"too-many-pages", "broken", "scanned"}),
    "a PDF that draws without end": (pdf_that_draws_without_end, {"took-too-long"}),
    "a plan that would take for ever": (huge_real_plan, {"took-too-long", "bomb"}),
}
