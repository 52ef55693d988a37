"""The grammar of a workshop folder: which names belong where, and what they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

MANIFEST = "manifest-sha256.txt"
BUILT = "built.json"
RECORD = "record.json"
LABELLED = "image.jpg"
STAND_IN = "stand-in.jpg"
THUMBNAIL = "thumbnail.jpg"
DROPPED = (".md", ".txt", ".text", ".markdown")
TEMPORARY = ".tmp-"
CLOUD_ONLY = ".icloud"
"""How the name of a file ends that a cloud drive took off this computer: `.record.json.icloud`."""

_NUMBER = r"(?!0000)[0-9]{4}"
_COUNT = r"[1-9][0-9]{0,5}"
_LANGUAGE = r"[a-z]{2}(?:-[a-z]{2})?"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FOLDER = re.compile(_NUMBER)
_IN_PROMPTS = re.compile(rf"(?P<number>{_NUMBER})\.(?P<kind>md|json)")
_CHOICE = re.compile(rf"choice-({_NUMBER})\.json")
_IN_RECORD = re.compile(
    r"(?P<record>record\.json)|(?P<original>original\.(?:png|jpg|webp|svg))"
    rf"|(?P<request>request-({_COUNT})\.json)|(?P<result>result-({_COUNT})\.json)"
    rf"|(?P<body>answer-({_COUNT})\.body)|(?P<answers>answers-({_NUMBER})\.json)"
    rf"|(?P<redaction>redaction-({_NUMBER})\.json)|(?P<built>built\.json)"
    r"|(?P<derived>image\.jpg|stand-in\.jpg|thumbnail\.jpg"
    rf"|worksheet\.{_LANGUAGE}\.(?:pdf|html)|roadmap\.{_LANGUAGE}\.(?:pdf|html|xlsx|ics|csv|md))"
)
_TRUTH_KINDS = frozenset({"record", "original", "request", "result", "answers", "redaction"})
# What people had set for themselves: no list tells of these.
_ON_DEMAND = re.compile(
    rf"report\.{_LANGUAGE}\.(?:pdf|html)|index\.sqlite(?:-wal|-shm|-journal)?"
    rf"|print/(?:selected-)?(?:cards|posters-[a-z0-9]+|contact-sheet|session-plan)"
    rf"(?:\.{_LANGUAGE})?\.pdf"
)
_COPY_MARK = re.compile(
    r"[ _.-]*[(\[].*"  # record (1).json, record (conflicted copy 2024-05-01).json
    r"|\.sync-conflict-.*"  # Syncthing
    r"|.*conflict.*"
    r"|[ -]+(?:copy|kopie|copia|copie|kopia|копие|αντίγραφο)\b.*"
    r"|[ _]+[0-9]+"  # record 2.json
    r"|-[a-z0-9][\w-]*"  # record-DESKTOP-4F2A.json
    r"|[~_.-](?:bak|backup|old|orig)[0-9]*|~[0-9]*",
    re.IGNORECASE,
)
_COPY_BEGINS = re.compile(r"(?:copy of|kopie von|copia di|copie de) ", re.IGNORECASE)


def is_slug(name: str) -> bool:
    """Whether a folder's name can be a tandem's key."""
    return _SLUG.fullmatch(name) is not None


def is_record_folder(name: str) -> bool:
    return _FOLDER.fullmatch(name) is not None


def read_prompt_name(name: str) -> tuple[int, str] | None:
    """The number of a prompt's file and its kind, `md` or `json`."""
    match = _IN_PROMPTS.fullmatch(name)
    return (int(match["number"]), match["kind"]) if match else None


def read_choice_name(name: str) -> int | None:
    match = _CHOICE.fullmatch(name)
    return int(match[1]) if match else None


def read_record_name(name: str) -> tuple[str, int] | None:
    """What a file in a record's folder is, and its number (0 where it has none)."""
    match = _IN_RECORD.fullmatch(name)
    if match is None or match.lastgroup is None:
        return None
    kind = next(key for key, value in match.groupdict().items() if value is not None)
    digits = "".join(re.findall(r"-([0-9]+)\.", name))
    return kind, int(digits) if digits and kind != "derived" else 0


def is_truth_kind(kind: str) -> bool:
    """Whether a file of this kind in a record's folder is one that cannot be rebuilt."""
    return kind in _TRUTH_KINDS


def is_on_demand(name: str) -> bool:
    """Whether a path from outputs/ on is a paper or an index that no list tells of."""
    return _ON_DEMAND.fullmatch(name) is not None


def read_truth_path(path: str, tandem: str) -> int | None:
    """The number of the record that a path in a manifest belongs to, 0 for the tandem itself.

    None where it is no truth of this tandem.
    """
    match path.split("/"):
        case ["prompts", key, name] if key == tandem:
            read = read_prompt_name(name)
            return read[0] if read else None
        case ["outputs", key, name] if key == tandem:
            return 0 if read_choice_name(name) else None
        case ["outputs", key, folder, name] if key == tandem and is_record_folder(folder):
            known = read_record_name(name)
            return int(folder) if known and is_truth_kind(known[0]) else None
    return None


def find_twin(name: str, is_known: Callable[[str], bool]) -> str | None:
    """The known name that this one is only another spelling of: `Record.json`."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return plain if plain != name and is_known(plain) else None


def find_source(name: str, is_known: Callable[[str], bool]) -> str | None:
    """The known name that a copy was made of by a cloud drive, or by hand."""
    name = _COPY_BEGINS.sub("", name, count=1)
    if is_known(name):
        return name
    stem, dot, ending = name.rpartition(".")
    splits = [(stem, dot + ending)] if dot else []
    splits.append((name, ""))  # the mark may stand behind the ending: record.json~
    for whole, end in splits:
        for at in range(len(whole) - 1, 0, -1):
            source = whole[:at] + end
            if is_known(source) and _COPY_MARK.fullmatch(whole[at:]):
                return source
    return None
