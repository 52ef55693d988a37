"""theme.toml: the design of a workshop as a strict schema, read in one go with its logo.

All problems come in one report, each with its place and what to write instead.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    create_model,
    field_validator,
)
from pydantic_core import PydanticCustomError

from visions.errors import Problem
from visions.model import LANGUAGES
from visions.theme import (
    LABELS,
    LINE_LIMITS,
    MOST_FIELD_LINES,
    MOST_FIELDS,
    OPTIONAL,
    PLAIN,
    ROADMAP_PAPERS,
    WHITE,
    WORKSHEET_PAPERS,
    Colours,
    ExtraField,
    Lines,
    Logo,
    Theme,
    find_faint,
    strengthen,
)
from visions.theme_logo import LogoRefused, read_logo
from visions.workshop_problems import TOML, collect_problems, list_problems, shorten_value

FILE_NAME = "theme.toml"
LARGEST_FILE = 100_000
"""Bytes."""
LONGEST_LABEL = 60
LONGEST_ALT = 120

_TOML_ADVICE = 'A value is written key = "text"; look at the line named here and the one before it.'
_WORDING = dataclasses.replace(
    TOML,
    lists={
        "fields": "Write one block a field, each beginning with the line [[worksheet.fields]].",
        "remove": 'Write remove = ["headline"].',
    },
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")


def read_theme(folder: Path) -> Theme:
    """The design in `folder`/theme.toml with its logo; the plain one where there is no file.

    Raises BrokenConfig with every problem it has.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return PLAIN
    except OSError as error:
        problem = Problem(FILE_NAME, f"it cannot be read ({error.strerror}).")
        raise collect_problems(FILE_NAME, [problem]) from None
    if len(raw) > LARGEST_FILE:
        problem = Problem("the whole file", "it is larger than 100 kB.", "Take something out.")
        raise collect_problems(FILE_NAME, [problem])
    return parse_theme(raw, folder)


def parse_theme(raw: bytes, folder: Path) -> Theme:
    """Turn the bytes of a theme.toml into a Theme; a logo lies in `folder`. Raises BrokenConfig."""
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        advice = "Save the file as UTF-8 (in Windows' Notepad: Save as, Encoding: UTF-8)."
        problem = Problem(f"line {line}", "this is not UTF-8 text.", advice)
        raise collect_problems(FILE_NAME, [problem]) from None
    except tomllib.TOMLDecodeError as error:
        raise collect_problems(FILE_NAME, [Problem("TOML", f"{error}.", _TOML_ADVICE)]) from None
    except (ValueError, RecursionError):
        problem = Problem("TOML", "a number or a nesting here is beyond reading.", _TOML_ADVICE)
        raise collect_problems(FILE_NAME, [problem]) from None
    problems: list[Problem] = []
    read = None
    try:
        read = ThemeFile.model_validate(data)
    except ValidationError as error:
        problems += list_problems(error, data, ThemeFile, _WORDING)
    problems += _check_contrast(data.get("colours"))
    logo = None
    try:
        logo = _find_logo(data, folder)
    except LogoRefused as error:
        problems.append(Problem("logo", error.what, error.instead))
    problems += _check_alt(data)
    if read is None or problems:
        raise collect_problems(FILE_NAME, problems)
    return read.to_theme(logo)


