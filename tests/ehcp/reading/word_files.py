"""Word files built from raw XML, for shapes that no library would write."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Heading1"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*inside: str, style: str = "", properties: str = "", bold: bool = False) -> str:
    """A paragraph; a piece that is not XML is a run of text."""
    runs = "".join(i if i.startswith("<") else r(i, "<w:b/>" if bold else "") for i in inside)
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{runs}</w:p>"


def h(text: str, level: int = 1) -> str:
    return p(text, style=f"Heading{level}")


def tc(*inside: str, span: int = 1, merge: str = "", shade: str = "") -> str:
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge:
        properties += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    if shade:
        properties += f'<w:shd w:fill="{shade}"/>'
    paragraphs = "".join(i if i.startswith("<") else p(i) for i in inside) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def tr(*cells: str, header: bool = False, properties: str = "") -> str:
    properties += "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def ins(inside: str) -> str:
    return f'<w:ins w:id="1" w:author="Somebody">{inside}</w:ins>'


def gone(text: str) -> str:
    return f'<w:del w:id="2" w:author="Somebody"><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'


def numbered(*inside: str, number: int = 1, level: int = 0) -> str:
    return p(*inside, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{mark('begin')}<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        f"{mark('separate')}{r(result)}{mark('end')}"
    )


def docx(
    *body: str,
    numbering: str = "",
    comments: str = "",
    footnotes: str = "",
    headers: tuple[str, ...] = (),
    footers: tuple[str, ...] = (),
    parts: dict[str, bytes] | None = None,
    main_type: str = MAIN,
    namespaces: str = NAMESPACES,
) -> bytes:
    """A .docx of these paragraphs and tables. `parts` adds or replaces parts by name."""
    named: dict[str, tuple[str, str]] = {"styles.xml": ("styles", f"<w:styles {namespaces}>{STYLES}</w:styles>")}
    if numbering:
        named["numbering.xml"] = ("numbering", f"<w:numbering {namespaces}>{numbering}</w:numbering>")
    if comments:
        named["comments.xml"] = ("comments", f"<w:comments {namespaces}>{comments}</w:comments>")
    if footnotes:
        named["footnotes.xml"] = ("footnotes", f"<w:footnotes {namespaces}>{footnotes}</w:footnotes>")
    for kind, element, texts in (("header", "hdr", headers), ("footer", "ftr", footers)):
        for i, text in enumerate(texts):
            named[f"{kind}{i + 1}.xml"] = (kind, f"<w:{element} {namespaces}>{text}</w:{element}>")
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATED}{kind}" Target="{name}"/>'
        for i, (name, (kind, _)) in enumerate(named.items(), start=1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/"
    files: dict[str, bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}relationships"><Relationship Id="rId1" '
            f'Type="{RELATED}officeDocument" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{package}relationships">{links}</Relationships>'
        ).encode(),
        "word/document.xml": (
            f"<w:document {namespaces}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
        ).encode(),
        **{f"word/{name}": text.encode() for name, (_, text) in named.items()},
        **(parts or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()
