"""How many plans a core reads in a second, in the process and through the quarantine."""

import datetime as dt
import time

from ehcp.screening.reading import read
from goldenthread.demo.library import STORIES, STYLES, build, example_child
from goldenthread.quarantine import read_safely
from tools.bench.timing import milliseconds, p50, p95


def measure(say) -> str:
    say("reading")
    files = {
        file_format: [
            build(key, style, file_format, example_child(STORIES[key]), dt.date(2026, 11, 12))
            for key in sorted(STORIES)[::3]
            for style in sorted(STYLES)
        ]
        for file_format in ("docx", "pdf")
    }
    rows = []
    for file_format, documents in files.items():
        began = time.process_time()
        for data in documents:
            read(data, name=f"plan.{file_format}")
        spent = time.process_time() - began
        rows.append(
            f"| {file_format} | {len(documents)} | {len(documents) / spent:.0f} | {spent / len(documents) * 1000:.1f} |"
        )
    apart = milliseconds(lambda: read_safely(files["docx"][0]), 10)
    return (
        "## Reading plans\n\n| format | plans | plans a second and core | ms of processor a plan |\n|---|--:|--:|--:|\n"
        + "\n".join(rows)
        + f"\n\nThrough the quarantine (a new process for each file): {p50(apart):.0f} ms in the middle, {p95(apart):.0f} ms at the 95th percentile.\n"
    )
