"""A command as a person can paste it into a terminal."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path


def write_command(*arguments: str | Path) -> str:
    """The words of a `visions` command, with names quoted where the shell would take them apart.

    For a POSIX shell, on Windows for the command prompt.
    """
    words = ["visions", *map(str, arguments)]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
