"""A text that is to be found wherever it stands: in any case, composition or spacing, and in the
forms in which files write text.

Two texts are the same here where their canonical caseless forms are (Unicode 16, D145), runs of
white space counting as one blank, and what shows nothing (soft hyphens, joiners) not at all.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from visions.errors import BadRedaction

LEAST = 2
MOST = 1_000
"""Visible characters, and characters in all."""

_LEAST_LEFT = 4
"""Letters that a text must keep in a poor alphabet, where all others are “?”."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"))
_GAPS = re.compile(r"\s+")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPED_GAP = re.compile(r"\\[nrtf]")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_TAGS = re.compile(r"<[^<>]*>")
_FOLDED_LINE = re.compile(r"\r?\n[ \t]")


class SoughtText:
    """What is looked for. Never printed: `repr` does not say it."""

    def __init__(self, text: str) -> None:
        """Raises BadRedaction for a text that is too short, too long, or no text."""
        visible = sum(not one.isspace() and one.isprintable() for one in text)
        if visible < LEAST:
            raise BadRedaction(
                reason=f"it has fewer than {LEAST} visible characters",
                advice="Give the whole name or sentence.",
            )
        if len(text) > MOST:
            raise BadRedaction(
                reason=f"it is longer than {MOST:,} characters",
                advice="Take it out in parts, or remove the whole record by leaving --text out.",
            )
        try:
            text.encode()
        except UnicodeEncodeError:
            raise BadRedaction(
                reason="it holds bytes that are not UTF-8 text",
                advice="Give it as UTF-8 on standard input: --text -",
            ) from None
        self._folded = _fold(text).strip()
        composed = unicodedata.normalize("NFC", text)
        poor = (composed.encode(code, "replace").decode(code) for code in ("latin-1", "ascii"))
        self._poor = {
            folded
            for one in poor
            if (folded := _fold(one).strip()) != self._folded
            and sum(letter.isalnum() for letter in folded) >= _LEAST_LEFT
        }
        self.shortest = min(len(self._folded.encode()), len(text.strip().encode()))
        """Bytes; fewer than five are met by chance in what is no text."""

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where it stands in `text`: begin and end of each place."""
        if self._folded not in _fold(text):
            return []
        folded, ends = _fold_with_places(text)
        spans, at = [], folded.find(self._folded)
        while at >= 0:
            end = at + len(self._folded)
            # Not within a letter: neither before its accent nor in the midst of “ß”.
            is_whole = ends[at - 1] != ends[at] if at else True
            if is_whole and (end == len(folded) or ends[end - 1] != ends[end]):
                spans.append((ends[at - 1] if at else 0, ends[end - 1]))
                at = folded.find(self._folded, end)
            else:
                at = folded.find(self._folded, at + 1)
        return spans

    def take_out(self, text: str, mark: str) -> tuple[str, int]:
        """`text` with `mark` in each place where it stood, and how many there were."""
        places = 0
        while spans := self.find(text):
            places += len(spans)
            for begin, end in reversed(spans):
                text = f"{text[:begin]}{mark}{text[end:]}"
        return text, places

    def is_in(self, data: bytes) -> bool:
        """Whether it stands in bytes: as UTF-8, UTF-16 or Latin-1, also with the escapes of JSON,
        HTML, addresses and calendars, between tags, and in Base64. Not in what is compressed."""
        return self._is_in(data, depth=1)

    def may_be_in_json(self, data: bytes) -> bool:
        """A quick look: False only where no text within JSON can hold it."""
        text = data.decode("utf-8", "replace")
        if "\\u" in text or any(one in self._folded for one in '"\\/'):
            return True
        return self._folded in _fold(_ESCAPED_GAP.sub(" ", text))

    def is_in_prose(self, text: str) -> bool:
        """Whether it stands in `text`, escapes undone, or with “?” for letters that a poor
        alphabet lacks."""
        return any(self.find(form) or self._is_poorly_in(form) for form in _list_forms(text))

    def _is_poorly_in(self, text: str) -> bool:
        return bool(self._poor) and any(one in _fold(text) for one in self._poor)

    def _is_in(self, data: bytes, depth: int) -> bool:
        if any(self.is_in_prose(text) for text in _decode(data)):
            return True
        return depth > 0 and any(self._is_in(inner, depth - 1) for inner in _list_base64(data))


def _fold(text: str) -> str:
    if text.isascii():
        return _GAPS.sub(" ", text.lower())
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    return _GAPS.sub(" ", apart.translate(_INVISIBLE))


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where the letter ends that it comes of."""
    folded: list[str] = []
    ends: list[int] = []
    begin = 0
    while begin < len(text):
        end = begin + 1
        follows = _is_gap if _is_gap(text[begin]) else _is_mark
        while end < len(text) and follows(text[end]):
            end += 1
        letter = _fold(text[begin:end])
        if letter == " " and folded and folded[-1] == " ":
            ends[-1] = end
        elif letter:
            folded.append(letter)
            ends += [end] * len(letter)
        elif ends:
            # What shows nothing goes with the letter before it.
            ends = _move_end(ends, end)
        begin = end
    return "".join(folded), ends


def _move_end(ends: list[int], end: int) -> list[int]:
    last = ends[-1]
    for n in range(len(ends) - 1, -1, -1):
        if ends[n] != last:
            break
        ends[n] = end
    return ends


def _is_gap(character: str) -> bool:
    return character.isspace()


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) != 0 or ord(character) in _INVISIBLE


def _decode(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    yield text
    if "\ufffd" in text:
        yield data.decode("latin-1")
    if b"\0" in data:
        for begin in (0, 1):
            for code in ("utf-16-le", "utf-16-be"):
                yield data[begin:].decode(code, "replace")


def _list_forms(text: str) -> Iterator[str]:
    """`text`, and what it says once escapes and tags are undone, one kind after the other."""
    yield text
    undo: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("\\u", _undo_json),
        ("%", lambda one: unquote(one, errors="replace")),
        ("\n ", _undo_calendar),
        ("<", lambda one: _TAGS.sub("", one)),
        ("&", html.unescape),
        ("\\", lambda one: re.sub(r"\\(.)", r"\1", one.replace("\\n", "\n"))),
    )
    for sign, change in undo:
        if sign in text:
            changed = change(text)
            if changed != text:
                text = changed
                yield text


def _undo_json(text: str) -> str:
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _undo_calendar(text: str) -> str:
    return _FOLDED_LINE.sub("", text)


def _list_base64(data: bytes) -> Iterator[bytes]:
    for found in _BASE64.finditer(data.decode("latin-1").replace("\n", "").replace("\r", "")):
        run = found[0].replace("-", "+").replace("_", "/")
        for begin in range(4):
            part = run[begin:]
            with_end = part[: len(part) // 4 * 4]
            rest = part[len(with_end) :]
            if len(rest) > 1:
                with_end += rest.ljust(4, "A")
            try:
                yield base64.b64decode(with_end)
            except (binascii.Error, ValueError):
                continue
