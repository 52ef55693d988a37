"""A workshop of two tandems and a command line on it."""

from pathlib import Path

import pytest

from tests.cli.running import CommandLine
from tests.workshops import write_workshop


@pytest.fixture
def visions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    return CommandLine(write_workshop(tmp_path / "room"), capsys, monkeypatch)
