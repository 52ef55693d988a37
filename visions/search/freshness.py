"""Bringing an index up to date with the files, without reading those that are as they were.

Each tandem's manifest grows with every file that is stored: its new lines name the records to be
read again. A prompt that no manifest lists yet may be edited by hand, so such cards are watched;
where names came or went, or a manifest was put in another's place, all cards of the tandem are
compared with their files. A file whose time is of this very moment is not relied on: what follows
within one tick of the clock could not be told from it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from visions.archive.layout import (
    OUTPUTS,
    PROMPTS,
    RECORD,
    parse_choice_name,
    parse_prompt_name,
    parse_redaction_name,
)
from visions.archive.store import Archive
from visions.errors import VisionsError
from visions.model import RecordId
from visions.search.card import list_files, read_card
from visions.search.glance import digest, is_settled, is_text, list_folders, list_names, look
from visions.search.index import NUMBERS, Index

UNTOLD = -1
"""The chosen number where only the files can tell it."""

_FOLDER = re.compile(r"[0-9]{4}")


def bring_up(
    index: Index, archive: Archive, labels: Mapping[str, str], *, thorough: bool = False
) -> bool:
    """Bring the index up to date; `labels` are the words about each tandem of the workshop.

    `thorough` compares every card with its files, so that even what was altered by hand is seen;
    otherwise a few looks a tandem tell what was stored, dropped and taken away. Returns whether
    all folders are in it; those whose names are not text are not.
    """
    keys = {*list_folders(f"{archive.layout.root}/{PROMPTS}")}
    keys |= {*list_folders(f"{archive.layout.root}/{OUTPUTS}")}
    named = {key for key in keys if is_text(key)}
    known = [key for (key,) in index.sql.execute("SELECT key FROM tandems").fetchall()]
    forgotten = False
    for key in known:
        if key not in named:
            _remove_tandem(index, key)
            forgotten = True
    for key in sorted(named):
        one = _Tandem(index, archive, key, labels.get(key, ""))
        one.bring_up(thorough=thorough)
        forgotten |= one.forgotten
    if forgotten:
        index.forget()
    return named == keys


def check_cards(
    index: Index, archive: Archive, labels: Mapping[str, str], records: Iterable[RecordId]
) -> bool:
    """Compare these records with their files; return whether any was not as the index had it."""
    changed = False
    for record in records:
        one = _Tandem(index, archive, record.tandem, labels.get(record.tandem, ""))
        changed |= one.check(record.number)
    index.commit()
    return changed


@dataclass(frozen=True, slots=True)
class _Known:
    """What the index says of a tandem."""

    id: int
    labels: str
    choice: str
    marks: int | None
    read: int
    digest: str


class _Tandem:
    """One tandem, its folders and its part of the index."""

    def __init__(self, index: Index, archive: Archive, key: str, labels: str) -> None:
        self._index = index
        self._archive = archive
        self._key = key
        self._labels = labels
        self._prompts = str(archive.layout.prompts_of(key))
        self._outputs = str(archive.layout.outputs / key)
        self._manifest = str(archive.layout.manifest(key))
        self._written: set[int] = set()
        self.forgotten = False
        """Whether words went that nothing else in the archive keeps."""

    def bring_up(self, *, thorough: bool) -> None:
        known = self._find()
        base, newest = look((self._manifest, self._prompts, self._outputs))
        if known and known.labels == self._labels and known.marks is not None and not thorough:
            choice, _ = look(self._place_choice(known.choice))
            if known.marks == hash((base, choice)):
                self._check_watched(known.id)
                return
        self._compare(known, base, newest, thorough=thorough)

    def check(self, number: int) -> bool:
        """Read one record again where its files are not as they were; return whether so."""
        tandem = self._index.find_tandem(self._key)
        row = self._index.sql.execute(
            "SELECT stamp, files FROM cards WHERE id = ?", (tandem * NUMBERS + number,)
        ).fetchone()
        stamp, files = row or (None, "")
        if stamp is None or look(self._place(number, files.split()))[0] == stamp:
            return False  # young ones were read just now
        if os.path.exists(f"{self._prompts}/{number:04d}.md"):  # noqa: PTH110
            self._written.add(number)
        self._renew(tandem, number, files.split())
        if self.forgotten:
            self._index.forget()
        return True

    def _find(self) -> _Known | None:
        row = self._index.sql.execute(
            "SELECT id, labels, choice, marks, read, digest FROM tandems WHERE key = ?",
            (self._key,),
        ).fetchone()
        return _Known(*row) if row else None

    def _place_choice(self, choice: str) -> tuple[str, ...]:
        return (f"{self._outputs}/{choice}",) if choice else ()

    def _compare(self, known: _Known | None, base: int, newest: int, *, thorough: bool) -> None:
        """Go by the names there are: read what is new or changed, take out what is gone."""
        names = list_names(self._outputs)
        texts = (name for name in list_names(self._prompts) if name.endswith(".md"))
        written = (parse_prompt_name(name) for name in texts)
        self._written = {number for number in written if number}
        folders = {int(name) for name in names if _FOLDER.fullmatch(name)}
        there = self._written | folders
        if known is None and not there:
            return
        choice = max((name for name in names if parse_choice_name(name)), default="")
        mark, moment = look(self._place_choice(choice))
        marks = hash((base, mark)) if is_settled(max(newest, moment)) else None
        grown = None if known is None else self._read_new_lines(known)
        cards = {} if known is None else self._list_known(known.id)
        if known is None:
            tandem = self._add()
        else:
            tandem = known.id
            if known.labels != self._labels:
                self._index.relabel(tandem, self._labels)
        if known and grown is None and digest(self._listed) != known.digest:
            self._watch_again(tandem, cards)
        for number in sorted(cards.keys() - there):
            self._index.write()
            self._index.remove(tandem * NUMBERS + number)
            self.forgotten = True
        for number in sorted(there):
            card = cards.get(number)
            if card is None:
                self._renew(tandem, number, None)
            elif thorough or grown is None or number in grown or self._may_differ(number, card):
                self._check(tandem, number, card)
        data = self._listed
        chosen = self._read_choice() if choice else None
        values = (self._labels, chosen, choice, marks, len(data), digest(data), tandem)
        told = self._index.sql.execute(
            "SELECT labels, chosen, choice, marks, read, digest, id FROM tandems WHERE id = ?",
            (tandem,),
        ).fetchone()
        if told != values:
            self._index.write()
            self._index.sql.execute(
                "UPDATE tandems SET labels = ?, chosen = ?, choice = ?, marks = ?, read = ?, "
                "digest = ? WHERE id = ?",
                values,
            )

    def _add(self) -> int:
        self._index.write()
        row = self._index.sql.execute(
            "INSERT INTO tandems (key, labels, choice, read, digest) VALUES (?, ?, '', 0, '')",
            (self._key, self._labels),
        )
        return row.lastrowid or 0

    @cached_property
    def _listed(self) -> bytes:
        """The whole lines of the manifest."""
        try:
            with open(self._manifest, "rb") as file:  # noqa: PTH123
                data = file.read()
        except OSError:
            return b""
        return data[: data.rfind(b"\n") + 1]

    @cached_property
    def _listed_prompts(self) -> set[int]:
        """The numbers of the prompts that the manifest lists, which nobody edits any more."""
        place = re.escape(f"  {PROMPTS}/{self._key}/".encode())
        return {int(number) for number in re.findall(place + rb"([0-9]{4})\.md\n", self._listed)}

    def _read_new_lines(self, known: _Known) -> set[int] | None:
        """The numbers of the records that the manifest's new lines name; None where it did not
        just grow."""
        data = self._listed
        if len(data) <= known.read or digest(data[: known.read]) != known.digest:
            return None
        place = rf"  (?:{PROMPTS}|{OUTPUTS})/{re.escape(self._key)}/([0-9]{{4}})".encode()
        return {int(number) for number in re.findall(place, data[known.read :])}

    def _list_known(self, tandem: int) -> dict[int, tuple[int | None, int, int, str]]:
        rows = self._index.sql.execute(
            "SELECT id, stamp, watch, listed, files FROM cards WHERE id BETWEEN ? AND ?",
            (tandem * NUMBERS, tandem * NUMBERS + NUMBERS - 1),
        )
        return {number % NUMBERS: tuple(rest) for number, *rest in rows}

    def _watch_again(
        self, tandem: int, cards: Mapping[int, tuple[int | None, int, int, str]]
    ) -> None:
        """Another manifest may list other prompts."""
        for number, (_, watch, _, _) in cards.items():
            wanted = number in self._written and number not in self._listed_prompts
            if wanted != bool(watch):
                self._index.write()
                self._index.sql.execute(
                    "UPDATE cards SET watch = ? WHERE id = ?", (wanted, tandem * NUMBERS + number)
                )

    def _may_differ(self, number: int, card: tuple[int | None, int, int, str]) -> bool:
        stamp, watch, listed, files = card
        is_listed = number in self._written or RECORD in files.split()
        return stamp is None or bool(watch) or bool(listed) != (is_listed and number > 0)

    def _check_watched(self, tandem: int) -> None:
        rows = self._index.sql.execute(
            "SELECT id, stamp, watch, listed, files FROM cards "
            "WHERE (watch OR stamp IS NULL) AND id BETWEEN ? AND ?",
            (tandem * NUMBERS, tandem * NUMBERS + NUMBERS - 1),
        ).fetchall()
        for number, *card in rows:
            path = f"{self._prompts}/{number % NUMBERS:04d}.md"
            if os.path.exists(path):  # noqa: PTH110
                self._written.add(number % NUMBERS)
            self._check(tandem, number % NUMBERS, tuple(card))

    def _check(self, tandem: int, number: int, card: tuple[int | None, int, int, str]) -> None:
        """Read a record again where its files are not as they were."""
        stamp, _, _, files = card
        names = files.split()
        if stamp is None or look(self._place(number, names))[0] != stamp:
            self._renew(tandem, number, names)

    def _renew(self, tandem: int, number: int, before: list[str] | None) -> None:
        folder = f"{self._outputs}/{number:04d}"
        files = list_files(folder)
        stamp, newest = look(self._place(number, files))
        is_sure = is_settled(newest)
        record = RecordId(self._key, number)
        written = number in self._written
        card = read_card(self._archive, record, folder, files, written=written)
        self._index.write()
        if before is not None:
            self.forgotten |= self._loses_words(tandem, number, before, card.prompt, files)
        watch = written and number not in self._listed_prompts
        self._index.put(tandem, card, self._labels, stamp if is_sure else None, watch=watch)

    def _loses_words(
        self, tandem: int, number: int, before: list[str], prompt: str, files: Iterable[str]
    ) -> bool:
        """Whether the prompt has other words now, or something was redacted."""
        (words,) = self._index.sql.execute(
            "SELECT prompt FROM cards WHERE id = ?", (tandem * NUMBERS + number,)
        ).fetchone()
        redacted = any(parse_redaction_name(name) and name not in before for name in files)
        return redacted or words != prompt

    def _place(self, number: int, files: Iterable[str]) -> list[str]:
        """The paths that a card depends on: without a record, also the prompt and its facts."""
        folder = f"{self._outputs}/{number:04d}"
        paths = [folder, *(f"{folder}/{name}" for name in files)]
        if RECORD not in files:
            paths += [f"{self._prompts}/{number:04d}.md", f"{self._prompts}/{number:04d}.json"]
        return paths

    def _read_choice(self) -> int | None:
        try:
            return self._archive.read_choice(self._key)
        except (VisionsError, OSError):
            return UNTOLD


def _remove_tandem(index: Index, key: str) -> None:
    tandem = index.find_tandem(key)
    index.write()
    numbers = index.sql.execute(
        "SELECT id FROM cards WHERE id BETWEEN ? AND ?",
        (tandem * NUMBERS, tandem * NUMBERS + NUMBERS - 1),
    ).fetchall()
    for (number,) in numbers:
        index.remove(number)
    index.sql.execute("DELETE FROM tandems WHERE id = ?", (tandem,))
