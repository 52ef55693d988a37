"""Sending a file to a printer, or opening it where there is none.

`lp` and `lpstat` are CUPS, found on macOS and Linux. Nothing here goes through a shell.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from visions.config import has_screen, plain_environment
from visions.errors import VisionsError

WAIT_SECONDS = 30


class PrintFailed(VisionsError):
    exit_code = 11
    what = "The printer did not take {file}: {reason}."
    safe = "The file is there."
    todo = "Open it and print it from its window."


def find_printer() -> str | None:
    """The name of the default printer, or of the first one; None without `lp` or a printer."""
    if shutil.which("lp") is None or shutil.which("lpstat") is None:
        return None
    for arguments in (["lpstat", "-d"], ["lpstat", "-e"]):
        try:
            answer = subprocess.run(
                arguments,
                capture_output=True,
                text=True,
                timeout=WAIT_SECONDS,
                check=False,
                env=plain_environment(),
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        if answer.returncode:
            continue
        first = answer.stdout.strip().splitlines()[:1]
        if not first or "no system default" in first[0]:
            continue
        return first[0].rpartition(":")[2].strip() or None
    return None


def send_to_printer(file: Path, paper: str, printer: str | None = None) -> str:
    """Queue `file` on paper so named (“Letter”) and return what `lp` said. Raises PrintFailed."""
    command = ["lp", "-o", f"media={paper}", "-o", "fit-to-page"]
    if printer:
        command += ["-d", printer]
    try:
        answer = subprocess.run(
            [*command, "--", str(file)],
            capture_output=True,
            text=True,
            timeout=WAIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise PrintFailed(file=file.name, reason="lp did not answer") from None
    if answer.returncode:
        reason = answer.stderr.strip().splitlines()[-1:] or ["no reason was given"]
        raise PrintFailed(file=file.name, reason=reason[0])
    return answer.stdout.strip()


def open_file(file: Path) -> bool:
    """Show `file` in the program that the system opens it with; False where there is none."""
    if sys.platform == "win32":
        os.startfile(file)
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None or not has_screen():
        return False
    subprocess.Popen([opener, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return True
