"""What a schema found wrong in a file, in words for the person who writes it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from visions.errors import BrokenConfig, Problem

LONGEST_SHOWN = 60

_PLAIN = re.compile(r"[!-~]+")
_NAME = r"([a-z0-9_-]+\.)*[a-z0-9_-]+"
_HOST = re.compile(rf"({_NAME}|\[[0-9a-f:]+\])(:\d{{1,5}})?", re.IGNORECASE)

_KINDS = {
    "string_type": ("this must be text", 'Put it in quotes: "…".'),
    "bool_type": ("this must be true or false", "Write true or false without quotes."),
    "int_type": ("this must be a whole number", "Write digits without quotes."),
    "int_from_float": ("this must be a whole number", "Write digits without a point."),
    "float_type": ("this must be a number", "Write digits without quotes."),
    "float_parsing": ("this must be a number", "Write digits without quotes."),
    "finite_number": ("this must be an ordinary number", "Write digits, such as 10.00."),
    "list_type": ("this must be a list", 'Put it in square brackets: ["…"].'),
    "string_pattern_mismatch": ("this must be one line", "Take the line break out."),
    "string_unicode": ("this must be text", "Save the file as UTF-8."),
}


def _number_item(index: int, item: object) -> str:
    """“no. 1 (arezzo-hamm)”."""
    name = item.get("key") or item.get("name") if isinstance(item, dict) else None
    return f"no. {index + 1}" + (f" ({name})" if isinstance(name, str) else "")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of file is spoken of: its blocks, its lists of blocks by key, a key to add,
    the items of a list, and values."""

    block: str
    write_block: str
    lists: Mapping[str, str]
    add_key: str
    name_item: Callable[[int, object], str]
    show: Callable[[object], str]


def shorten_value(text: str) -> str:
    """A value as a message shows it: at most 60 characters."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _show(value: object) -> str:
    return shorten_value(f"“{value}”" if isinstance(value, str) else str(value))


TOML = Wording(
    block="a table",
    write_block="Write it as in the example of the README.",
    lists={
        "tandems": "Write one block a tandem, each beginning with the line [[tandems]].",
        "cities": 'Write cities = [{ name = "…" }, { name = "…" }].',
    },
    add_key="Add {key} = …",
    name_item=_number_item,
    show=_show,
)


def collect_problems(file: str, problems: Iterable[Problem]) -> BrokenConfig:
    """One error that reports all `problems` of `file`."""
    listed = list(problems)
    return BrokenConfig(listed, file=file, count=len(listed))


def list_problems(
    error: ValidationError,
    data: object,
    schema: type[BaseModel],
    wording: Wording = TOML,
    *,
    most: int | None = None,
) -> list[Problem]:
    """Every problem of `error`, or the first `most`, with place, value and what to write instead.

    `data` is the parsed file and `schema` its root model: places are named by tandem and city,
    and unknown keys get the nearest key that the schema knows at that place.
    """
    return [
        Problem(_name_place(details["loc"], data, wording), *_explain(details, schema, wording))
        for details in error.errors(include_url=False)[:most]
    ]


def explain_address(value: str) -> tuple[str, str] | None:
    """What is wrong with a base_url, and what to write instead; None where it can be one.

    It is an address in full, up to where the API's own paths begin.
    """
    shown, example = _show(value), 'Write it in full: "https://host.example/v1".'
    if not re.match(r"https?://", value, re.IGNORECASE):
        return f"{shown} does not begin with https:// (or http://).", example
    try:
        parts = urlsplit(value)
        is_address = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or not _PLAIN.fullmatch(value) or parts.fragment:
        return f"{shown} is no address.", example
    if "@" in parts.netloc:
        advice = "A key belongs into the environment, never into this file: take it out."
        return "there is a name or a password in this address.", advice
    if re.search(r"/(images|models|chat|responses)(/|$)", parts.path):
        return f"{shown} goes too far.", "Leave out what comes after /v1: it is added by itself."
    if parts.query and not re.fullmatch(r"api-version=[\w.-]+", parts.query):
        advice = "Only Azure's ?api-version=… can stand there; a key belongs into the environment."
        return "this address has something after its “?” that is not sent.", advice
    return None


def explain_host(value: str) -> tuple[str, str] | None:
    """The same for the host of a link, which may have a port."""
    if _HOST.fullmatch(value):
        return None
    return f"{_show(value)} is no host.", 'Write its bare name: "cdn.example".'


def _explain(details: ErrorDetails, schema: type[BaseModel], wording: Wording) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx", {})
    shown = wording.show(details.get("input"))
    if kind == "rule":
        return context["what"], context["instead"]
    if kind == "extra_forbidden":
        return _explain_unknown(str(details["loc"][-1]), _list_keys(details["loc"], schema))
    if kind == "missing":
        key = details["loc"][-1]
        return "this key is missing.", wording.lists.get(str(key), wording.add_key.format(key=key))
    if kind == "list_type" and (advice := wording.lists.get(str(details["loc"][-1]))):
        return f"this must be a list of blocks, not {shown}.", advice
    if kind in ("model_type", "dict_type"):
        return f"this must be {wording.block}, not {shown}.", wording.write_block
    if kind in ("literal_error", "enum"):
        return f"{shown} is not known here.", f"Write one of {context['expected']}."
    if kind in ("too_short", "too_long"):
        least, most = context.get("min_length"), context.get("max_length")
        bound = f"at least {least}" if kind == "too_short" else f"at most {most}"
        return f"there are {context['actual_length']} entries.", f"Write {bound}."
    if kind == "string_too_short":
        return "this is empty.", "Write something here."
    if kind == "string_too_long":
        return f"{shown} is too long.", f"Write at most {context['max_length']} characters."
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"at least {context.get('ge')}" if "ge" in context else f"at most {context['le']}"
        return f"{shown} is out of range.", f"Write {bound}."
    if kind in _KINDS:
        what, instead = _KINDS[kind]
        return f"{what}, not {shown}.", instead
    return f"{details['msg']} (it is {shown}).", ""


def _explain_unknown(key: str, known: Sequence[str]) -> tuple[str, str]:
    near = difflib.get_close_matches(key.lower(), known, n=1, cutoff=0.5)
    listed = ", ".join(known)
    advice = f"Did you mean “{near[0]}”?" if near else f"Known keys here: {listed}."
    return "this key is not known.", advice


def _list_keys(place: tuple[int | str, ...], schema: type[BaseModel]) -> list[str]:
    """The keys that the schema knows in the table that holds the last part of `place`."""
    model = schema
    for part in place[:-1]:
        if isinstance(part, str):
            model = _find_model(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _find_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _find_model(inner):
            return found
    return None


def _name_place(place: tuple[int | str, ...], data: object, wording: Wording) -> str:
    """“tandems, 2nd (arezzo-hamm), cities, 1st (Arezzo), country”."""
    words: list[str] = []
    node: Any = data
    for part in place:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            node = None
        words.append(wording.name_item(part, node) if isinstance(part, int) else part)
    return " › ".join(words) or "the whole file"
