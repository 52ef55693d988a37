"""What the words of a prompt stand for: stems in six languages, negation, false friends.

The words are data (`lexicon.toml`, its head explains the notation). Reading takes time in
proportion to the text and never keeps any of it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "de", "it", "ro", "nl", "el")

_ACCENTS = re.compile("[\u0300-\u036f]+")
_TOKENS = re.compile(r"[^\W_]+|[.,;:!?\n]")
_SEED = 4  # letters by which stems inside compounds are found
_COMPOUND = 6  # letters a German or Dutch stem needs to count inside a compound
_FOREIGN = 4  # letters an English word needs to count inside another language
_LONGEST = 60  # letters of a compound that are looked into
_REACH = 3  # words after "without" that it can take away
_OWN_LANGUAGE = 2  # frequent words another language must be ahead by


@dataclass(frozen=True)
class Reading:
    """Concepts a text asks for, in order of first mention, and those it does not want."""

    wanted: tuple[str, ...]
    unwanted: frozenset[str]
    language: str | None


@dataclass
class Index:
    """The stems of one language, ready to be looked up."""

    whole: dict[str, list[str]] = field(default_factory=dict)
    start: dict[str, list[str]] = field(default_factory=dict)
    inside: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    friends: dict[str, list[str]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[list[str], bool, str]]] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)  # first two letters: longest stem

    def add(self, stem: str, concept: str, compounds: bool) -> None:
        mark = stem[0] if stem[0] in "=~!" else ""
        words = split_words(stem[len(mark) :])
        first = words[0]
        self.heads[first[:2]] = max(self.heads.get(first[:2], 0), len(first))
        if mark == "!":
            self.friends.setdefault(first, []).append(concept)
        elif len(words) > 1:
            self.phrases.setdefault(first, []).append((words[1:], mark == "=", concept))
        elif mark == "=":
            self.whole.setdefault(first, []).append(concept)
        else:
            self.start.setdefault(first, []).append(concept)
            if mark == "~" or (compounds and len(first) >= _COMPOUND):
                self.inside.setdefault(first[:_SEED], []).append((first, concept))

    def match(self, word: str) -> list[str]:
        """Return the concepts `word` stands for by itself."""
        found: list[str] = []
        refused: list[str] = []
        longest = self.heads.get(word[:2])
        if longest is not None:
            found += self.whole.get(word, ())
            start, friends = self.start, self.friends
            for end in range(2, min(len(word), longest) + 1):
                head = word[:end]
                if head in start:
                    found += start[head]
                if head in friends:
                    refused += friends[head]
        if self.inside:
            inside = self.inside
            for at in range(1, min(len(word), _LONGEST) - _SEED + 1):
                seed = word[at : at + _SEED]
                if seed in inside:
                    found += [c for stem, c in inside[seed] if word.startswith(stem, at)]
        return [concept for concept in found if concept not in refused] if refused else found


def fold_text(text: str) -> str:
    """Return `text` without case and accents."""
    folded = text.casefold()
    if not folded.isascii():
        folded = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    return folded


def split_words(text: str) -> list[str]:
    """Return the words of `text`, folded; marks that end a clause are words of their own."""
    return _TOKENS.findall(fold_text(text))


@cache
def load_lexicon() -> dict[str, Any]:
    """Return the data file as it stands."""
    return tomllib.loads(resources.files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


@cache
def index_language(language: str) -> tuple[Index, Index]:
    """Return what words of `language` stand for, and what they take away by themselves."""
    data = load_lexicon()
    compounds = language in ("de", "nl")
    indexes = []
    for table in ("means", "without"):
        index = Index()
        for concept, stems in data[table].items():
            for stem in stems.get(language, ()):
                index.add(stem, concept, compounds)
        indexes.append(index)
    return indexes[0], indexes[1]


@cache
def _little_words(kind: str, language: str) -> frozenset[tuple[str, ...]]:
    """Return the words of one `kind` (marks, no, stop, also) as folded word sequences."""
    return frozenset(
        tuple(split_words(word)) for word in load_lexicon()["languages"][language][kind]
    )


def guess_language(words: list[str], preferred: str | None) -> str | None:
    """Return the language whose frequent words occur most, or `preferred`, or nothing."""
    counts = Counter(words)
    scores = {
        language: sum(counts[mark] for (mark,) in _little_words("marks", language))
        for language in LANGUAGES
    }
    if preferred in scores:
        scores[preferred] += _OWN_LANGUAGE
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else None


def _find_phrases(index: Index, words: list[str], at: int) -> list[str]:
    """Return the concepts of phrases that begin at `at`."""
    found = []
    for rest, exact, concept in index.phrases.get(words[at], ()):
        end = at + 1 + len(rest)
        there = words[at + 1 : end]
        if len(there) == len(rest) and there[:-1] == rest[:-1]:
            last = there[-1]
            if last == rest[-1] or (not exact and last.startswith(rest[-1])):
                found.append(concept)
    return found


def _find_refused(words: list[str], hits: dict[int, list[str]], language: str) -> set[int]:
    """Return the positions in `hits` that stand under a "without"."""
    no = _little_words("no", language)
    stop = {phrase[0] for phrase in _little_words("stop", language)} | set(".,;:!?\n")
    also = {phrase[0] for phrase in _little_words("also", language)}
    starts = {phrase[0] for phrase in no}
    refused: set[int] = set()
    for at, word in enumerate(words):
        if word not in starts:
            continue
        lengths = [len(p) for p in no if tuple(words[at : at + len(p)]) == p]
        if not lengths:
            continue
        place = at + max(lengths)
        limit = place + _REACH
        while place < min(limit, len(words)) and words[place] not in stop:
            if place in hits:
                refused.add(place)
                follows = place + 1 < len(words) and words[place + 1] in also
                limit = place + 3 if follows else place + 1
            place += 1
    return refused


def _read_in(words: list[str], language: str) -> tuple[dict[int, list[str]], set[int], set[str]]:
    """Return the hits of one language by position, the refused positions, and takings-away."""
    index, without = index_language(language)
    distinct = set(words)
    known = {
        word: found
        for word in distinct
        if (index.inside or word[:2] in index.heads) and (found := index.match(word))
    }
    hits: dict[int, list[str]] = {}
    gone = {
        concept for word in distinct if word[:2] in without.heads for concept in without.match(word)
    }
    live = known.keys() | index.phrases.keys() | without.phrases.keys()
    for at, word in enumerate(words):
        if word not in live:
            continue
        concepts = known.get(word, [])
        if word in index.phrases:
            concepts = concepts + _find_phrases(index, words, at)
        if word in without.phrases:
            gone.update(_find_phrases(without, words, at))
        if concepts:
            hits[at] = concepts
    return hits, _find_refused(words, hits, language), gone


def read_text(text: str, language: str | None = None) -> Reading:
    """Return what `text` asks for; `language` is a hint, not a promise.

    The language is guessed from frequent words; English words inside another language count
    where that language does not know them. A text nothing is found in is read in all six.
    """
    words = split_words(text)
    best = guess_language(words, language)
    hits: dict[int, list[str]] = {}
    refused: set[int] = set()
    gone: set[str] = set()

    def read_also(other: str, skip: frozenset[tuple[str, ...]] = frozenset()) -> None:
        more, no, away = _read_in(words, other)
        for at, concepts in more.items():
            foreign = bool(skip) and (len(words[at]) < _FOREIGN or (words[at],) in skip)
            if at not in hits and not foreign:
                hits[at] = concepts
                if at in no:
                    refused.add(at)
        gone.update(away)

    if best is not None:
        read_also(best)
        if best != "en":
            read_also("en", _little_words("marks", best))
    if not hits:
        little = _little_words("marks", best) if best else frozenset[tuple[str, ...]]()
        for other in LANGUAGES:
            if other not in (best, "en") or best is None:
                read_also(other, little)
    wanted = dict.fromkeys(
        concept
        for at in sorted(hits)
        if at not in refused
        for concept in hits[at]
        if concept not in gone
    )
    denied = {concept for at in refused for concept in hits[at]} | gone
    return Reading(tuple(wanted), frozenset(denied - wanted.keys()), best)
