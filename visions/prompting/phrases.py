"""Phrases found in a text by their words: any case, and any end of a word where one allows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"\w+")
_KEY = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and where it stands; `folded` is for comparing."""

    folded: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [Word(one[0].casefold(), one.start(), one.end()) for one in _WORD.finditer(text)]


def are_together(text: str, before: Word, after: Word) -> bool:
    """Whether nothing but a blank, hyphen or apostrophe stands between two words."""
    between = text[before.end : after.start]
    return len(between) <= 2 and not set(between) & set('.,;:!?()\n"„“”«»·')


class Phrases:
    """A list of phrases. In each, a word that ends in “*” may go on."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._index: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(phrase.casefold().split())
            self._index.setdefault(words[0].rstrip("*")[:_KEY], []).append(words)

    def find_at(self, text: str, words: Sequence[Word], place: int) -> int:
        """How many words from `place` on are one of the phrases; 0 where none is."""
        first = words[place].folded
        longest = 0
        for length in range(1, _KEY + 1):
            for phrase in self._index.get(first[:length], ()) if len(first) >= length else ():
                if len(phrase) > longest and self._is_at(phrase, text, words, place):
                    longest = len(phrase)
        return longest

    def find_all(self, text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Where phrases stand: the first word of each and the one after its last."""
        place = 0
        while place < len(words):
            length = self.find_at(text, words, place)
            if length:
                yield place, place + length
            place += max(1, length)

    def _is_at(self, phrase: tuple[str, ...], text: str, words: Sequence[Word], place: int) -> bool:
        found = words[place : place + len(phrase)]
        return (
            len(found) == len(phrase)
            and all(map(_matches, phrase, found))
            and all(are_together(text, *pair) for pair in pairwise(found))
        )


def _matches(pattern: str, word: Word) -> bool:
    if pattern.endswith("*"):
        return word.folded.startswith(pattern[:-1])
    return word.folded == pattern
