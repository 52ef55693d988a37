"""What can go wrong where a workshop is packed into a bag or brought back from one."""

from __future__ import annotations

from collections.abc import Sequence

from visions.errors import Problem, ProblemsError, Stopped, VisionsError


class ExportTaken(VisionsError):
    exit_code = 8
    what = "{file} exists already."
    safe = "It was not overwritten."
    todo = "Choose another name after --to; the rest of the command stays."


class BadTarget(VisionsError):
    exit_code = 4
    what = "“{file}” is not the name of a ZIP."
    safe = "Nothing was written."
    todo = "Choose a name that ends in .zip, such as “--to workshop.zip”."


class NothingToExport(VisionsError):
    exit_code = 4
    what = "There is nothing to pack: {reason}."
    safe = "No file was written."
    todo = "{advice}"


class BadBag(ProblemsError):
    """A file that is not, or is no longer, what `visions export` wrote."""

    exit_code = 4
    what = "{file} is not taken ({count} problem(s)). Nothing was stored:"


class CannotImport(ProblemsError):
    """A sound bag that does not fit into this workshop."""

    exit_code = 4
    what = "{file} cannot be brought in here ({count} problem(s)). Nothing was changed:"

    def __init__(self, problems: Sequence[Problem], *, next_steps: str = "", **params: object):
        self.next_steps = next_steps
        super().__init__(problems, **params)

    @property
    def message(self) -> str:
        return super().message + (f"\n{self.next_steps}" if self.next_steps else "")


class BadPick(VisionsError):
    exit_code = 4
    what = "The bag brings nothing for {keys}."
    safe = "Nothing was changed."
    todo = "It brings something for: {known}."


class ExportStopped(Stopped):
    safe = "No file was written."
    todo = "The same command begins anew."


class ImportStopped(Stopped):
    safe = "What was stored stays."
    todo = "The same command goes on from here."
