"""Names on disk, and nothing else: every path of the archive is made here from keys and numbers.

No text of a person ever becomes part of a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from visions.model import RecordId, State

PROMPTS = "prompts"
OUTPUTS = "outputs"
SESSION = "session"
PRINT = "print"
ASSETS = "assets"
GALLERY = "index.html"
RECORD = "record.json"
LABELLED = "image.jpg"
STAND_IN = "stand-in.jpg"
BUILT = "built.json"
MANIFEST = "manifest-sha256.txt"
INDEX = "index.sqlite"
THUMBNAIL = "thumbnail.jpg"
DROPPED_ENDINGS = (".md", ".txt", ".text", ".markdown")
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
LAST_NUMBER = 9999

_PROMPT = re.compile(r"([0-9]{4})\.md")
_ATTEMPT = re.compile(r"(?:request-([0-9]+)\.json|result-([0-9]+)\.json|answer-([0-9]+)\.body)")
_FOLDER = re.compile(r"[0-9]{4}")
_CHOICE = re.compile(r"choice-([0-9]{4})\.json")
_ANSWERS = re.compile(r"answers-([0-9]{4})\.json")
_REDACTION = re.compile(r"redaction-([0-9]{4})\.json")
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_TRUTH = re.compile(
    rf"prompts/{_SLUG}/[0-9]{{4}}\.(?:md|json)"
    rf"|outputs/{_SLUG}/choice-[0-9]{{4}}\.json"
    rf"|outputs/{_SLUG}/[0-9]{{4}}/(?:"
    r"record\.json|original\.(?:png|jpg|webp|svg)|(?:request|result)-[0-9]+\.json"
    r"|(?:answers|redaction)-[0-9]{4}\.json)"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one workshop folder."""

    root: Path

    @property
    def outputs(self) -> Path:
        return self.root / OUTPUTS

    @property
    def lock(self) -> Path:
        return self.root / ".visions.lock"

    @property
    def journal(self) -> Path:
        """What happened in the room during a live workshop."""
        return self.root / SESSION / "journal.jsonl"

    def prompts_of(self, tandem: str) -> Path:
        return self.root / PROMPTS / tandem

    def prompt(self, record: RecordId) -> Path:
        return self.prompts_of(record.tandem) / f"{record.digits}.md"

    def facts(self, record: RecordId) -> Path:
        return self.prompts_of(record.tandem) / f"{record.digits}.json"

    def record_folder(self, record: RecordId) -> Path:
        return self.outputs / record.tandem / record.digits

    def request(self, record: RecordId, attempt: int) -> Path:
        return self.record_folder(record) / f"request-{attempt}.json"

    def answer(self, record: RecordId, attempt: int) -> Path:
        """The raw answer, kept until its picture is safe."""
        return self.record_folder(record) / f"answer-{attempt}.body"

    def result(self, record: RecordId, attempt: int) -> Path:
        return self.record_folder(record) / f"result-{attempt}.json"

    def original(self, record: RecordId, media_type: str) -> Path:
        return self.record_folder(record) / f"original.{EXTENSIONS[media_type]}"

    def record(self, record: RecordId) -> Path:
        return self.record_folder(record) / RECORD

    def labelled(self, record: RecordId, state: State) -> Path:
        """The labelled copy of the picture, or of the sketch that stands in for it."""
        return self.record_folder(record) / (LABELLED if state is State.DONE else STAND_IN)

    def choice(self, tandem: str, revision: int) -> Path:
        return self.outputs / tandem / f"choice-{revision:04d}.json"

    def answers(self, record: RecordId, revision: int) -> Path:
        """One revision of what people filled in."""
        return self.record_folder(record) / f"answers-{revision:04d}.json"

    def redaction(self, record: RecordId, revision: int) -> Path:
        """What says who took something out of a record, when and why, but not what."""
        return self.record_folder(record) / f"redaction-{revision:04d}.json"

    def manifest(self, tandem: str) -> Path:
        """The SHA-256 of each file of a tandem as it was stored."""
        return self.outputs / tandem / MANIFEST

    @property
    def index(self) -> Path:
        """What searches look into; derived, and can be deleted."""
        return self.outputs / INDEX

    def print_file(self, kind: str, *, whole: bool) -> Path:
        """The merged sheets of the whole workshop, or of a selection of tandems."""
        return self.outputs / PRINT / (f"{kind}s.pdf" if whole else f"selected-{kind}s.pdf")

    def relative(self, path: Path) -> str:
        """`path` as seen from outputs/, with slashes: a link for the gallery."""
        return str(PurePosixPath(*path.relative_to(self.outputs).parts))


def name_document(kind: str, language: str, ending: str) -> str:
    return f"{kind}.{language}.{ending}"


def parse_prompt_name(name: str) -> int | None:
    """The number in a prompt's file name, or None where it is not one."""
    match = _PROMPT.fullmatch(name)
    return int(match[1]) if match and int(match[1]) > 0 else None


def parse_attempt_name(name: str) -> int | None:
    """The attempt's number in the name of its request, answer or result."""
    match = _ATTEMPT.fullmatch(name)
    return int(match[match.lastindex or 0]) if match else None


def parse_record_folder(name: str) -> int | None:
    """The number that names a record's folder."""
    return int(name) if _FOLDER.fullmatch(name) and int(name) > 0 else None


def parse_choice_name(name: str) -> int | None:
    match = _CHOICE.fullmatch(name)
    return int(match[1]) if match else None


def parse_answers_name(name: str) -> int | None:
    match = _ANSWERS.fullmatch(name)
    return int(match[1]) if match and int(match[1]) > 0 else None


def parse_redaction_name(name: str) -> int | None:
    match = _REDACTION.fullmatch(name)
    return int(match[1]) if match and int(match[1]) > 0 else None


def is_truth(name: str) -> bool:
    """Whether a path from the workshop folder on, with slashes, is one that cannot be rebuilt:
    a prompt, its facts, a request, result, picture, record, choice, answers or redaction."""
    return _TRUTH.fullmatch(name) is not None
