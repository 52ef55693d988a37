"""A sheet in two languages at once: the sheet in the first, with the second beside each text.

What differs between two views of one sheet becomes a marked text. Both engines set its second part
small and as what it is, a text in another language. Where no engine looks at the marks, which no
reader sees, there stands “first / second”.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from visions.documents.form import Form, join_forms
from visions.documents.view import RoadmapView, WorksheetView
from visions.model import Entry, Tandem, Workshop, part_languages

P = ParamSpec("P")
V = TypeVar("V", WorksheetView, RoadmapView)

# Invisible operators of mathematics, which `clean_text` takes out of what people write.
OPEN, TURN, CLOSE = "\u2061", "\u2062 / \u2063", "\u2064"
_TURN = "\u2062[^\u2063]*\u2063"
_MARKED = re.compile(f"{OPEN}([^\u2062]*){_TURN}([^{CLOSE}]*){CLOSE}")
_TAG = re.compile("(<[^>]*>)")
_PLAIN_ELEMENTS = ("title", "text", "option", "textarea")
"""Elements that hold nothing but text."""


def in_one_or_two(
    make: Callable[Concatenate[Workshop, Tandem, Entry, str, P], V],
) -> Callable[Concatenate[Workshop, Tandem, Entry, str, P], V]:
    """Let `make`, which makes a view in a language, take the code of two of them (“it-de”), too."""

    @wraps(make)
    def view(
        workshop: Workshop,
        tandem: Tandem,
        entry: Entry,
        language_code: str,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> V:
        views = [
            make(workshop, tandem, entry, code, *args, **kwargs)
            for code in part_languages(language_code)
        ]
        return views[0] if len(views) == 1 else join_views(*views)

    return view


def join_views(first: V, second: V) -> V:
    """One view of two of the same sheet, in the language of the first with the second's beside."""
    joined: V = _join(first, second)
    head = dataclasses.replace(joined.head, second_language=second.head.language)
    return dataclasses.replace(joined, head=head)


def join_texts(first: str, second: str) -> str:
    """A marked text, line by line where both have as many lines; `first` alone where they are
    equal."""
    if first == second:
        return first
    lines, others = first.split("\n"), second.split("\n")
    if len(lines) == len(others) > 1:
        return "\n".join(map(join_texts, lines, others))
    return f"{OPEN}{first}{TURN}{second}{CLOSE}"


def strip_marks(text: str) -> str:
    """“first / second” for a marked text."""
    turned = re.sub(f"(?<!{OPEN}){_TURN}(?!{CLOSE})", " / ", text)
    return re.sub(f"{_TURN}|[{OPEN}{CLOSE}]", "", turned)


def mark_languages(page: str, language: str) -> str:
    """The HTML of a page with its marked texts as elements: the second part in `language`."""
    return "".join(_list_pieces(page, language)) if OPEN in page else page


def _list_pieces(page: str, language: str) -> Iterator[str]:
    # Marks may stand on both sides of a tag, where a template takes words apart.
    mark, element = CLOSE, ""
    # Jinja2 escapes “<” and “>” in every value, so what looks like a tag is one.
    for piece in _TAG.split(page):
        if piece.startswith("<") and piece.endswith(">"):
            element = piece[1:].split(maxsplit=1)[0].rstrip("/>").lower()
            yield strip_marks(piece)
            continue
        if element in _PLAIN_ELEMENTS:
            yield strip_marks(piece)
            continue
        # In an element of its own, a text stays one where its parent lays out each child.
        piece = _MARKED.sub(
            rf'<span class="pair">\1 <span class="second" lang="{language}">\2</span></span>', piece
        )
        for n, part in enumerate(re.split(f"([{OPEN}\u2062\u2063{CLOSE}])", piece)):
            if n % 2:
                mark = part
            elif mark == "\u2063" and part.strip():
                yield f'<span class="second" lang="{language}">{part}</span>'
            else:
                # Between the parts, there is a space instead of the stroke.
                yield " " if mark == "\u2062" and part.strip() else part


def _join(first: Any, second: Any, name: str = "") -> Any:
    """Both, part by part; what is no text is taken from the first."""
    if isinstance(first, str):
        return _JOINED_BY_NAME.get(name, join_texts)(first, second)
    if isinstance(first, Form):
        return join_forms(first, second)
    if isinstance(first, tuple):
        return tuple(_join(*pair, name) for pair in zip(first, second, strict=True))
    if dataclasses.is_dataclass(first) and not isinstance(first, type):
        return dataclasses.replace(
            first,
            **{
                one.name: _join(getattr(first, one.name), getattr(second, one.name), one.name)
                for one in dataclasses.fields(first)
            },
        )
    return first


def _join_ends(first: str, second: str, sign: str) -> str:
    """Both split at the first `sign`, which templates know; joined on each side of it."""
    pairs = zip(first.partition(sign)[::2], second.partition(sign)[::2], strict=True)
    return sign.join(joined for one in pairs if (joined := join_texts(*one)))


def _join_parts(first: str, second: str, sign: str) -> str:
    """Joined part by part where `sign` makes as many parts of both, else as a whole."""
    parts, others = first.split(sign), second.split(sign)
    if len(parts) != len(others):
        return join_texts(first, second)
    return sign.join(map(join_texts, parts, others))


def _join_starter(first: str, second: str) -> str:
    """Words before and after each “…”; the comma behind a blank stands once."""
    parts, others = first.split("…"), second.split("…")
    if len(parts) != len(others):
        return first
    return "…".join(map(_join_words, parts, others))


def _join_words(first: str, second: str) -> str:
    lead = re.match(r"\s*[,;.·]?\s*", first)
    assert lead is not None
    words, others = first[lead.end() :].rstrip(), re.sub(r"^\s*[,;.·]?\s*", "", second).rstrip()
    joined = join_texts(words, others) if words or others else ""
    return f"{lead[0]}{joined}{' ' if first.endswith(' ') and joined else ''}"


def _join_status(first: str, second: str) -> str:
    """A status, and the day beside it in the first language alone: there is no room for more."""
    status, sign, day = first.partition(" · ")
    return join_texts(status, second.partition(" · ")[0]) + sign + day


_JOINED_BY_NAME: Mapping[str, Callable[[str, str], str]] = {
    **dict.fromkeys(("keep", "adapt", "leave_out"), lambda a, b: _join_ends(a, b, ": ")),
    "vision_sentence": _join_starter,
    "system": lambda a, b: _join_parts(a, b, ", "),
    "bar_label": _join_status,
    # Of these, there are only the words to read: in a description, and in a file's title.
    "alt": lambda a, b: strip_marks(join_texts(a, b)),
    "document_title": lambda a, b: strip_marks(_join_parts(a, b, ": ")),
    "language": lambda a, b: a,
}
"""How a text is joined, by the name of its field in the views."""
