"""The parts of a Word package that hold no plan text: types, relationships, styles, numbering, header, notes."""

from __future__ import annotations

from functools import lru_cache
from xml.sax.saxutils import escape

from .sheet import Look, Sheet, Theme

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PARTS = {
    "styles": "rId1",
    "numbering": "rId2",
    "settings": "rId3",
    "footnotes": "rId4",
    "comments": "rId5",
    "header1": "rId10",
    "footer1": "rId11",
}
KINDS = {"header1": "header", "footer1": "footer"}


@lru_cache(maxsize=1)
def document_open() -> str:
    return (
        f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml">'
    )


@lru_cache(maxsize=1)
def content_types() -> str:
    kinds = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{OFFICE}.{KINDS.get(part, part)}+xml"/>' for part in PARTS
    )
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/>{kinds}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


@lru_cache(maxsize=2)
def relationships(of: str) -> str:
    if of == "package":
        told = (
            f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
            '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
            'core-properties" Target="docProps/core.xml"/>'
        )
    else:
        told = "".join(
            f'<Relationship Id="{rid}" Type="{R}/{KINDS.get(part, part)}" Target="{part}.xml"/>'
            for part, rid in PARTS.items()
        )
    opened = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return f"{XML}{opened}{told}</Relationships>"


def core_properties(sheet: Sheet, stamp: str) -> str:
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(sheet.title)}</dc:title><dc:subject>{escape(sheet.subject)}</dc:subject>"
        "<dc:creator>SEND team</dc:creator><cp:lastModifiedBy>SEND team</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


STYLE_NAMES = {"title": "Title", "h1": "heading 1", "h2": "heading 2", "h3": "heading 3", "bullet": "List Bullet"}
_styles: dict[int, str] = {}


def styles_part(theme: Theme) -> str:
    """The styles of a theme, kept after the first time: themes are constants of the style modules."""
    if id(theme) not in _styles:
        _styles[id(theme)] = _styles_of(theme)
    return _styles[id(theme)]


def _styles_of(theme: Theme) -> str:
    told = [
        f'{XML}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{theme.font}" w:hAnsi="{theme.font}" w:cs="{theme.font}"/><w:sz w:val="22"/>'
        '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="Unruled"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Ruled"><w:name w:val="Table Grid"/><w:basedOn w:val="Unruled"/>'
        f"<w:tblPr><w:tblBorders>{_borders(theme.rule)}</w:tblBorders></w:tblPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="gap"><w:name w:val="Gap"/><w:pPr><w:spacing w:before="0" w:after="60"/>'
        '</w:pPr><w:rPr><w:sz w:val="8"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="note"><w:name w:val="footnote text"/><w:rPr><w:sz w:val="18"/></w:rPr>'
        "</w:style>"
    ]
    told += [_style(name, look) for name, look in theme.looks.items()]
    return "".join(told) + "</w:styles>"


def _borders(colour: str) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>' for side in sides)


def _style(name: str, look: Look) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.shade}"/>' if look.shade else ""
    indent = f'<w:ind w:left="{int(look.indent * 20)}"/>' if look.indent else ""
    if name == "bullet":
        indent = f'<w:ind w:left="{int(look.indent * 20)}" w:hanging="280"/>'
    keep = "<w:keepNext/>" if look.keep_with_next else ""
    centred = '<w:jc w:val="center"/>' if look.centred else ""
    outline = f'<w:outlineLvl w:val="{look.outline - 1}"/>' if look.outline else ""
    dress = ("<w:b/>" if look.bold else "") + ("<w:i/>" if look.italic else "")
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{STYLE_NAMES.get(name, "Plan " + name)}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{keep}{shade}'
        f'<w:spacing w:before="{int(look.before * 20)}" w:after="{int(look.after * 20)}"/>{indent}{centred}{outline}'
        f'</w:pPr><w:rPr>{dress}<w:color w:val="{look.colour}"/><w:sz w:val="{int(look.size * 2)}"/></w:rPr></w:style>'
    )


_numbering: dict[str, str] = {}


def numbering_part(numbers: dict[str, int]) -> str:
    if "all" not in _numbering:
        kinds, lists = [], []
        for name, number in numbers.items():
            if name == "bullet":
                form, label, indent = "bullet", "\u2022", 360
            else:
                form, label, indent = "decimal", f"{name}{'.' if name[-1].isdigit() else ''}%1", 720
            kinds.append(
                f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
                f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{indent}" w:hanging="{min(indent, 620)}"/></w:pPr></w:lvl></w:abstractNum>'
            )
            lists.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        _numbering["all"] = f'{XML}<w:numbering xmlns:w="{W}">{"".join(kinds)}{"".join(lists)}</w:numbering>'
    return _numbering["all"]


def settings_part(tracking: bool) -> str:
    return f'{XML}<w:settings xmlns:w="{W}">{"<w:trackRevisions/>" if tracking else ""}</w:settings>'


def header_part(kind: str, text: str) -> str:
    """A running head or foot; the mark `#` in the text becomes the page's number."""
    before, mark, after = text.partition("#")
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    told = "".join(
        part if part == field else f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for part in (before, field if mark else "", after)
        if part
    )
    return f'{XML}<w:{kind} xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="running"/></w:pPr>{told}</w:p></w:{kind}>'


def footnotes_part(notes: list[str]) -> str:
    told = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    )
    for number, note in enumerate(notes, start=2):
        told += (
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="note"/></w:pPr><w:r><w:rPr>'
            '<w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        )
    return f'{XML}<w:footnotes xmlns:w="{W}">{told}</w:footnotes>'


def comments_part(comments: list[str], stamp: str) -> str:
    told = "".join(
        f'<w:comment w:id="{number}" w:author="SEND casework" w:date="{stamp}" w:initials="SC"><w:p><w:r>'
        f"<w:t>{escape(comment)}</w:t></w:r></w:p></w:comment>"
        for number, comment in enumerate(comments)
    )
    return f'{XML}<w:comments xmlns:w="{W}">{told}</w:comments>'
