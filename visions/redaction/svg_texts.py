"""What a drawing says in words, and how that is taken out of it. Its geometry says nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from xml.sax.saxutils import escape

from visions.redaction.sought_text import SoughtText

_TOKEN = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<[^<>]*>|[^<]+|<", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)(\s*=\s*)("[^"]*"|'[^']*')""")
_WORDED = re.compile(
    r"title|alt|desc|label|name|content|class|id|href|aria-.*|data-.*|(?!xmlns:|xml:space).+:.+"
)
_MARK = "…"


def cut_svg_texts(data: bytes, sought: SoughtText) -> tuple[bytes, int]:
    """The drawing with “…” in each place where it said `sought`, and how many there were.

    Raises ValueError where it says so in a way that cannot be parted, such as one word in two
    elements.
    """
    if not sought.is_in(list_svg_words(data)):
        return data, 0
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("the drawing is not UTF-8 text") from None
    places = 0

    def take_out(said: str) -> str:
        nonlocal places
        kept, found = sought.take_out(said, _MARK)
        places += found
        return kept

    drawing = "".join(_change(token, take_out) for token in _TOKEN.findall(text)).encode()
    if sought.is_in(list_svg_words(drawing)):
        raise ValueError("the drawing says it in several pieces")
    return drawing, places


def list_svg_words(data: bytes) -> bytes:
    """Everything that a drawing says: texts, comments and worded attributes, one a line; and
    once more its texts as one, for a word can be in several pieces."""
    said: list[str] = []
    texts: list[str] = []

    def note(words: str) -> str:
        said.append(words)
        return words

    for token in _TOKEN.findall(data.decode("utf-8", "replace")):
        if token[:1] != "<":
            texts.append(html.unescape(token))
        _change(token, note)
    return "\n".join((*said, "".join(texts))).encode("utf-8", "replace")


def _change(token: str, change: Callable[[str], str]) -> str:
    """A token with what it says changed."""
    if token.startswith(("<!--", "<?", "<![CDATA[")):
        return change(token)
    if token.startswith("<"):
        return _ATTRIBUTE.sub(lambda found: _change_attribute(found, change), token)
    return _change_escaped(token, change)


def _change_attribute(found: re.Match[str], change: Callable[[str], str]) -> str:
    if not _WORDED.fullmatch(found[1]):
        return found[0]
    quote, value = found[3][0], found[3][1:-1]
    return f"{found[1]}{found[2]}{quote}{_change_escaped(value, change)}{quote}"


def _change_escaped(text: str, change: Callable[[str], str]) -> str:
    before = html.unescape(text)
    after = change(before)
    return text if after == before else escape(after, {'"': "&quot;", "'": "&#39;"})