def _check_contrast(written: object) -> Iterator[Problem]:
    """Pairs that are too faint; a colour that is none is told elsewhere."""
    plain = dataclasses.asdict(PLAIN.colours)
    given = written if isinstance(written, Mapping) else {}
    mine = {key: given.get(key, value) for key, value in plain.items()}
    sound = {key for key, value in mine.items() if _is_colour(value)}
    colours = Colours(**{key: mine[key] if key in sound else plain[key] for key in plain})
    values = {**dataclasses.asdict(colours), "white": WHITE}
    faint = [
        (pair, found)
        for pair, found in find_faint(colours)
        if {pair.front, pair.back} <= sound | {"white"} and {pair.front, pair.back} & set(given)
    ]
    for pair, found in faint:
        backs = {values[one.back]: one.needed for one, _ in faint if one.mover == pair.mover}
        better = strengthen(values[pair.front], backs)
        # Rounded down, so that 4.499 does not read as enough.
        ratio = int(found * 100) / 100
        what = f"{pair} has a contrast of {ratio:.2f} : 1; it needs {pair.needed} : 1."
        advice = f'Write a darker one, such as {pair.mover} = "{better}"'
        advice += ", or a lighter tint." if pair.back == "tint" else "."
        yield Problem(f"colours › {pair.mover}", what, advice)


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def _find_logo(data: Mapping[str, Any], folder: Path) -> Logo | None:
    name, alt = data.get("logo"), data.get("logo_alt")
    if not isinstance(name, str):
        return None
    picture, width, height = read_logo(folder, name)
    if not 1 / 4 <= width / height <= 12:
        raise LogoRefused(
            "it is too tall or too wide for the head of a sheet.",
            "Cut it to at most 12 times as wide as high, or 4 times as high as wide.",
        )
    return Logo(name, picture, width, height, alt.strip() if isinstance(alt, str) else "")


def _check_alt(data: Mapping[str, Any]) -> Iterator[Problem]:
    has_alt = "logo_alt" in data
    if "logo" in data and not has_alt:
        advice = 'Say in words what it shows: logo_alt = "Logo of the city network".'
        yield Problem("logo_alt", "this key is missing.", advice)
    if has_alt and "logo" not in data:
        yield Problem("logo_alt", "there is no logo.", "Add logo = …, or take logo_alt out.")


def _fail(what: str, instead: str) -> PydanticCustomError:
    return PydanticCustomError("rule", "{what}", {"what": what, "instead": instead})


def _check_words(value: str, most: int) -> str:
    words = value.strip()
    if not words:
        raise _fail("this is empty.", "Write something here.")
    if not words.isprintable():
        raise _fail("this is not one line of printable text.", "Take line breaks and controls out.")
    if len(words) > most:
        shown = shorten_value(f"“{words}”")
        raise _fail(f"{shown} is too long.", f"Write at most {most} characters.")
    return words


def _read_words(most: int) -> AfterValidator:
    return AfterValidator(lambda value: _check_words(value, most))


def _check_colour(value: str) -> str:
    if not _COLOUR.fullmatch(value):
        shown = shorten_value(f"“{value}”")
        raise _fail(f"{shown} is no colour.", 'Write “#” and six digits: "#0f3b4c".')
    return value.lower()


def _read_label(value: object) -> Mapping[str, str]:
    """A label for all languages, or one for each of some."""
    if isinstance(value, str):
        return {"": _check_words(value, LONGEST_LABEL)}
    if not isinstance(value, dict) or not value:
        raise _fail(
            "this must be a text, or a text for each language.",
            'Write label = "…" or label = { en = "…", de = "…" }.',
        )
    for code, words in value.items():
        if code not in LANGUAGES:
            shown = shorten_value(f"“{code}”")
            raise _fail(
                f"there is no language {shown} here.", f"Write some of {', '.join(LANGUAGES)}."
            )
        if not isinstance(words, str):
            raise _fail(f"the label in “{code}” must be text.", 'Put it in quotes: "…".')
    return {code: _check_words(words, LONGEST_LABEL) for code, words in value.items()}


def _refuse_paper(value: object, known: tuple[str, ...], reason: str) -> str:
    if not isinstance(value, str) or value not in known:
        shown = shorten_value(f"“{value}”")
        raise _fail(f"{shown} is no paper for this: {reason}", f"Write one of {', '.join(known)}.")
    return value


def _read_worksheet_paper(value: object) -> str:
    reason = "it is filled in with a pen, on a page upright of A4, Letter or A3."
    return _refuse_paper(value, WORKSHEET_PAPERS, reason)


def _read_roadmap_paper(value: object) -> str:
    reason = "what many write on needs a large page across, A3 or Tabloid (11 × 17 inches)."
    return _refuse_paper(value, ROADMAP_PAPERS, reason)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Colour = Annotated[str, AfterValidator(_check_colour)]


class _ColoursFile(_Strict):
    ink: Colour = PLAIN.colours.ink
    deep: Colour = PLAIN.colours.deep
    teal: Colour = PLAIN.colours.teal
    quiet: Colour = PLAIN.colours.quiet
    rule: Colour = PLAIN.colours.rule
    hair: Colour = PLAIN.colours.hair
    tint: Colour = PLAIN.colours.tint
    accent: Colour = PLAIN.colours.accent


