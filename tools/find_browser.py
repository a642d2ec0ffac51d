"""Find Chromium for the browser tests; where we may, install it by the system's package manager."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = {
    "apt-get": ["apt-get", "install", "-y", "-qq", "chromium"],
    "dnf": ["dnf", "install", "-y", "-q", "chromium"],
    "apk": ["apk", "add", "-q", "chromium"],
}


def browser() -> str | None:
    """The path of a Chromium on this machine, or None. CHROMIUM names one by hand."""
    return os.environ.get("CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)


def install() -> None:
    manager = next((name for name in INSTALL if shutil.which(name)), None)
    if manager is None:
        sys.exit("The browser tests need Chromium. Install it, or say where it is: CHROMIUM=/path make test")
    line = " ".join(INSTALL[manager])
    if os.geteuid() != 0:
        sys.exit(f"The browser tests need Chromium. Please type: sudo {line}")
    print("Installing Chromium for the browser tests...")
    if manager == "apt-get":
        subprocess.run(["apt-get", "update", "-qq"], check=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(INSTALL[manager], check=True, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if not browser():
        install()
    print(f"Browser: {browser()}")
