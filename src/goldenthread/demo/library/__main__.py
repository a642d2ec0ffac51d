"""`python -m goldenthread.demo.library DIR` writes one file for each story, in turn through styles and formats."""

from __future__ import annotations

import sys
from pathlib import Path

from . import STORIES, STYLES, build, example_child, faults
from .examples import EXAMPLE_DAY


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Usage: python -m goldenthread.demo.library DIR", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    styles = list(STYLES)
    for number, (key, story) in enumerate(STORIES.items()):
        style, kind = styles[number % len(styles)], ("docx", "pdf")[number // len(styles) % 2]
        file = folder / f"{key}.{style}.{kind}"
        file.write_bytes(build(key, style, kind, example_child(story, number), EXAMPLE_DAY))
        print(f"{file.name}: {story.quality}, {len(faults(key))} faults on purpose")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
