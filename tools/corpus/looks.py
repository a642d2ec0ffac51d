"""How each template of the corpus is dressed: fonts, sizes, colours. What it is made of stands in its plans."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.demo.library.sheet import Look, Theme


@dataclass(frozen=True)
class Dress:
    theme: Theme
    shade: str


def _dress(
    font: str,
    pdf_font: str,
    colour: str,
    shade: str,
    *,
    size: float = 11,
    outlined: bool = True,
    shaded: bool = False,
    landscape: bool = False,
) -> Dress:
    """`outlined` headings use Word's heading styles; others only look like headings."""
    return Dress(
        Theme(
            font,
            pdf_font,
            {
                "title": Look(size + 9, bold=True, colour=colour, after=8, centred=True),
                "h1": Look(
                    size + 4,
                    bold=True,
                    colour=colour,
                    before=14,
                    after=6,
                    outline=1 if outlined else 0,
                    shade=shade if shaded else "",
                    keep_with_next=True,
                ),
                "h2": Look(size + 1.5, bold=True, before=8, after=3, outline=2 if outlined else 0, keep_with_next=True),
                "body": Look(size, after=6),
                "bullet": Look(size, indent=18, after=4),
                "cell": Look(size - 1, after=3),
                "guide": Look(size - 2, italic=True, after=4),
                "small": Look(8, after=2),
                "running": Look(8, colour="595959"),
            },
            landscape=landscape,
        ),
        shade,
    )


LOOKS: dict[str, Dress] = {
    # development
    "headed": _dress("Arial", "Helvetica", "1F3864", "DCE6F1"),
    "grid": _dress("Calibri", "Helvetica", "1B5E5A", "D5E8E6", size=10.5, landscape=True),
    "numbered": _dress("Times New Roman", "Times-Roman", "000000", "E5E5E5", outlined=False),
    "own-words": _dress("Arial", "Helvetica", "7A3E00", "FBEAD5", size=12),
    "essay": _dress("Cambria", "Times-Roman", "333333", "EDEDED", size=11.5, outlined=False),
    "blocks": _dress("Calibri", "Helvetica", "5B2C6F", "EBDEF0", size=10.5),
    "lettered": _dress("Times New Roman", "Times-Roman", "1A1A1A", "EAEAEA", size=11.5),
    "strips": _dress("Arial", "Helvetica", "7B241C", "F5E1DF", size=10, landscape=True, shaded=True),
    "narrative": _dress("Cambria", "Times-Roman", "2C3E50", "E8ECEF", outlined=False),
    "clauses": _dress("Times New Roman", "Times-Roman", "111111", "E8E8E8", size=11.5, outlined=False),
    "labelled": _dress("Calibri", "Helvetica", "1D3557", "E3EAF2", size=10.5),
    "threads": _dress("Arial", "Helvetica", "6E2C00", "F6E9DD", size=11.5),
    "appended": _dress("Verdana", "Helvetica", "145A32", "DDEFE3", size=10),
    # sealed
    "letters": _dress("Verdana", "Helvetica", "4B2E6B", "E9E2F2", size=10, shaded=True),
    "rows": _dress("Arial", "Helvetica", "20415E", "DEE7EF", size=10.5, landscape=True),
    "prose": _dress("Georgia", "Times-Roman", "222222", "EEEEEE", outlined=False),
    "annexed": _dress("Calibri", "Helvetica", "0B5345", "D4EFE6"),
}
