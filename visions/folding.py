"""Words as a search compares them: accents, case and the ways to write a letter do not matter.

The gallery's script folds in the same way (`documents/assets/gallery-search.js`); a test holds the
two together.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = {"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ς": "σ", "ß": "ss"}
"""Letters that Unicode does not take apart; all others fold by NFKD, without their marks."""

_WORDS = re.compile(r"[^\W_]+")


def fold_text(text: str) -> str:
    """`text` in small letters without accents: “Città, ȘCOALĂ, Ήλιος, straße” becomes
    “citta, scoala, ηλιοσ, strasse”."""
    return text.translate(_FOLDED)


def list_words(text: str) -> list[str]:
    """The folded words of a text: runs of letters and digits."""
    return _WORDS.findall(fold_text(text))


class _Folded(dict[int, str]):
    """What each character comes to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        small = _strip_marks(_strip_marks(chr(code)).lower())
        folded = "".join(LETTERS.get(letter, letter) for letter in small)
        self[code] = folded
        return folded


_FOLDED = _Folded()


def _strip_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))
