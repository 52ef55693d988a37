"""A text that is to be found wherever it stands: in any spelling, and in the forms in which files
write text.

The same name in another spelling is the same person. So two texts are the same here where their
letters are: case, accents and the ways to write a letter do not matter (as in `visions.folding`),
nor which blanks, hyphens and dashes part two words, and what shows nothing (category Cf) may stand
anywhere, or part words as well.
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
from visions.folding import fold_text

LEAST = 2
MOST = 1_000
"""Visible characters without hyphens, and characters in all."""

_LEAST_LEFT = 4
"""Letters that a text must keep in a poor alphabet, where all others are “?”."""
_GAP = " "
"""Folded: what parts words, such as blanks, hyphens and line breaks, however many."""
_JOINT = "\u00ad"
"""Folded: characters that show nothing, where no gap is beside them."""
_RUNS = re.compile(f"[{_GAP}{_JOINT}]{{2,}}")
_DASHES = "\u2043\u2212"
"""Hyphens and dashes that Unicode lists elsewhere (category Pd has the others)."""
_APOSTROPHES = "\u2018\u2019\u02bc\u2032\u00b4`"
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
        self._spelling = _Spelling(text)
        if min(visible, len(self._spelling.letters)) < LEAST:
            raise BadRedaction(
                reason=f"it has fewer than {LEAST} visible characters without hyphens and accents",
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
        composed = unicodedata.normalize("NFC", text)
        poor = (composed.encode(code, "replace").decode(code) for code in ("latin-1", "ascii"))
        self._poor = [
            spelling
            for one in dict.fromkeys(poor)
            if (spelling := _Spelling(one)).letters != self._spelling.letters
            and sum(letter.isalnum() for letter in spelling.letters) >= _LEAST_LEFT
        ]
        self.shortest = min(len(self._spelling.letters.encode()), len(text.strip().encode()))
        """Bytes; fewer than five are met by chance in what is no text."""

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where it stands in `text`: begin and end of each place."""
        if not self._spelling.may_be_in(text):
            return []
        folded, units, places = _fold_with_places(text)
        spans = []
        found = self._spelling.pattern.search(folded)
        while found:
            begin, end = found.span()
            # Not within a letter, such as in the midst of “ß”.
            is_whole = begin == 0 or units[begin - 1] != units[begin]
            if is_whole and (end == len(folded) or units[end - 1] != units[end]):
                spans.append((places[units[begin]][0], places[units[end - 1]][1]))
            else:
                end = begin + 1
            found = self._spelling.pattern.search(folded, end)
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
        if "\\u" in text or any(one in self._spelling.letters for one in '"\\/'):
            return True
        return self._spelling.may_be_in(_ESCAPED_GAP.sub(" ", text))

    def is_in_prose(self, text: str) -> bool:
        """Whether it stands in `text`, escapes undone, or with “?” for letters that a poor
        alphabet lacks."""
        return any(self.find(form) or self._is_poorly_in(form) for form in _list_forms(text))

    def _is_poorly_in(self, text: str) -> bool:
        return any(one.may_be_in(text) and one.pattern.search(_fold(text)) for one in self._poor)

    def _is_in(self, data: bytes, depth: int) -> bool:
        if any(self.is_in_prose(text) for text in _decode(data)):
            return True
        return depth > 0 and any(self._is_in(inner, depth - 1) for inner in _list_base64(data))


class _Spelling:
    """What all spellings of a text have in common: `letters`, and the `pattern` that they make in
    what was folded."""

    def __init__(self, text: str) -> None:
        folded = _fold(text).strip(_GAP + _JOINT)
        self.letters = _squeeze(folded)
        parts: list[str] = []
        for before, letter in zip(_GAP + folded, folded, strict=False):
            if letter == _GAP:
                parts.append(f"[{_GAP}{_JOINT}]")
            elif letter == _JOINT:
                parts.append(f"[{_GAP}{_JOINT}]?")
            else:
                is_within = before not in (_GAP, _JOINT)
                parts.append((f"{_JOINT}?" if is_within else "") + re.escape(letter))
        self.pattern = re.compile("".join(parts))

    def may_be_in(self, text: str) -> bool:
        """A quick look: False only where `text` does not hold it."""
        return self.letters in _squeeze(text.translate(_FOLDED))


class _Folded(dict[int, str]):
    """What each character comes to, found out when it is first met; marks come to nothing."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FOLDED = _Folded()


def _fold_character(one: str) -> str:
    if one == "…":
        return one  # MARK stays one, and is no three full stops
    if one in _APOSTROPHES:
        return "'"
    if unicodedata.category(one) == "Cf":
        return _JOINT
    folded = fold_text(fold_text(one).casefold())
    return "".join(_GAP if _is_gap(letter) else letter for letter in folded)


def _is_gap(letter: str) -> bool:
    return letter.isspace() or letter in _DASHES or unicodedata.category(letter) == "Pd"


def _fold(text: str) -> str:
    """The letters of a text, with one _GAP or _JOINT for each run of what is between them."""
    return _RUNS.sub(
        lambda run: _GAP if _GAP in run[0] else _JOINT,
        text.translate(_FOLDED),
    )


def _squeeze(folded: str) -> str:
    return folded.replace(_GAP, "").replace(_JOINT, "")


def _fold_with_places(text: str) -> tuple[str, list[int], list[tuple[int, int]]]:
    """The folded text; for each of its characters the number of the unit that it comes of, a letter
    with its accents or a run; and for each unit its begin and end in `text`."""
    folded: list[str] = []
    units: list[int] = []
    places: list[tuple[int, int]] = []
    for at, one in enumerate(text):
        letters = _FOLDED[ord(one)]
        is_run = bool(folded) and folded[-1] in (_GAP, _JOINT)
        if is_run and letters[:1] in (_GAP, _JOINT):
            # What goes on with a run, or is nothing but an accent, belongs to what is before it.
            folded[-1] = _GAP if _GAP in (folded[-1], letters[:1]) else _JOINT
            letters, goes_on = letters[1:], True
        else:
            goes_on = not letters
        if goes_on and places:
            places[-1] = (places[-1][0], at + 1)
        if letters:
            places.append((at, at + 1))
            folded += letters
            units += [len(places) - 1] * len(letters)
    return "".join(folded), units, places


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
        ("<", lambda one: _TAGS.sub(_JOINT, one)),
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
