"""The stems of one language, laid out so that a long text is looked up at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from visions.imaging.sketch.words import split_words

_HEAD = 3  # letters by which stems at the start of a word are found
_PAIR = 2  # letters of its second word by which a phrase is found
_SEED = 4  # letters by which stems inside a word are found
_STRIDE = 3  # every third letter is enough: a stem of six holds a whole seed at one of them
_COMPOUND = _SEED + _STRIDE - 1  # letters a stem needs to count inside a compound
_LONGEST = 60  # letters of a compound that are looked into


class Stem(NamedTuple):
    """The start of a word and the concept it stands for, or denies (a false friend)."""

    text: str
    concept: str
    friend: bool


class Phrase(NamedTuple):
    """The words after the first one; the last is a stem unless `whole`."""

    rest: list[str]
    concept: str
    friend: bool
    whole: bool


class Found(NamedTuple):
    """A phrase in a text: its concept, or what it denies, and where it ends."""

    concept: str
    friend: bool
    end: int


def group_words(words: Iterable[str]) -> dict[str, list[str]]:
    """Return `words` by their first letters, as an index looks them up."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:_HEAD], []).append(word)
    return groups


@dataclass
class Index:
    """The stems of one language, ready to be looked up."""

    compounds: bool
    whole: dict[str, list[str]] = field(default_factory=dict)
    spared: dict[str, list[str]] = field(default_factory=dict)
    heads: dict[str, list[Stem]] = field(default_factory=dict)
    seeds: dict[str, list[tuple[int, Stem]]] = field(default_factory=dict)
    short: list[Stem] = field(default_factory=list)  # inside words, too short for the stride
    phrases: dict[str, dict[str, list[Phrase]]] = field(default_factory=dict)

    def add(self, stem: str, concept: str) -> None:
        """Take in one stem in the notation of the data file."""
        marks = stem[: len(stem) - len(stem.lstrip("!=~"))]
        first, *rest = split_words(stem[len(marks) :])
        friend, whole = "!" in marks, "=" in marks
        if rest:
            pairs = self.phrases.setdefault(first, {})
            phrase = Phrase(rest, concept, friend, whole)
            pairs.setdefault(rest[0][:_PAIR], []).append(phrase)
        elif whole or len(first) < _HEAD:
            words = self.spared if friend else self.whole
            words.setdefault(first, []).append(concept)
        else:
            entry = Stem(first, concept, friend)
            stems = self.heads.setdefault(first[:_HEAD], [])
            stems.append(entry)
            stems.sort(key=lambda one: len(one.text))
            if "~" in marks or (self.compounds and len(first) >= _COMPOUND and not friend):
                self._add_inside(entry)

    def _add_inside(self, entry: Stem) -> None:
        if len(entry.text) < _COMPOUND:
            self.short.append(entry)
            return
        for offset in range(_STRIDE):
            seeds = self.seeds.setdefault(entry.text[offset : offset + _SEED], [])
            seeds.append((offset, entry))

    def match(self, word: str) -> list[str]:
        """Return the concepts `word` stands for by itself."""
        return self.match_all({word}, group_words([word])).get(word, [])

    def match_all(self, words: Set[str], groups: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """Return the concepts of those of `words` that are known; `groups` are of `group_words`.

        A false friend is known and stands for nothing, unless it means something else.
        """
        whole, spared, heads = self.whole, self.spared, self.heads
        found = {word: list(whole[word]) for word in whole.keys() & words}
        refused = {word: list(spared[word]) for word in spared.keys() & words}
        for head in heads.keys() & groups.keys():
            stems = heads[head]
            for word in groups[head]:
                for text, concept, friend in stems:
                    if word.startswith(text):
                        (refused if friend else found).setdefault(word, []).append(concept)
        for word, stem in self._find_inside(words):
            (refused if stem.friend else found).setdefault(word, []).append(stem.concept)
        for word, concepts in refused.items():
            found[word] = [one for one in found.get(word, ()) if one not in concepts]
        return found

    def _find_inside(self, words: Collection[str]) -> Iterator[tuple[str, Stem]]:
        """Give each stem that begins after the first letter of one of `words`."""
        seeds = self.seeds
        if not seeds and not self.short:
            return
        places = [
            (word, at - offset, stem)
            for word in [word for word in words if len(word) > _COMPOUND]
            for at in range(1, min(len(word), _LONGEST) - _SEED + 1, _STRIDE)
            if (seed := word[at : at + _SEED]) in seeds
            for offset, stem in seeds[seed]
            if at > offset and word.startswith(stem.text, at - offset)
        ]
        for stem in self.short:
            found = [word for word in words if stem.text in word]
            places += [(word, at, stem) for word in found if (at := word.find(stem.text, 1)) > 0]
        for word, _, stem in sorted(places, key=lambda place: place[:2]):
            yield word, stem

    def find_phrases(self, words: Sequence[str], at: int) -> list[Found]:
        """Return the phrases whose first word is the one at `at` in `words`."""
        if at + 1 == len(words):
            return []
        found = []
        for rest, concept, friend, whole in self.phrases[words[at]].get(words[at + 1][:_PAIR], ()):
            end = at + 1 + len(rest)
            there = words[at + 1 : end]
            if len(there) == len(rest) and there[:-1] == rest[:-1]:
                last = there[-1]
                if last == rest[-1] or (not whole and last.startswith(rest[-1])):
                    found.append(Found(concept, friend, end))
        return found
