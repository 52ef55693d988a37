"""Where words were found in a text as it was written, and the part of it worth showing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from visions.folding import fold_text

Span = tuple[int, int]
"""Where a hit begins and ends, in characters."""

CUT = "…"
_WORD = r"[^\W_]"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text, on one line, and where the hits are in it."""

    text: str
    hits: tuple[Span, ...]


def find_hits(text: str, words: Sequence[str]) -> list[Span]:
    """Where words begin with one of `words` (folded), each from its beginning to its end."""
    if not words:
        return []
    places: list[Span] = []
    folded: list[str] = []
    for place, letter in enumerate(text):
        small = fold_text(letter)
        folded.append(small)
        places += [(place, place + 1)] * len(small)
        if places and not small:
            places[-1] = (places[-1][0], place + 1)  # an accent of its own belongs to its letter
    begins = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pattern = rf"(?<!{_WORD})(?:{begins}){_WORD}*"
    return [
        (places[found.start()][0], places[found.end() - 1][1])
        for found in re.finditer(pattern, "".join(folded))
    ]


def find_text(text: str, wanted: str) -> list[Span]:
    """Where `wanted` stands in the text, as it is."""
    return [found.span() for found in re.finditer(re.escape(wanted), text)] if wanted else []


def cut_snippet(text: str, hits: Sequence[Span], width: int) -> Snippet:
    """About `width` characters of `text`, which is on one line, with as many hits as possible."""
    if len(text) <= width:
        return Snippet(text, tuple(hits))
    begin = 0
    if hits and hits[0][1] > width:
        # The hit that has most others close behind it, with some words before it.
        best = max(hits, key=lambda one: (_count(hits, one[0], width * 3 // 4), -one[0]))
        begin = max(0, min(best[0] - width // 4, len(text) - width))
        space = text.find(" ", begin, best[0] + 1)
        begin = space + 1 if begin and space >= 0 else begin
    end = min(len(text), begin + width)
    last = max((hit[1] for hit in hits if hit[1] <= end), default=begin)
    space = text.rfind(" ", last, end)
    end = space if end < len(text) and space > begin else end
    head, tail = f"{CUT} " * (begin > 0), f" {CUT}" * (end < len(text))
    move = len(head) - begin
    kept = tuple((a + move, b + move) for a, b in hits if begin <= a and b <= end)
    return Snippet(head + text[begin:end] + tail, kept)


def _count(hits: Sequence[Span], begin: int, width: int) -> int:
    return sum(begin <= a and b <= begin + width for a, b in hits)
