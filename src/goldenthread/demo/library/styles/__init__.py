"""The template styles in which a made-up plan can be laid out."""

from . import cells, headed, keyed, numbered, tabular
from .style import Style

STYLES: dict[str, Style] = {module.STYLE.key: module.STYLE for module in (headed, keyed, tabular, cells, numbered)}

__all__ = ["STYLES", "Style"]
