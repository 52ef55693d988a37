"""One finding: a code, where, and what it tells. Words and severities are data (findings.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_WORDS = Path(__file__).with_name("findings.toml")


class Severity(StrEnum):
    """ERROR: truth is lost, altered or contradictory; WARNING: it can be put right; NOTE: a
    remark."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at `place`, a path from the workshop folder on.

    `group` is the record (`tandem/nnnn`) or tandem it belongs to, empty for the whole workshop.
    """

    code: str
    place: str
    group: str = ""
    told: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return Severity(load_words()[self.code]["severity"])

    @property
    def text(self) -> str:
        """What is there, as a sentence."""
        return self._fill("text")

    @property
    def todo(self) -> str:
        """What to do about it, as a sentence."""
        return self._fill("todo")

    @property
    def command(self) -> str:
        """The command that puts it right, empty where there is none."""
        return self._fill("command").strip()

    def _fill(self, part: str) -> str:
        tandem, _, number = self.group.partition("/")
        told = {"tandem": tandem, "number": number, **self.told}
        return str(load_words()[self.code].get(part, "")).format(**told)


@cache
def load_words() -> dict[str, dict[str, Any]]:
    """Everything that can be found, by its code: severity, text, todo, and a command or none."""
    return tomllib.loads(_WORDS.read_text("utf-8"))
