"""People's text as pages can show it."""

from __future__ import annotations

import unicodedata

# Bidirectional overrides and isolates, byte order mark: they reorder or break what stands around.
# And the invisible operators, which mark texts in two languages.
_INVISIBLE = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2061\u2062\u2063\u2064"


def clean_text(text: str) -> str:
    """Return `text` without what no page can show: controls, bidi overrides, lone surrogates.

    Line ends of every kind become a plain newline, tabs a space. Nothing else changes.
    """
    lines = text.replace("\r\n", "\n")
    kept = []
    for character in lines:
        if character in "\n\r\x85\u2028\u2029\x0b\x0c":
            kept.append("\n")
        elif character == "\t":
            kept.append(" ")
        elif unicodedata.category(character) not in ("Cc", "Cs") and character not in _INVISIBLE:
            kept.append(character)
    return "".join(kept)


def shorten(text: str, most: int) -> str:
    """Return `text` in at most `most` characters, ending in “…” where something was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
