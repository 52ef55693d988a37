"""Words as a search compares them: accents, case and the ways to write a letter do not matter.

The gallery's script folds in the same way (`documents/assets/gallery-search.js`); a test holds the
two together.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = {"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ς": "σ", "ß": "ss"}
"""Letters that Unicode does not take apart; all others fold by NFKD, without their marks."""

_LETTERS = str.maketrans(LETTERS)
_WORDS = re.compile(r"[^\W_]+")


def fold_text(text: str) -> str:
    """`text` in small letters without accents: “Città, ȘCOALĂ, Ήλιος, straße” becomes
    “citta, scoala, ηλιοσ, strasse”."""
    return _strip_marks(_strip_marks(text).lower()).translate(_LETTERS)


def list_words(text: str) -> list[str]:
    """The folded words of a text: runs of letters and digits."""
    return _WORDS.findall(fold_text(text))


def _strip_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))
