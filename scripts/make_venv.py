#!/usr/bin/env python3
"""Make .venv with the locked packages and the varv command: `make_venv.py run` or `make_venv.py dev`.

Does nothing when they are already there. Uses uv where it is present, Python's own venv and pip otherwise.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
HOLDS = {"run": ("run", "dev"), "dev": ("dev",)}  # what holds the packages of which list
UV = shutil.which("uv")

# The form that pip gives its own commands: it bears a path with spaces, or one longer than a #! line may be.
COMMAND = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
from varv.config.command import main

main()
"""


def stamp(kind: str) -> Path:
    """Where it is noted which list was installed."""
    return VENV / f".stamp-{kind}"


def wanted(kind: str) -> str:
    """What the note says when this place holds the list as it is now."""
    content = (ROOT / "requirements" / f"{kind}.txt").read_bytes() + Path(__file__).read_bytes()
    return f"{ROOT} {hashlib.sha256(content).hexdigest()}"


def noted(kind: str) -> str:
    """What the note says, if there is one."""
    return stamp(kind).read_text() if stamp(kind).exists() else ""


def call(*command: object) -> None:
    """Run a command, or stop with its exit code."""
    code = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if code:
        sys.exit(code)


def succeeds(*command: str) -> bool:
    """Whether a command is there, and does what it is asked to."""
    return bool(shutil.which(command[0])) and subprocess.run(command, check=False, capture_output=True).returncode == 0


def make_place() -> None:
    """An empty .venv, unless there is one that works and that was made here."""
    moved = any(note and not note.startswith(f"{ROOT} ") for note in map(noted, HOLDS))
    if PYTHON.exists() and not moved:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if UV:
        call(UV, "venv", "--quiet", "--python", sys.executable, VENV)
    else:
        have_ensurepip()
        call(sys.executable, "-m", "venv", VENV)


def have_ensurepip() -> None:
    """Debian keeps the part of Python that makes a .venv in a package of its own."""
    if succeeds(sys.executable, "-c", "import ensurepip"):
        return
    package = f"python3.{sys.version_info.minor}-venv"
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not succeeds(*as_root, "apt-get", "--version"):
        sys.exit(f"This Python cannot make a .venv. Install its venv package (on Debian: {package}), or uv.")
    call(*as_root, "apt-get", "update", "-qq")
    call(*as_root, "apt-get", "install", "-qq", "--no-install-recommends", package)


def install(kind: str) -> None:
    """The packages of the list, each checked against its hash."""
    options = ["--quiet", "--no-deps", "--require-hashes", "-r", ROOT / "requirements" / f"{kind}.txt"]
    if UV:
        call(UV, "pip", "install", "--python", PYTHON, "--compile-bytecode", *options)
    else:
        call(PYTHON, "-m", "pip", "--disable-pip-version-check", "install", *options)


def make_command() -> None:
    """The varv command, and the way from .venv to our own code: the code is used where it stands."""
    say = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([PYTHON, "-c", say], check=True, capture_output=True, text=True).stdout.strip()
    Path(packages, "varv.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "varv"
    command.write_text(COMMAND.format(python=PYTHON))
    command.chmod(0o755)


def main(kind: str) -> None:
    """Make what is missing, then note that it is there."""
    if any(noted(holder) == wanted(holder) for holder in HOLDS[kind]):
        return
    print(f"Installing the packages of requirements/{kind}.txt in .venv …", flush=True)
    make_place()
    for holder in HOLDS:
        stamp(holder).unlink(missing_ok=True)
    install(kind)
    make_command()
    stamp(kind).write_text(wanted(kind))


if __name__ == "__main__":
    main(*sys.argv[1:2] or ["run"])
