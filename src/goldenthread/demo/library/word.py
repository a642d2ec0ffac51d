"""A sheet becomes a Word file: our own small package, written as text and zipped, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from .sheet import Block, Box, Cell, Control, PageBreak, Para, Run, Sheet, Table
from .word_parts import (
    comments_part,
    content_types,
    core_properties,
    document_open,
    footnotes_part,
    header_part,
    numbering_part,
    relationships,
    settings_part,
    styles_part,
)

TWIPS = 20
PAGE = (11906, 16838)
LONG_AGO = (1980, 1, 1, 0, 0, 0)


class Writer:
    """Turns blocks into WordprocessingML and keeps count of notes, changes and controls."""

    def __init__(self, sheet: Sheet, on: date):
        self.sheet, self.theme = sheet, sheet.theme
        self.stamp = f"{on.isoformat()}T09:00:00Z"
        self.notes: list[str] = []
        self.changes = 0
        self.controls = 0
        self.comments = list(sheet.comments)
        self.commented_on: list[str] = []
        self.out: list[str] = []

    def run(self, run: Run) -> str:
        dress = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
        dress = f"<w:rPr>{dress}</w:rPr>" if dress else ""
        text = escape(run.text)
        if run.change == "deleted":
            body = f'<w:r>{dress}<w:delText xml:space="preserve">{text}</w:delText></w:r>'
        else:
            body = f'<w:r>{dress}<w:t xml:space="preserve">{text}</w:t></w:r>'
        if run.change:
            self.changes += 1
            kind = "ins" if run.change == "inserted" else "del"
            who = f'w:id="{900 + self.changes}" w:author="SEND casework" w:date="{self.stamp}"'
            body = f"<w:{kind} {who}>{body}</w:{kind}>"
        if run.note:
            self.notes.append(run.note)
            body += (
                '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
                f'<w:footnoteReference w:id="{len(self.notes) + 1}"/></w:r>'
            )
        return body

    def para(self, para: Para) -> str:
        numbering = ""
        if para.numbered:
            numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NUMBERS[para.numbered]}"/></w:numPr>'
        body = "".join(map(self.run, para.runs))
        if para.comment:
            body = self.commented(body, para.comment)
        elif self.comments and any(run.change for run in para.runs):
            body = self.commented(body, self.comments.pop(0))
        return f'<w:p><w:pPr><w:pStyle w:val="{para.look}"/>{numbering}</w:pPr>{body}</w:p>'

    def commented(self, body: str, comment: str) -> str:
        number = len(self.commented_on)
        self.commented_on.append(comment)
        return (
            f'<w:commentRangeStart w:id="{number}"/>{body}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )

    def cell(self, cell: Cell, width: int) -> str:
        span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
        merge = '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.shade}"/>' if cell.shade else ""
        paras = "".join(map(self.para, cell.paras))
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}</w:tcPr>{paras}</w:tc>'

    def table(self, table: Table) -> None:
        whole = self.text_width()
        widths = [int(whole * share / sum(table.widths)) for share in table.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        out = [
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{"Ruled" if table.ruled else "Unruled"}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
        ]
        merged: dict[int, tuple[int, int]] = {}
        for number, row in enumerate(table.rows):
            head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if number < table.head_rows else ""
            out.append(f"<w:tr>{head}")
            column, cells = 0, iter(row)
            while column < len(widths):
                left, across = merged.get(column, (0, 1))
                if left:
                    merged[column] = (left - 1, across)
                    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
                    width = sum(widths[column : column + across])
                    out.append(
                        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vMerge/></w:tcPr>'
                        '<w:p><w:pPr><w:pStyle w:val="cell"/></w:pPr></w:p></w:tc>'
                    )
                    column += across
                    continue
                cell = next(cells, None)
                if cell is None:
                    break
                if cell.down > 1:
                    merged[column] = (cell.down - 1, cell.across)
                out.append(self.cell(cell, sum(widths[column : column + cell.across])))
                column += cell.across
            out.append("</w:tr>")
        out.append('</w:tbl><w:p><w:pPr><w:pStyle w:val="gap"/></w:pPr></w:p>')
        self.out.append("".join(out))

    def text_width(self) -> int:
        wide = PAGE[1] if self.theme.landscape else PAGE[0]
        return wide - 2 * int(self.theme.margin * TWIPS)

    def box(self, box: Box) -> None:
        paras = "".join(map(self.para, box.paras))
        size = 'cx="2520000" cy="1500000"'
        shape = (
            '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            '<a:solidFill><a:srgbClr val="F2F2F2"/></a:solidFill><a:ln w="9525"><a:solidFill>'
            '<a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></wps:spPr>'
            f"<wps:txbx><w:txbxContent>{paras}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        )
        anchor = (
            '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="251658240" '
            'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
            f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare wrapText="bothSides"/>'
            '<wp:docPr id="21" name="Text box 21"/><wp:cNvGraphicFramePr/><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            f"{shape}</a:graphicData></a:graphic></wp:anchor>"
        )
        fallback = (
            '<w:pict><v:shape id="box21" type="#_x0000_t202" style="position:absolute;width:198pt;height:118pt">'
            f"<v:textbox><w:txbxContent>{paras}</w:txbxContent></v:textbox></v:shape></w:pict>"
        )
        self.out.append(
            '<w:p><w:pPr><w:pStyle w:val="gap"/></w:pPr><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
            f"<w:drawing>{anchor}</w:drawing></mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )

    def control(self, control: Control) -> None:
        self.controls += 1
        tag = control.title.lower().replace(" ", "-")
        self.out.append(
            f'<w:sdt><w:sdtPr><w:alias w:val="{escape(control.title)}"/><w:tag w:val="{escape(tag)}"/>'
            f'<w:id w:val="{7000 + self.controls}"/></w:sdtPr><w:sdtContent>'
        )
        for block in control.blocks:
            self.block(block)
        self.out.append("</w:sdtContent></w:sdt>")

    def block(self, block: Block) -> None:
        if isinstance(block, Para):
            self.out.append(self.para(block))
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Control):
            self.control(block)
        elif isinstance(block, Box):
            self.box(block)
        elif isinstance(block, PageBreak):
            self.out.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')

    def body(self) -> str:
        for block in self.sheet.blocks:
            self.block(block)
        wide, high = PAGE if not self.theme.landscape else PAGE[::-1]
        turned = ' w:orient="landscape"' if self.theme.landscape else ""
        margin = int(self.theme.margin * TWIPS)
        self.out.append(
            '<w:sectPr><w:headerReference w:type="default" r:id="rId10"/><w:footerReference w:type="default" r:id="rId11"/>'
            f'<w:pgSz w:w="{wide}" w:h="{high}"{turned}/><w:pgMar w:top="{margin + 300}" w:right="{margin}" '
            f'w:bottom="{margin}" w:left="{margin}" w:header="560" w:footer="480" w:gutter="0"/></w:sectPr>'
        )
        return "".join(self.out)


NUMBERS = {"bullet": 1, "A": 2, "B": 3, "C": 4, "D": 5, "E": 6, "F": 7, "G": 8, "H1": 9, "H2": 10}


def write(sheet: Sheet, on: date) -> bytes:
    """The sheet as the bytes of a .docx; dated by the plan's own day, so that it is the same every time."""
    writer = Writer(sheet, on)
    body = writer.body()
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships("package"),
        "docProps/core.xml": core_properties(sheet, writer.stamp),
        "word/document.xml": f"{document_open()}<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships("document"),
        "word/styles.xml": styles_part(sheet.theme),
        "word/numbering.xml": numbering_part(NUMBERS),
        "word/settings.xml": settings_part(bool(writer.changes)),
        "word/header1.xml": header_part("hdr", sheet.header),
        "word/footer1.xml": header_part("ftr", sheet.footer),
        "word/footnotes.xml": footnotes_part(writer.notes),
        "word/comments.xml": comments_part(writer.commented_on, writer.stamp),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            package.writestr(entry, text.encode())
    return packed.getvalue()
