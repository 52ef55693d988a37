"""What the words of a prompt stand for: stems in six languages, negation, false friends.

The words are data (`lexicon.toml`, its head explains the notation). Reading takes time in
proportion to the text and never keeps any of it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from visions.imaging.sketch.negation import Signs, build_signs, find_denied
from visions.imaging.sketch.stems import Found, Index, group_words
from visions.imaging.sketch.words import split_words

LANGUAGES = ("en", "de", "it", "ro", "nl", "el")

_COMPOUNDING = ("de", "nl")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_MINUS = "-"  # before a concept that a word takes away
_FOREIGN = 4  # letters a word needs to count inside a text of another language
_OWN_LANGUAGE = 2  # frequent words another language must be ahead by
_SECOND_LANGUAGE = 2  # frequent words of its own a second language needs


@dataclass(frozen=True)
class Reading:
    """Concepts a text asks for, in order of first mention, and those it does not want."""

    wanted: tuple[str, ...]
    unwanted: frozenset[str]
    language: str | None


@cache
def load_lexicon() -> dict[str, Any]:
    """Return the data file as it stands."""
    return tomllib.loads(resources.files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


@cache
def index_language(language: str) -> Index:
    """Return what words of `language` stand for, with a minus before what they take away."""
    data = load_lexicon()
    index = Index(compounds=language in _COMPOUNDING)
    for sign, table in (("", "means"), (_MINUS, "without")):
        for concept, stems in data[table].items():
            for stem in stems.get(language, ()):
                for spelling in dict.fromkeys((stem, _spell_out(stem, language))):
                    index.add(spelling, sign + concept)
    return index


def _spell_out(stem: str, language: str) -> str:
    """Return a German `stem` as keyboards without umlauts write it."""
    return stem.translate(_UMLAUTS) if language == "de" else stem


@cache
def _marks(language: str) -> frozenset[str]:
    """Return the frequent words that give `language` away."""
    marks = load_lexicon()["languages"][language]["marks"]
    return frozenset(word for mark in marks for word in split_words(mark))


@cache
def _signs(language: str) -> Signs:
    return build_signs(load_lexicon()["languages"][language])


def guess_languages(words: list[str], preferred: str | None) -> list[str]:
    """Return the languages of a text, the one whose frequent words occur most first.

    `preferred` needs fewer of them. Other languages count by two words that the first lacks.
    """
    counts = Counter(words)
    seen = {language: _marks(language) & counts.keys() for language in LANGUAGES}
    scores = {
        language: sum(counts[mark] for mark in marks)
        + (_OWN_LANGUAGE if language == preferred else 0)
        for language, marks in seen.items()
    }
    best = max(scores, key=lambda language: scores[language])
    if not scores[best]:
        return []
    others = [one for one in LANGUAGES if len(seen[one] - _marks(best)) >= _SECOND_LANGUAGE]
    return [best, *others]


class _Findings:
    """What the words of a text stand for, language after language."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.distinct = set(words)
        self.groups = group_words(self.distinct)
        self.concepts: dict[int, list[str]] = {}  # by position
        self.ends: dict[int, int] = {}
        self.languages: list[str] = []

    def read_in(self, language: str, skip: frozenset[str] | None = None) -> None:
        """Take in what the words stand for in `language`.

        With `skip` it is a foreign one: words that are short, in `skip`, or stand for something
        already do not count.
        """
        index = index_language(language)
        known = index.match_all(self.distinct, self.groups)
        hits: dict[int, list[str]] = {}
        spared: list[tuple[int, Found]] = []
        for at in self._find_places(known.keys() | index.phrases.keys()):
            word = self.words[at]
            if skip is not None and (len(word) < _FOREIGN or word in skip or at in self.ends):
                continue
            concepts, end = known.get(word, []), at + 1
            for found in index.find_phrases(self.words, at) if word in index.phrases else ():
                if found.friend:
                    spared.append((at, found))
                else:
                    concepts, end = [*concepts, found.concept], max(end, found.end)
            if concepts or word in known:
                hits[at] = concepts
                self.ends[at] = end
        for start, found in spared:
            for at in range(start, found.end):
                if at in hits:
                    hits[at] = [concept for concept in hits[at] if concept != found.concept]
        self.concepts |= hits
        self.languages.append(language)

    def _find_places(self, words: Set[str]) -> list[int]:
        """Return where any of `words` stands."""
        live = words & self.distinct
        return [at for at, word in enumerate(self.words) if word in live] if live else []

    def sum_up(self, language: str | None) -> Reading:
        """Return what is wanted and what is not."""
        denied: set[int] = set()
        for one in self.languages:
            denied |= find_denied(self.words, self.ends, _signs(one))
        asked = {at: found for at, found in sorted(self.concepts.items()) if at not in denied}
        named = dict.fromkeys(concept for found in asked.values() for concept in found)
        gone = {concept.removeprefix(_MINUS) for concept in named if concept.startswith(_MINUS)}
        wanted = [one for one in named if not one.startswith(_MINUS) and one not in gone]
        gone.update(concept for at in denied for concept in self.concepts[at])
        unwanted = {concept for concept in gone if not concept.startswith(_MINUS)}
        return Reading(tuple(wanted), frozenset(unwanted.difference(wanted)), language)


def read_text(text: str, language: str | None = None) -> Reading:
    """Return what `text` asks for; `language` is a hint, not a promise.

    The language is guessed from frequent words; English words, and those of a second language
    with frequent words of its own, count where the first does not know them. A text nothing is
    found in is read in all six.
    """
    findings = _Findings(split_words(text))
    guessed = guess_languages(findings.words, language)
    best = guessed[0] if guessed else None
    skip = _marks(best) if best else frozenset[str]()
    if best:
        findings.read_in(best)
        for other in dict.fromkeys(["en", *guessed]):
            if other not in findings.languages:
                findings.read_in(other, skip)
    if not any(findings.concepts.values()):
        for other in LANGUAGES:
            if other not in findings.languages:
                findings.read_in(other, skip)
    return findings.sum_up(best)