class _PaperFile(_Strict):
    worksheet: Annotated[str, PlainValidator(_read_worksheet_paper)] = PLAIN.worksheet_paper
    roadmap: Annotated[str, PlainValidator(_read_roadmap_paper)] = PLAIN.roadmap_paper


def _limit(key: str, number: int) -> int:
    least, most = LINE_LIMITS[key]
    if not least <= number <= most:
        raise _fail(f"{number} lines are out of range.", f"Write {least} to {most}.")
    return number


class _LinesFile(_Strict):
    keep: int = PLAIN.lines.keep
    missing: int = PLAIN.lines.missing
    have: int = PLAIN.lines.have
    obstacles: int = PLAIN.lines.obstacles
    vision: int = PLAIN.lines.vision

    @field_validator("*")
    @classmethod
    def _check_limits(cls, value: int, info: ValidationInfo) -> int:
        return _limit(info.field_name or "", value)


class _FieldFile(_Strict):
    key: str
    label: Annotated[Mapping[str, str], PlainValidator(_read_label)]
    lines: int = Field(default=1, ge=1, le=MOST_FIELD_LINES)

    @field_validator("key")
    @classmethod
    def _check_key(cls, value: str) -> str:
        if not _KEY.fullmatch(value):
            shown = shorten_value(f"“{value}”")
            raise _fail(
                f"{shown} cannot be a key.",
                "Write small letters a–z, digits and _, beginning with a letter, at most 30: "
                '"budget_idea".',
            )
        return value


class _WorksheetFile(_Strict):
    lines: _LinesFile = _LinesFile()
    remove: list[str] = []
    fields: list[_FieldFile] = Field(default=[], max_length=MOST_FIELDS)

    @field_validator("remove")
    @classmethod
    def _check_boxes(cls, value: list[str]) -> list[str]:
        for box in value:
            if box not in OPTIONAL:
                near = difflib.get_close_matches(box.lower(), OPTIONAL, n=1, cutoff=0.7)
                listed = f"Only these can go: {', '.join(OPTIONAL)}."
                advice = f"Did you mean “{near[0]}”?" if near else listed
                raise _fail(f"there is no optional box {shorten_value(f'“{box}”')}.", advice)
        if len(set(value)) < len(value):
            raise _fail("a box stands here twice.", "Name each once.")
        return value

    @field_validator("fields")
    @classmethod
    def _check_keys(cls, value: list[_FieldFile]) -> list[_FieldFile]:
        keys = [one.key for one in value]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise _fail(f"the key “{twice[0]}” stands here twice.", "Give each field its own.")
        return value


if TYPE_CHECKING:
    _LabelsFile = _Strict
else:
    _WordsFile = create_model(
        "_WordsFile",
        __base__=_Strict,
        **{key: (Annotated[str, _read_words(most)] | None, None) for key, most in LABELS.items()},
    )
    _LabelsFile = create_model(
        "_LabelsFile",
        __base__=_Strict,
        **dict.fromkeys(LANGUAGES, (_WordsFile | None, None)),
    )


class ThemeFile(_Strict):
    colours: _ColoursFile = _ColoursFile()
    logo: str | None = None
    logo_alt: Annotated[str, _read_words(LONGEST_ALT)] | None = None
    paper: _PaperFile = _PaperFile()
    worksheet: _WorksheetFile = _WorksheetFile()
    labels: _LabelsFile = _LabelsFile()

    def to_theme(self, logo: Logo | None) -> Theme:
        words = self.labels.model_dump(exclude_none=True)
        return Theme(
            colours=Colours(**self.colours.model_dump()),
            logo=logo,
            worksheet_paper=self.paper.worksheet,
            roadmap_paper=self.paper.roadmap,
            lines=Lines(**self.worksheet.lines.model_dump()),
            removed=tuple(box for box in OPTIONAL if box in self.worksheet.remove),
            fields=tuple(
                ExtraField(one.key, dict(one.label), one.lines) for one in self.worksheet.fields
            ),
            labels={code: said for code, said in words.items() if said},
        )
