"""Documents that are neither .docx nor .pdf (.odt, .doc, .rtf), turned into .docx by LibreOffice where it is installed.

LibreOffice works in a folder and with a profile of its own, both gone afterwards; it may not follow links, and it is
stopped when it takes too long.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from pathlib import Path

from ehcp.screening.reading.refusal import Refused

SECONDS = 60
# The kinds that LibreOffice is asked to turn, and what people call them.
KINDS = {
    "odt": "an OpenDocument text (.odt)",
    "doc": "an old Word document (.doc)",
    "rtf": "a rich text document (.rtf)",
}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def office_kind(data: bytes) -> str | None:
    """ "odt", "doc" or "rtf" by content, or None for anything else."""
    if data[:5].lower() == b"{\\rtf":
        return "rtf"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc" if "WordDocument".encode("utf-16-le") in data else None
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("mimetype") as part:
                kind = part.read(100)
        except (KeyError, zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
            return None
        return "odt" if kind.startswith(b"application/vnd.oasis.opendocument.text") else None
    return None


def as_docx(data: bytes, kind: str, *, seconds: float = SECONDS) -> bytes:
    """The same document as .docx. Raises Refused, with what to do, where that cannot be done."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Refused(
            "wrong-type",
            f"This is {KINDS[kind]}, which is read only where LibreOffice is installed, and it is not. Open the plan, "
            "save it as a Word document (.docx) or a PDF, and screen that file.",
        )
    with tempfile.TemporaryDirectory(prefix="plan-") as folder:
        place = Path(folder)
        user = place / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        (place / f"plan.{kind}").write_bytes(data)
        _run(
            [
                program,
                f"-env:UserInstallation={(place / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--convert-to",
                "docx",
                "--outdir",
                folder,
                str(place / f"plan.{kind}"),
            ],
            place,
            seconds,
        )
        made = place / "plan.docx"
        if not made.exists():
            raise Refused(
                "broken",
                "LibreOffice could not open this document. Open it to see that it is whole, save it as a Word document "
                "(.docx), and screen that file.",
            )
        return made.read_bytes()


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Runs LibreOffice with nothing but a path and a home, and with every way to the network pointed at nothing."""
    nowhere = "http://127.0.0.1:9"
    surroundings = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), nowhere),
    }
    process = subprocess.Popen(  # noqa: S603 - a fixed command; the file has a name of ours
        command,
        cwd=folder,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise Refused("took-too-long") from None
    finally:
        # soffice is a script that starts others: all of its group go.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
