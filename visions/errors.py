"""The one root of everything that can go wrong and be told to a person.

An error carries data; its words are made at the edge. Every message says what happened,
what is safe, and what to do next, and never holds a key or a traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


class VisionsError(Exception):
    """Root error: a class-wide exit code and message, filled with this error's parameters."""

    exit_code: ClassVar[int] = 1
    what: ClassVar[str] = "Something went wrong: {reason}"
    safe: ClassVar[str] = ""
    todo: ClassVar[str] = ""

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """What happened, what is safe and what to do next, as one short text."""
        parts = (self.what, self.safe, self.todo)
        return " ".join(part.format(**self.params) for part in parts if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in a file: where it is, what is there, and what to write instead."""

    place: str
    what: str
    instead: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" + (f" {self.instead}" if self.instead else "")


class ProblemsError(VisionsError):
    """Several problems of one file, reported together."""

    def __init__(self, problems: Sequence[Problem], **params: object) -> None:
        self.problems = tuple(problems)
        super().__init__(**params)

    @property
    def message(self) -> str:
        lines = [super().message, *(f"  - {problem}" for problem in self.problems)]
        return "\n".join(lines)


# Exit code 2 is the command line's own: a wrong option or argument.


class NoWorkshop(VisionsError):
    exit_code = 3
    what = "There is no workshop.toml in the folder “{folder}”."
    todo = (
        "Begin with “visions new my-workshop --example”, or name the workshop's folder: "
        "“visions -C FOLDER …”."
    )


class FolderTaken(VisionsError):
    exit_code = 3
    what = "{folder} exists already and is not empty."
    safe = "Nothing in it was changed."
    todo = "Choose a new name: “visions new ANOTHER-NAME”."


class BrokenConfig(ProblemsError):
    exit_code = 3
    what = "{file} cannot be used yet ({count} to mend):"


class UnknownTandem(VisionsError):
    exit_code = 4
    what = "There is no tandem “{key}” in workshop.toml."
    safe = "Nothing was changed."
    todo = "{suggestion}"


class StrangeFolder(VisionsError):
    exit_code = 4
    what = "prompts/{name} belongs to no tandem of workshop.toml."
    safe = "What is in it was left as it is."
    todo = "Add a tandem with that key, or move its files into a tandem's folder."


class NotAPrompt(VisionsError):
    exit_code = 4
    what = "{place} can be no prompt."
    safe = "It was left as it is."
    todo = "A prompt is a text file (.txt or .md) in its tandem's folder."


class CopyOfPrompt(VisionsError):
    exit_code = 4
    what = "{place} looks like a copy of a prompt, as cloud drives make them."
    safe = "It was left as it is, and nothing is drawn of it."
    todo = "Delete it; or, if it is a prompt of its own, give it a name that begins otherwise."


class BadPrompt(VisionsError):
    exit_code = 4
    what = "{place} was not taken as a prompt: {reason}."
    safe = "{safety}"
    todo = "{advice}"

    def __init__(
        self, *, place: str, reason: str, advice: str, safety: str = "Nothing else was touched."
    ) -> None:
        super().__init__(place=place, reason=reason, advice=advice, safety=safety)


class NoSuchRecord(VisionsError):
    exit_code = 4
    what = "Tandem “{key}” has no prompt number {number}."
    todo = "“visions status” lists what there is."


class RecordRemoved(VisionsError):
    exit_code = 4
    what = "{record} was removed on {how}: nothing of it is left, and its number stays used."
    todo = "“visions status” lists what there is."


class NoPicture(VisionsError):
    exit_code = 4
    what = "Prompt {number} of “{key}” has no picture yet."
    todo = "“visions make {key}” draws what is waiting."


class BrokenAnswers(ProblemsError):
    exit_code = 4
    what = "{file} cannot be filled in yet ({count} to mend). Nothing was stored:"


class BrokenSheet(ProblemsError):
    """A workbook whose roadmap cannot be taken over as it is."""

    exit_code = 4
    what = "{file} cannot be taken over yet ({count} to mend). Nothing was stored:"

    def __init__(
        self, problems: Sequence[Problem], *, count: object, file: str = "The workbook"
    ) -> None:
        super().__init__(problems, count=count, file=file)


class NoAnswers(VisionsError):
    exit_code = 4
    what = "Prompt {number} of “{key}” has no answers yet."
    todo = "“visions fill {key} {number} FILE” stores what was filled in."


class NoSuchRevision(VisionsError):
    exit_code = 4
    what = "The answers on prompt {number} of “{key}” have no revision {revision}."
    todo = "There is: {known}."


class BadRedaction(VisionsError):
    """What is to be taken out cannot be looked for. The text itself is never part of a message."""

    exit_code = 4
    what = "This text cannot be taken out: {reason}."
    safe = "Nothing was changed."
    todo = "{advice}"


class NothingToRedact(VisionsError):
    exit_code = 4
    what = "{what}"
    safe = "Nothing was changed."
    todo = "{advice}"


class CannotRedact(VisionsError):
    """A file holds the text in a way in which it cannot be parted from the rest."""

    exit_code = 4
    what = "The text cannot be taken out of {file}: {reason}."
    safe = "Nothing was changed."
    todo = (
        "Remove the whole record: the same command without --text. Of an answer that was not "
        "read yet, “visions make” makes a picture first."
    )


class RedactionOpen(VisionsError):
    exit_code = 4
    what = "Another redaction of {record} was stopped before its end."
    safe = "Nothing was changed now."
    todo = (
        "Run that one again first, with the very same text; or remove the whole record: the same "
        "command without --text."
    )


class NotConfirmed(VisionsError):
    exit_code = 2
    what = "{record} would be removed for good: prompt, picture, sheets and answers."
    safe = "Nothing was changed."
    todo = "To remove it, add --yes. To take out only some words, add --text."


class NoKey(VisionsError):
    exit_code = 5
    what = "The provider “{provider}” needs an API key, and none was found."
    safe = "All prompts are kept and nothing was spent."
    todo = (
        "Set the environment variable OPENAI_API_KEY, or name a key file outside the workshop "
        'in VISIONS_KEY_FILE; or write provider = "sketch" in workshop.toml to draw without one.'
    )


class BadKey(VisionsError):
    """The key is there but cannot be a key, or is kept where it could leak."""

    exit_code = 5
    what = "The API key cannot be used: {reason}."
    safe = "It was not sent anywhere."
    todo = "{advice}"


class CallFailed(VisionsError):
    """One call to a provider ended without a picture.

    `kind` is a short stable word kept in the archive; `outcome` is the state it ends in:
    refused, failed (nothing was accepted), or unknown (it may have been billed). `retry_after`
    is how many seconds the service asked to wait, None where it did not say.
    """

    exit_code = 6
    what = "{what}"
    todo = "{todo}"

    def __init__(
        self,
        kind: str,
        outcome: str,
        what: str,
        todo: str,
        *,
        detail: str = "",
        stops_queue: bool = False,
        retry_after: float | None = None,
    ) -> None:
        self.retry_after = retry_after
        self.kind = kind
        self.outcome = outcome
        self.detail = detail
        self.stops_queue = stops_queue
        super().__init__(what=what, todo=todo)


class PortTaken(VisionsError):
    exit_code = 2
    what = "Port {port} is in use by another program, or this one may not use it."
    safe = "Nothing was changed."
    todo = "Take another one: “visions serve --port 8080”."


class NoAddress(VisionsError):
    exit_code = 2
    what = "Phones cannot reach this computer: {reason}."
    safe = "Nothing was changed."
    todo = "Join the room's Wi-Fi, or open a hotspot; “--lan=ADDRESS” names one of several."


class QueueFull(VisionsError):
    exit_code = 1
    what = "{waiting} prompts of “{key}” wait for their pictures already."
    safe = "Nothing was stored, and the text is still where it was written."
    todo = "Send it again once a picture has arrived."


class PromptsLocked(VisionsError):
    exit_code = 1
    what = "No further prompts are taken from “{key}” right now."
    safe = "Nothing was stored, and the text is still where it was written."
    todo = "The facilitator opens the next round."


class NoMoreDots(VisionsError):
    exit_code = 1
    what = "All {dots} dots of this phone are in use."
    safe = "They stay where they are."
    todo = "Take one away first."


class Busy(VisionsError):
    exit_code = 7
    what = "Another visions command is working in this workshop right now."
    safe = "Nothing was changed."
    todo = "Wait until it has finished, then try again."


class DiskFailed(VisionsError):
    exit_code = 8
    what = "{file} could not be written: {reason}."
    safe = "Everything that was confirmed before is kept."
    todo = "{advice}"


class AlreadyExists(VisionsError):
    """A create-once file is there already. Seeing this means that two writers met."""

    exit_code = 8
    what = "{file} exists already."
    safe = "It was not overwritten."
    todo = "Run the command again; it continues after what is there."


class Damaged(ProblemsError):
    exit_code = 9
    what = "{count} file(s) of the archive were removed or altered from outside:"


class DocumentFailed(VisionsError):
    exit_code = 10
    what = "{document} could not be set: {reason}."
    safe = "The prompt and its picture are safe in the archive, and the other documents were made."
    todo = "{advice}"


class TemplateFailed(DocumentFailed):
    """A template of the workshop's own is broken.

    `template` is its file, which one message is for however many documents it would have made,
    and `stand_in` the document as the built-in template made it.
    """

    what = "{place}: {reason}"
    safe = "The built-in template stood in for it, so no document is missing."
    todo = "Mend it and run the command again, or move the file away."

    def __init__(
        self,
        template: str,
        line: int,
        reason: object,
        *,
        stand_in: bytes,
        notes: Sequence[str] = (),
    ) -> None:
        self.template = template
        self.stand_in = stand_in
        self.notes = tuple(notes)
        place = f"{template}, line {line}" if line else template
        end = "" if str(reason).endswith((".", "?", "!")) else "."
        super().__init__(place=place, reason=f"{reason}{end}")


class TemplateTaken(VisionsError):
    exit_code = 8
    what = "The workshop has {files} already."
    safe = "Nothing was written or changed."
    todo = "To begin anew, move what is there away, then run “visions eject {name}” again."


class Stopped(VisionsError):
    """Ctrl-C. 130 is what shells expect then."""

    exit_code = 130
    what = "Stopped."
    safe = "Nothing is lost."
    todo = "The same command goes on from here."


class RedactedAndStopped(Stopped):
    """Ctrl-C while all was set anew. `papers` is a sentence on what other commands make."""

    what = "Stopped before all was set anew and looked through."
    safe = "What was to go is gone."
    todo = "Run “visions documents” to set the sheets again.{papers}"


class VerifyingStopped(Stopped):
    what = "Stopped before everything was looked at."
    safe = "Nothing was written."
    todo = "The same command begins anew."


class NothingToPrint(VisionsError):
    exit_code = 4
    what = "There is no sheet to print yet."
    todo = "Store a prompt with “visions add”, then run “visions make”."
