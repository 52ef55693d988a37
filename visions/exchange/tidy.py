"""People's text as other programs' files can hold it."""

from __future__ import annotations

import re
import unicodedata

# Bidirectional overrides and isolates, byte order mark: they reorder or break what stands around.
_INVISIBLE = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_NO_CHARACTERS = "\ufffe\uffff"
_LINE_ENDS = "\n\r\x85\u2028\u2029\x0b\x0c"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = "=+-@＝＋－＠"


def keep_printable(text: str) -> str:
    """Return `text` without the characters that XML 1.0 (§ 2.2) has no way to write."""
    return _NOT_XML.sub("", text)


def tidy_text(text: str) -> str:
    """Return `text` without blank ends and without what XML 1.0 or a page cannot hold.

    Line ends of every kind become a plain newline, tabs a space. Nothing else changes, and
    tidy text comes back as it is.
    """
    kept = []
    for character in text.replace("\r\n", "\n"):
        if character in _LINE_ENDS:
            kept.append("\n")
        elif character == "\t":
            kept.append(" ")
        elif (
            unicodedata.category(character) not in ("Cc", "Cs")
            and character not in _INVISIBLE
            and character not in _NO_CHARACTERS
        ):
            kept.append(character)
    return "".join(kept).strip()


def tidy_line(text: str) -> str:
    """The same in one line."""
    return " ".join(tidy_text(text).split())


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take `text` for a formula (OWASP, CSV injection)."""
    return text.startswith(tuple(_FORMULA_STARTS))
