"""What is left to do after a redaction, in words: papers to make again, other places to look at."""

from __future__ import annotations

from collections.abc import Mapping

from visions.redaction.remains import Remains


def describe_papers(missing: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Which papers were removed and how each is made again, a sentence for each command."""
    return [
        f"{_shorten(names)} showed this record and {'was' if len(names) == 1 else 'were'} removed: "
        f"“{command}” makes {'it' if len(names) == 1 else 'them'} again."
        for command, names in missing.items()
    ]


def describe_remains(remains: Remains, what: str = "The text") -> list[str]:
    """Where else it stands, and what to do about it, a sentence each."""
    lines = [
        f"{what} also stands in {record}: “visions redact {record.tandem} {record.digits} "
        "--text -” takes it out there."
        for record in remains.records
    ]
    if remains.files:
        lines.append(
            f"{what} also stands in files of your own: {_shorten(remains.files)}. Change or "
            "remove them yourself; after a change in workshop.toml or theme.toml run “visions "
            "documents”."
        )
    if remains.unsearched:
        lines.append(
            f"Look yourself into {_shorten(remains.unsearched)}: not all of it can be searched."
        )
    if remains.has_history:
        lines.append("The folder is under version control: earlier versions may hold the text.")
    return lines


def _shorten(names: tuple[str, ...], most: int = 12) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
