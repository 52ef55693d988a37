"""An API key that cannot be printed by accident, and its removal from texts."""

from __future__ import annotations

import base64
import re
from typing import NoReturn
from urllib.parse import quote

from visions.errors import BadKey

MASK = "•••"

_REST = r"(?:[\w+/]{1,3}(?![\w+/]))?={0,2}"
"""The odd end of a base64 text."""


class Secret:
    """A value that shows itself only to `reveal`: print, format, repr, vars and pickle do not."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        object.__setattr__(self, "_Secret__value", value)

    def reveal(self) -> str:
        """Return the value; for the one place that sends it."""
        value: str = object.__getattribute__(self, "_Secret__value")
        return value

    def scrub(self, text: str) -> str:
        """Return `text` without the value, whichever way it is written there."""
        for form in self._forms():
            if form in text:
                text = re.sub(re.escape(form) + _REST, MASK, text)
        return text

    def scrub_bytes(self, data: bytes) -> bytes:
        """Return `data` of the same length with the value blanked out.

        A short or monotonous key (“test”, “AAAA…”) is left alone: it could just as well be a
        part of somebody's picture.
        """
        value = self.reveal()
        if len(value) < 16 or len(set(value)) < 8:
            return data
        for form in self._forms():
            data = data.replace(form.encode(), b"*" * len(form))
        return data

    def _forms(self) -> list[str]:
        """The value plain, percent-encoded, as \\u escapes, in hex and in base64; longest first."""
        value = self.reveal()
        raw = value.encode()
        forms = {quote(value, safe=""), raw.hex(), raw.hex().upper()}
        for pattern in ("%{:02x}", "%{:02X}", "\\u{:04x}", "\\u{:04X}"):
            forms.add("".join(pattern.format(byte) for byte in raw))
        # Inside a longer base64 text (“Bearer sk-…”) the value starts at one of three offsets;
        # the characters that it shares with its neighbours are left out.
        for offset in range(3):
            padded = b"\0" * offset + raw
            whole = padded[: len(padded) // 3 * 3]
            for encode in (base64.b64encode, base64.urlsafe_b64encode):
                forms.add(encode(whole).decode()[4 if offset else 0 :])
        return sorted({value, *(form for form in forms if len(form) >= 8)}, key=len, reverse=True)

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other.reveal() == self.reveal()

    def __hash__(self) -> int:
        return hash((Secret, self.reveal()))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a secret does not change")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is not written to files")


def check_key(text: str) -> Secret:
    """Return `text` as a key. Raises BadKey, never quoting it, where it cannot be one."""
    reason = _why_not(text)
    if reason is None:
        return Secret(text)
    raise BadKey(
        reason=reason,
        advice="Copy the key again, by itself: the letters, digits, “-” and “_” and nothing else.",
    )


def _why_not(text: str) -> str | None:
    if not text.strip():
        return "it is empty"
    if "\n" in text or "\r" in text:
        return "it has a line break in it"
    if any(mark in text for mark in "\"'`“”‘’„«»"):
        return "it has quotation marks in it"
    if any(letter.isspace() for letter in text):
        return "it has a space in it"
    if not text.isascii() or not text.isprintable():
        return "it has characters in it that no key has"
    return None
