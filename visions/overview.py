"""Where everything stands and what was spent, for tables and programs, record by record.

A small archive is read as it is. Of a large one, the index tells what it has compared with the
files just now; what holds only for the moment, and whatever is damaged, is read from the files in
both cases. What budgets decide by is not this: they read the files.
"""

from __future__ import annotations

import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

from visions.archive.layout import OUTPUTS, PROMPTS
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.budget import Sent, Survey, list_sent, survey
from visions.errors import DiskFailed, VisionsError
from visions.model import RecordId, Workshop
from visions.search.card import Card, make_card
from visions.search.freshness import UNTOLD, bring_up
from visions.search.index import Brief, Index
from visions.search.index_file import use_index
from visions.search.query import label_tandems

Result = TypeVar("Result")

FEW = 1_000
"""Up to so many records, reading the files is quick enough, and leaves no index behind."""


class Overview(ABC):
    """What an archive says of its records; `problems` are those met so far, by record."""

    def __init__(self, archive: Archive, workshop: Workshop) -> None:
        self.problems: list[tuple[RecordId, VisionsError]] = []
        self._archive = archive
        self._workshop = workshop

    @abstractmethod
    def list_cards(self, tandem: str) -> Iterator[Card]:
        """The prompts of one tandem by number; those that cannot be read become problems."""

    @abstractmethod
    def list_briefs(self, tandem: str) -> Iterator[Brief]:
        """The same in brief."""

    @abstractmethod
    def read_choice(self, tandem: str) -> int | None:
        """The number of the chosen picture. Raises Damaged."""

    @abstractmethod
    def _list_sent(self, unread: list[tuple[RecordId, VisionsError]]) -> Iterator[Sent]:
        """All requests that money may have been spent on."""

    def count_spent(self) -> Survey:
        """What was spent so far. Notes that cannot be read are added to the problems once."""
        unread: list[tuple[RecordId, VisionsError]] = []
        found = survey(self._list_sent(unread), self._workshop.images, with_excess=False)
        told = {record for record, _ in self.problems}
        self.problems += [problem for problem in unread if problem[0] not in told]
        return found

    def _read_card(self, record: RecordId) -> Card | None:
        try:
            entry = self._archive.read_entry(record)
        except VisionsError as error:
            self.problems.append((record, error))
            return None
        numbers = Revisions(self._archive).list_numbers(record)
        return make_card(entry, numbers[-1] if numbers else None)


class OfFiles(Overview):
    """An overview that reads every file."""

    def list_cards(self, tandem: str) -> Iterator[Card]:
        for record in self._archive.list_records(tandem):
            if card := self._read_card(record):
                yield card

    def list_briefs(self, tandem: str) -> Iterator[Brief]:
        return map(_shorten, self.list_cards(tandem))

    def read_choice(self, tandem: str) -> int | None:
        return self._archive.read_choice(tandem)

    def _list_sent(self, unread: list[tuple[RecordId, VisionsError]]) -> Iterator[Sent]:
        return list_sent(self._archive, unread)


class OfIndex(Overview):
    """An overview that asks an index which is up to date."""

    def __init__(self, archive: Archive, workshop: Workshop, index: Index) -> None:
        super().__init__(archive, workshop)
        self._index = index

    def list_cards(self, tandem: str) -> Iterator[Card]:
        for card in self._index.list_cards(self._index.find_tandem(tandem), tandem):
            read = self._read_card(card.id) if card.passing else card
            if read is not None:
                yield read

    def list_briefs(self, tandem: str) -> Iterator[Brief]:
        for brief in self._index.list_briefs(self._index.find_tandem(tandem), tandem):
            if isinstance(brief, Brief):
                yield brief
            elif card := self._read_card(brief):
                yield _shorten(card)

    def read_choice(self, tandem: str) -> int | None:
        found = self._index.read_chosen(tandem)
        return self._archive.read_choice(tandem) if found == UNTOLD else found

    def _list_sent(self, unread: list[tuple[RecordId, VisionsError]]) -> Iterator[Sent]:
        for tandem, key in self._index.list_tandems():
            for record, asked in self._index.list_asked(tandem, key):
                if asked is not None:
                    yield Sent(record, asked.note, asked.ended, asked.cost)
                    continue
                try:
                    for note, ended, cost in self._archive.read_requests(record):
                        yield Sent(record, note, ended, cost)
                except VisionsError as error:
                    unread.append((record, error))


def look_over(
    archive: Archive,
    workshop: Workshop,
    report: Callable[[Overview], Result],
    *,
    few: int | None = None,
) -> Result:
    """What `report` makes of an overview of the archive; it is asked once.

    Above `few` records the index is brought up to date and used, and made where there is none.
    """
    if not _is_large(archive, FEW if few is None else few):
        return report(OfFiles(archive, workshop))
    labels, is_whole = label_tandems(workshop.tandems), True

    def bring(index: Index) -> None:
        nonlocal is_whole
        is_whole = bring_up(index, archive, labels, thorough=True)

    def ask(index: Index) -> Result:
        if not is_whole:
            return report(OfFiles(archive, workshop))
        index.probe()
        try:
            return report(OfIndex(archive, workshop, index))
        except sqlite3.Error as error:
            # What is half reported must not be reported again from the beginning.
            raise DiskFailed(
                file="outputs/index.sqlite",
                reason=str(error),
                advice="Delete it, then run the command again: it is made anew.",
            ) from None

    try:
        return use_index(archive.layout.index, bring, ask)
    except sqlite3.Error:
        return report(OfFiles(archive, workshop))


def _shorten(card: Card) -> Brief:
    return Brief(card.id, card.state, card.advice, card.answers)


def _is_large(archive: Archive, few: int) -> bool:
    """Whether there are more numbered files or folders than `few`, in prompts/ or in outputs/."""
    for top in (PROMPTS, OUTPUTS):
        count = 0
        with suppress(OSError), os.scandir(archive.layout.root / top) as folders:
            for folder in folders:
                with suppress(OSError):
                    names = os.listdir(folder)  # noqa: PTH208
                    count += sum(name[:4].isdecimal() and name[4:] in ("", ".md") for name in names)
        if count > few:
            return True
    return False
