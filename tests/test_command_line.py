"""A command that can be pasted into a terminal."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from visions.command_line import write_command


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell takes it apart here")
@pytest.mark.parametrize("name", ["it.zip", "our file.zip", "$HOME.zip", "l'été.zip", "a;b*.zip"])
def test_a_shell_takes_it_as_it_was_meant(name: str) -> None:
    line = write_command("-C", "NEW-FOLDER", "import", Path(name))
    script = f"visions() {{ printf '%s\\n' \"$@\"; }}; {line}"
    ran = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["-C", "NEW-FOLDER", "import", name]


def test_a_plain_name_needs_no_quotes() -> None:
    assert write_command("import", "it.zip", "a-b") == "visions import it.zip a-b"
