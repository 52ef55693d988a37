"""The documents as HTML pages that work from a folder, with no network.

They need no script; the one that sheets have lets people fill them in on the screen.

A page can be printed from any browser: the worksheet fills one A4 page, the roadmap one A3
page. A workshop's own `worksheet.html.j2`, `roadmap.html.j2` or `gallery.html.j2` wins over the
built-in one and may extend it (`{% extends "builtin/worksheet.html.j2" %}`).
"""

from __future__ import annotations

import math
import traceback
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from visions.documents.gantt import draw_gantt
from visions.documents.view import MilestoneView, RoadmapView, WorksheetView
from visions.errors import DocumentFailed

BUILT_IN = Path(__file__).parent / "templates"
ASSETS = Path(__file__).parent / "assets"
FONTS = Path(__file__).parent / "fonts"
WEB_FONTS = ("NotoSans-Regular.woff2", "NotoSans-Bold.woff2", "NotoSans-Italic.woff2")

# “file:” beside 'self' because not every browser counts a page's own folder as its origin
# when the page was opened from disk.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self' file:",
        "img-src 'self' file:",
        "font-src 'self' file:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
FORM_POLICY = f"{CONTENT_POLICY}; script-src 'self' file:"
"""Of the sheets, whose script lets people fill them in; it sits beside the page too."""


@dataclass(frozen=True, slots=True)
class Room:
    """A place for text: so many lines of so many average characters, in a size class."""

    size: str
    lines: int
    columns: int


@dataclass(frozen=True, slots=True)
class FittedText:
    """`shown` is all of a text or, with `is_cut`, as much as its place holds. `size` is a class."""

    size: str
    shown: str
    is_cut: bool


# Measured on the printed sheets with the shipped fonts, with a tenth to spare.
WORKSHEET_PROMPT = (
    Room("large", 5, 34),
    Room("medium", 6, 41),
    Room("compact", 7, 46),
    Room("small", 9, 52),
)
ROADMAP_PROMPT = (Room("medium", 3, 62), Room("small", 4, 70))


def set_html(
    view: WorksheetView | RoadmapView,
    *,
    picture: str | None,
    assets: str,
    templates: Path | None = None,
) -> str:
    """Return one document as an HTML page.

    `picture` is the href of the labelled picture and `assets` that of the assets folder, both
    relative to the page. `templates` is the workshop's folder of its own templates, if any.
    Raises DocumentFailed, with file and line, where a template is broken.
    """
    head = view.head
    kind, rooms = "worksheet", leave_room(WORKSHEET_PROMPT, head.picture.note)
    values: dict[str, object] = {}
    if isinstance(view, RoadmapView):
        kind, rooms = "roadmap", ROADMAP_PROMPT
        values["milestones_of"] = spread_milestones(view)
        planned = view.filled if view.filled and view.filled.is_planned else None
        values["chart"] = draw_gantt(view, planned) if planned else None
    return render_page(
        f"{kind}.html.j2",
        document=f"{kind}.{head.language}.html",
        templates=templates,
        values={
            "view": view,
            "head": head,
            "filled": view.filled,
            "picture": picture if head.picture.file else None,
            "assets": assets,
            "prompt": fit_text(head.prompt, rooms),
            "policy": FORM_POLICY if view.form else CONTENT_POLICY,
            **values,
        },
    )


def spread_milestones(view: RoadmapView) -> tuple[tuple[MilestoneView, ...], ...]:
    """The milestones of each period in order of time; those without a date where there is room.

    Each of these goes to the period that holds fewest so far, the longest of several.
    """
    shown = [[one for one in view.milestones if one.period == n] for n in range(len(view.periods))]
    open_ones = [one for one in view.milestones if one.period is None]
    taken = [len(milestones) for milestones in shown]
    places = []
    for _ in open_ones:
        place = min(range(len(taken)), key=lambda n: (taken[n], -view.periods[n].share))
        taken[place] += 1
        places.append(place)
    for milestone, place in zip(open_ones, sorted(places), strict=True):
        shown[place].append(milestone)
    return tuple(tuple(sorted(one, key=view.milestones.index)) for one in shown)


