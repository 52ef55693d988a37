"""The words of a text as the lexicon compares them: without case, accents and invisible marks."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]+")
# accents, soft hyphens, joiners, directions, variants, tags: nobody sees where they stand
_INVISIBLE = re.compile(
    "[\u00ad\u0300-\u036f\u061c\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\U000e0000-\U000e0fff]+"
)
_TOKENS = re.compile("[^\\W_]+|[.,;:!?\n/&()|•…–—\u037e\u0387\u00b7]")
_BROKEN = re.compile("(?<=[^\\W\\d_])[-\u00ad\u2010\u2011][ \t\r]*\n[ \t]*(?=[^\\W\\d_])")
_HUMP = re.compile("(?<=[a-zß-öø-ÿăășțα-ωά-ώ])(?=[A-ZÀ-ÖØ-ÞĂȘȚΑ-Ω])")


def split_words(text: str) -> list[str]:
    """Return the words of `text`, folded; marks that end a clause are words of their own.

    Words broken at a line's end are whole again, and a hashtag gives the words in it.
    Marks go before the text is decomposed: thousands of them in a row would have to be sorted.
    """
    if "\n" in text:
        text = _BROKEN.sub(_join_lines, text)
    if "#" in text:
        text = _HUMP.sub(" ", text)
    folded = text.casefold()
    if folded.isascii():
        return _TOKENS.findall(folded)
    tokens = _TOKENS.findall(_INVISIBLE.sub("", folded).replace("ĳ", "ij"))
    if not tokens:
        return []
    return _ACCENTS.sub("", unicodedata.normalize("NFD", " ".join(tokens))).split(" ")


def _join_lines(broken: re.Match[str]) -> str:
    """Return what stood at the line's end: nothing, or a hyphen where a new noun begins."""
    return "-" if broken.string[broken.end()].isupper() else ""
