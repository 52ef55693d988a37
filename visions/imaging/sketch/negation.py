"""What a text does not want: "no", "without", the lists after them, and what undoes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from visions.imaging.sketch.words import split_words

# what a little word does to a denial
NO = "no"  # denies the next thing
LISTS = "lists"  # denies a whole list of things: "without a, b and c"
YES = "yes"  # looks like a denial and is none: "not only"
STOP = "stop"  # ends what is denied: "but"
ALSO = "also"  # goes on with it: "and"
EITHER = "either"  # goes on with it, and makes one list of all before: "or"
FRESH = "fresh"  # begins something wanted after "and": "no cars and many trees"
COMMA = "comma"
ROLES = (NO, LISTS, YES, STOP, ALSO, EITHER, FRESH)

_ENDS = ".;:!?\n()|•…–—·"
_DENIALS = (NO, LISTS)
_LINKS = (COMMA, ALSO, EITHER)
_REACH = 3  # words of one thing: "without the many noisy cars"
_NEXT = 2  # words of a thing that is listed after it: "and big trucks"
_LONGEST_LIST = 12  # things
_LONGEST_LINK = 9  # words of one thing and of what follows: ", and/or"
_DOUBLE = 6  # words between a "no" and the "without" that undoes it

Sign = tuple[str, int]  # what a little word does, and how many words it is
_NOTHING: Sign = ("", 1)


@dataclass
class Signs:
    """The little words of one language by their first word, longest first."""

    by_first: dict[str, list[tuple[list[str], str]]] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)  # of denials and what looks like one

    def add(self, words: str, role: str) -> None:
        """Take in one little word, or a phrase."""
        first, *rest = split_words(words)
        entries = self.by_first.setdefault(first, [])
        entries.append((rest, role))
        entries.sort(key=lambda entry: -len(entry[0]))
        if role in (*_DENIALS, YES):
            self.heads.add(first)

    def read(self, words: Sequence[str], at: int) -> Sign:
        """Return the little word at `at`; a text's end is a stop."""
        if at >= len(words):
            return STOP, 1
        for rest, role in self.by_first.get(words[at], ()):
            if not rest or words[at + 1 : at + 1 + len(rest)] == rest:
                return role, 1 + len(rest)
        return _NOTHING


def build_signs(little: Mapping[str, Sequence[str]]) -> Signs:
    """Return the little words of a language as its section of the data file gives them."""
    signs = Signs()
    for role in ROLES:
        for words in little[role]:
            signs.add(words, role)
    for marks, role in ((_ENDS, STOP), (",", COMMA), ("&", ALSO), ("/", EITHER)):
        signs.by_first |= {mark: [([], role)] for mark in marks}
    return signs


def find_denied(words: Sequence[str], hits: Mapping[int, int], signs: Signs) -> set[int]:
    """Return those of `hits` (where a thing begins: where it ends) that a denial takes away."""
    denied: set[int] = set()
    if not hits or signs.heads.isdisjoint(words):
        return denied
    passed = 0  # what stands before has been dealt with
    for at in [at for at, word in enumerate(words) if word in signs.heads]:
        role, length = signs.read(words, at) if at >= passed else _NOTHING
        if not role:
            continue
        start = passed = at + length
        if role not in _DENIALS or start >= len(words) or hits.get(at, 0) > start:
            continue  # "without a driver" is a thing of its own
        undone = _find_double(words, signs, start) if role == NO else -1
        if undone >= 0:
            passed = undone + 1
        elif words[start] not in signs.heads or signs.read(words, start)[0] not in _DENIALS:
            opens = at == 0 or words[at - 1] in _ENDS
            for thing in _list_denied(words, signs, start, role == LISTS, opens):
                denied.update(_take_hits(hits, thing))
    return denied


def _find_double(words: Sequence[str], signs: Signs, start: int) -> int:
    """Return where the "without" stands that undoes the "no" before `start`, or -1."""
    for at in range(start, min(start + _DOUBLE, len(words))):
        if words[at] in signs.by_first:
            role = signs.read(words, at)[0]
            if role == LISTS:
                return at
            if role and role != FRESH and (role != STOP or at > start):
                break
    return -1


def _list_denied(
    words: Sequence[str], signs: Signs, start: int, lists: bool, opens: bool
) -> list[range]:
    """Return where the things stand that a denial before `start` takes away.

    The first one always; those linked to it by "and" or "or"; after a comma only those of a
    list that ends in "or", or of a "without" in "and": else the comma begins another thought.
    So it does where a "without" opens a sentence that goes on after its list.
    """
    things, links, whole = _split_things(words, signs, start)
    last = next((n for n, link in enumerate(links) if link == COMMA), len(links))
    if last == 0 and links and (whole or not (lists and opens)):
        closing = (EITHER, ALSO) if lists else (EITHER,)
        last = max((n + 1 for n, link in enumerate(links) if link in closing), default=0)
    return things[:1] + [thing[:_NEXT] for thing in things[1 : last + 1]]


def _split_things(
    words: Sequence[str], signs: Signs, at: int
) -> tuple[list[range], list[str], bool]:
    """Return the things listed from `at`, what links them, and whether the list has an end."""
    things: list[range] = []
    links: list[str] = []
    role, length = signs.read(words, at)
    if role == STOP:  # "not with cars"
        at += length
    while True:
        begin, count = at, 0
        role, length = signs.read(words, at)
        while role in ("", FRESH) and count < _REACH:
            count += role == ""
            at += length
            role, length = signs.read(words, at)
        things.append(range(begin, at))
        link, comma = "", role == COMMA
        while role in _LINKS and at < begin + _LONGEST_LINK:
            link = next(one for one in (EITHER, ALSO, COMMA) if one in (link, role))
            at += length
            role, length = signs.read(words, at)
        if not link or role not in ("", FRESH) or len(things) == _LONGEST_LIST:
            return things, links, bool(link or role)
        if (role == FRESH and link != EITHER) or (comma and link == ALSO and not links):
            return things, links, True
        links.append(link)


def _take_hits(hits: Mapping[int, int], thing: range) -> list[int]:
    """Return the first hit of a `thing` and those within its words."""
    first = next((at for at in thing if at in hits), None)
    return [] if first is None else [at for at in range(first, hits[first]) if at in hits]
