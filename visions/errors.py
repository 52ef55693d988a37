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
    what = "The workbook cannot be taken over yet ({count} to mend). Nothing was stored:"


class NoAnswers(VisionsError):
    exit_code = 4
    what = "Prompt {number} of “{key}” has no answers yet."
    todo = "“visions fill {key} {number} FILE” stores what was filled in."


class NoSuchRevision(VisionsError):
    exit_code = 4
    what = "The answers on prompt {number} of “{key}” have no revision {revision}."
    todo = "There is: {known}."


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


class Stopped(VisionsError):
    """Ctrl-C. 130 is what shells expect then."""

    exit_code = 130
    what = "Stopped."
    safe = "Nothing is lost."
    todo = "The same command goes on from here."


class NothingToPrint(VisionsError):
    exit_code = 4
    what = "There is no sheet to print yet."
    todo = "Store a prompt with “visions add”, then run “visions make”."