def list_assets() -> Mapping[str, Path]:
    """What the pages need beside them: name in the published folder → file in the package."""
    styles = {path.name: path for path in sorted(ASSETS.glob("*.*"))}
    fonts = {name: FONTS / name for name in (*WEB_FONTS, "OFL.txt")}
    return styles | fonts


def render_page(
    template: str, *, document: str, templates: Path | None, values: Mapping[str, object]
) -> str:
    """Return the page that `template` makes of `values`.

    Raises DocumentFailed where the template cannot be read or run, or names an unknown value.
    """
    environment = _open_environment(templates)
    try:
        return environment.get_template(template).render({"policy": CONTENT_POLICY, **values})
    except TemplateSyntaxError as error:
        place = _name_place(error.filename or error.name or template, error.lineno, templates)
        raise _blame(document, place, error.message or "not valid") from error
    except Exception as error:  # whatever a template may do wrong is the template's fault
        place = _find_place(error, template, templates)
        raise _blame(document, place, str(error) or type(error).__name__) from error


def fit_text(text: str, rooms: tuple[Room, ...]) -> FittedText:
    """Return `text` in the largest size that holds all of it, else cut for the smallest.

    A cut text ends at a word and leaves one line free for the note where it goes on.
    """
    for room in rooms:
        if _find_end(text, room.lines, room.columns) == len(text):
            return FittedText(room.size, text, False)
    last = rooms[-1]
    end = _find_end(text, last.lines - 1, last.columns - 2)
    return FittedText(last.size, text[:end].rstrip() + " …", True)


def leave_room(rooms: tuple[Room, ...], note: str) -> tuple[Room, ...]:
    """What is left of `rooms` once `note`, in the smallest type, stands below the text."""
    last = rooms[-1]
    taken = math.ceil(len(note) / last.columns)
    left = (
        replace(room, lines=room.lines - math.ceil(taken * room.columns / last.columns))
        for room in rooms
    )
    return tuple(room for room in left if room.lines > 1) or (replace(last, lines=2),)


@cache
def _open_environment(templates: Path | None) -> ImmutableSandboxedEnvironment:
    built_in = FileSystemLoader(BUILT_IN)
    own = [FileSystemLoader(templates)] if templates else []
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*own, built_in, PrefixLoader({"builtin": built_in})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _blame(document: str, place: str, reason: str) -> DocumentFailed:
    return DocumentFailed(
        document=document,
        reason=f"{place}: {reason}",
        advice="Mend that line of the template, or move the file away to use the built-in one.",
    )


def _find_place(error: Exception, template: str, templates: Path | None) -> str:
    """The innermost line of a template that `error` passed through; Jinja2 keeps them in it."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".j2"):
            return _name_place(frame.filename, frame.lineno, templates)
    return _name_place(template, None, templates)


def _name_place(file: str, line: int | None, templates: Path | None) -> str:
    """File and line for people: never a path outside the workshop."""
    path = Path(file)
    is_own = templates is not None and (templates in path.parents or (templates / file).exists())
    name = f"{templates.name}/{path.name}" if is_own and templates else path.name
    return f"{name}, line {line}" if line else name


def _find_end(text: str, lines: int, columns: int) -> int:
    """Where `text`, broken at spaces, has filled `lines` lines; its length where it fits."""
    used, column, word_start, width = 1, 0.0, 0, 0.0
    for index, character in enumerate(text):
        if character == "\n":
            used, column, width, word_start = used + 1, 0.0, 0.0, index + 1
            if used > lines:
                return index
            continue
        wide = _weigh(character)
        if character == " ":
            column, width, word_start = column + wide, 0.0, index + 1
            continue
        column, width = column + wide, width + wide
        if column > columns:
            used += 1
            if used > lines:
                return word_start if 0 < width <= columns and word_start else index
            # A word longer than a line is broken; any other moves to the next line whole.
            column = width = width if width <= columns else wide
    return len(text)


def _weigh(character: str) -> float:
    """The width of a character in average small letters."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 2.0
    if character in "MWmΩЖШЩ@%—…":
        return 1.7
    if character in " iljtfrI.,;:'’!|()-ιί":
        return 0.6
    return 1.3 if character.isupper() or character in "wωжшщ" else 1.0
