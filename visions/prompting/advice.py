"""Advice on a prompt while it is written: what models do badly, and what should stay out.

It never forbids anything. Words are looked for, not understood: what is found may be meant well,
and what is not found may still go wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from visions.i18n import mark
from visions.prompting.contacts import find_addresses, find_emails, find_phones
from visions.prompting.phrases import Phrases, Word, are_together, split_words

MOST = 12
"""More than this nobody reads."""


class Kind(StrEnum):
    PERSON = "person"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    LANDMARK = "landmark"
    BRAND = "brand"
    ARTIST = "artist"
    CLICHE = "cliche"
    LETTERING = "lettering"
    NEGATION = "negation"
    INVISIBLE = "invisible"


MESSAGES = {
    Kind.PERSON: mark("This looks like a person’s name. Write the role instead: a mayor, a nurse."),
    Kind.EMAIL: mark(
        "This looks like an e-mail address. Leave it out: prompts are kept and shown."
    ),
    Kind.PHONE: mark("This looks like a phone number. Leave it out: prompts are kept and shown."),
    Kind.ADDRESS: mark("This looks like somebody’s address. A kind of street is enough."),
    Kind.LANDMARK: mark("A famous building takes over the picture. Describe a place of your own."),
    Kind.BRAND: mark("A brand may be refused. Describe what it looks like instead."),
    Kind.ARTIST: mark(
        "This may be a living artist’s style. Name a technique: ink, linocut, pastel."
    ),
    Kind.CLICHE: mark(
        "These words mostly bring glass towers. Say what one would see in your town."
    ),
    Kind.LETTERING: mark(
        "Written words come out garbled. Show it with people, things and colours."
    ),
    Kind.NEGATION: mark("What is ruled out may be drawn all the same. Say what is there instead."),
    Kind.INVISIBLE: mark(
        "This cannot be seen. Say what it changes: who sees what, where, on what."
    ),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """A piece of advice on `text[start:end]`; `message` is one of the catalogues."""

    kind: Kind
    start: int
    end: int

    @property
    def message(self) -> str:
        return MESSAGES[self.kind]


def advise(text: str) -> tuple[Advice, ...]:
    """Advice on any text, in the order of the text; at most MOST, each thing once."""
    words = split_words(text)
    found = [
        *(Advice(Kind.EMAIL, *span) for span in find_emails(text)),
        *(Advice(Kind.PHONE, *span) for span in find_phones(text)),
        *(Advice(Kind.ADDRESS, *span) for span in find_addresses(text)),
        *_find_listed(text, words),
        *_find_styles(text, words),
        *_find_negations(text, words),
        *_find_people(text, words),
    ]
    taken: list[Advice] = []
    known: set[tuple[Kind, str]] = set()
    end = 0
    for one in sorted(found, key=lambda one: (one.start, _ORDER[one.kind])):
        name = (one.kind, text[one.start : one.end].casefold())
        if one.start >= end and name not in known and len(taken) < MOST:
            taken.append(one)
            known.add(name)
            end = one.end
    return tuple(taken)


_ORDER = {kind: place for place, kind in enumerate(Kind)} | {Kind.ARTIST: -1, Kind.LANDMARK: -1}
"""Of two on the same words the more telling one counts."""

_LISTED = (Kind.LANDMARK, Kind.BRAND, Kind.ARTIST, Kind.CLICHE, Kind.LETTERING, Kind.INVISIBLE)


@cache
def _read_signs() -> dict[str, Phrases]:
    data = tomllib.loads((files(__package__) / "signs.toml").read_text("utf-8"))
    return {name: Phrases(phrases) for name, phrases in data.items()}


def _find_listed(text: str, words: Sequence[Word]) -> Iterator[Advice]:
    for kind in _LISTED:
        for first, after in _read_signs()[kind.value].find_all(text, words):
            yield _advise_words(kind, words, first, after)


def _find_styles(text: str, words: Sequence[Word]) -> Iterator[Advice]:
    """“In the style of” somebody, where that is none of the old masters."""
    signs = _read_signs()
    for first, after in signs["style"].find_all(text, words):
        if after >= len(words) or not are_together(text, words[after - 1], words[after]):
            continue
        if not _is_capital(text, words[after]) or signs["master"].find_at(text, words, after):
            continue
        is_name = after + 1 < len(words) and (
            _follows(text, words[after], words[after + 1]) and _is_capital(text, words[after + 1])
        )
        # German writes every noun with a capital, and periods have names, too.
        if is_name or words[first].folded not in ("im", "gemalt", "gezeichnet", "w"):
            yield _advise_words(Kind.ARTIST, words, first, after + 1 + is_name)


def _find_negations(text: str, words: Sequence[Word]) -> Iterator[Advice]:
    """“No cars”, but not “no lettering”, nor “with and without wheelchairs”."""
    signs = _read_signs()
    for first, after in signs["negator"].find_all(text, words):
        if after >= len(words) or not are_together(text, words[after - 1], words[after]):
            continue
        joined = first > 0 and signs["joiner"].find_at(text, words, first - 1)
        if not joined and not signs["harmless"].find_at(text, words, after):
            yield _advise_words(Kind.NEGATION, words, first, after + 1)


def _find_people(text: str, words: Sequence[Word]) -> Iterator[Advice]:
    """“Mayor Smith”, “Anna Rossi”; but not “eine Frau”, nor “Santa Maria Novella”."""
    signs = _read_signs()
    for place in range(len(words) - 1):
        one, next_one = words[place], words[place + 1]
        if not _is_capital(text, next_one) or not _follows(text, one, next_one):
            continue
        before = words[place - 1].folded if place else ""
        if signs["title"].find_at(text, words, place) == 1:
            # “Eine Frau Mitte vierzig”, “der junge Bürgermeister”: an article makes it a role.
            if not before.endswith(("e", "er", "en", "a", "an", "un", "o", "ein")) and (
                next_one.end - next_one.start > 1
            ):
                yield _advise_words(Kind.PERSON, words, place, place + 2)
        elif (
            _is_capital(text, one)
            and signs["given"].find_at(text, words, place) == 1
            and next_one.end - next_one.start > 2
            and not (place and signs["holy"].find_at(text, words, place - 1))
        ):
            yield _advise_words(Kind.PERSON, words, place, place + 2)


def _follows(text: str, one: Word, next_one: Word) -> bool:
    """Whether a name may go on with the next word: after a blank, or “Mr. ”."""
    return text[one.end : next_one.start] in (" ", ". ", "\xa0")


def _is_capital(text: str, word: Word) -> bool:
    letters = text[word.start : word.end]
    return letters[0].isupper() and not letters.isupper() and letters.isalpha()


def _advise_words(kind: Kind, words: Sequence[Word], first: int, after: int) -> Advice:
    return Advice(kind, words[first].start, words[after - 1].end)
