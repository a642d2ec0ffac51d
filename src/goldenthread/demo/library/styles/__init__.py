"""The template styles in which a made-up plan can be laid out."""

from . import headed, tabular
from .style import Style

STYLES: dict[str, Style] = {module.STYLE.key: module.STYLE for module in (headed, tabular)}

__all__ = ["STYLES", "Style"]
