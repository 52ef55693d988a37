"""The documents as HTML pages that work from a folder, with no network.

They need no script; the one that sheets have lets people fill them in on the screen.

A page can be printed from any browser: the worksheet fills one A4 page, the roadmap one A3
page.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from visions.documents.bilingual import mark_languages, strip_marks
from visions.documents.gantt import draw_gantt
from visions.documents.livery import describe_livery
from visions.documents.own_templates import OWN_TEMPLATE_SECONDS
from visions.documents.page import CONTENT_POLICY, render_page
from visions.documents.view import MilestoneView, RoadmapView, WorksheetView
from visions.errors import TemplateFailed
from visions.theme import PLAIN, Theme

ASSETS = Path(__file__).parent / "assets"
FONTS = Path(__file__).parent / "fonts"
WEB_FONTS = ("NotoSans-Regular.woff2", "NotoSans-Bold.woff2", "NotoSans-Italic.woff2")

FORM_POLICY = f"{CONTENT_POLICY}; script-src 'self' file:"
"""Of the sheets, whose script lets people fill them in; it sits beside the page too."""
LIVE_POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("style", "img", "font", "script", "connect")),
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""Of the sheets that a live workshop sends: their script talks to its server, and to no other."""


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


@dataclass(frozen=True, slots=True)
class BarLink:
    """A link above a sheet; `language` where its label is in another one than the page's."""

    href: str
    label: str
    is_here: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands above a sheet that a live workshop sends, and `data` for its script: JSON, safe
    inside an HTML script element as it stands."""

    label: str
    back: BarLink
    sheets: tuple[BarLink, ...]
    pdf: BarLink
    language_label: str
    languages: tuple[BarLink, ...]
    data: str


# Measured on the printed sheets with the shipped fonts, with a tenth to spare.
WORKSHEET_PROMPT = (
    Room("large", 5, 34),
    Room("medium", 6, 41),
    Room("compact", 7, 46),
    Room("small", 9, 52),
)
BILINGUAL_PROMPT = (
    Room("large", 2, 42),
    Room("medium", 3, 50),
    Room("compact", 3, 56),
    Room("small", 4, 64),
)
"""On a worksheet in two languages, whose picture is smaller and has two notes."""
ROADMAP_PROMPT = (Room("medium", 3, 62), Room("small", 4, 70))


def set_html(
    view: WorksheetView | RoadmapView,
    *,
    picture: str | None,
    assets: str,
    templates: Path | None = None,
    theme: Theme = PLAIN,
    bar: Bar | None = None,
    deadline: float = OWN_TEMPLATE_SECONDS,
) -> str:
    """Return one document as an HTML page.

    `picture` is the href of the labelled picture and `assets` that of the assets folder, both
    relative to the page. `templates` is the workshop's folder of its own templates, if any, and
    `deadline` what one may take in seconds. With `bar` it is the page that a live workshop sends:
    opened as a form at once, it keeps what is typed on the server. Raises TemplateFailed, with
    file, line and the page by the built-in template, where one is broken.
    """
    head = view.head
    usual = BILINGUAL_PROMPT if head.second_language else WORKSHEET_PROMPT
    kind, rooms = "worksheet", leave_room(usual, strip_marks(head.picture.note))
    values: dict[str, object] = {}
    if isinstance(view, RoadmapView):
        kind, rooms = "roadmap", ROADMAP_PROMPT
        values["milestones_of"] = spread_milestones(view)
        planned = view.filled if view.filled and view.filled.is_planned else None
        values["chart"] = draw_gantt(view, planned) if planned else None
    try:
        page = render_page(
            f"{kind}.html.j2",
            document=f"{kind}.{head.language}.html",
            templates=templates,
            deadline=deadline,
            values={
                "view": view,
                "head": head,
                "filled": view.filled,
                "picture": picture if head.picture.file else None,
                "assets": assets,
                "prompt": fit_text(head.prompt, rooms),
                "design": describe_livery(theme, kind),
                "policy": LIVE_POLICY if bar else FORM_POLICY if view.form else CONTENT_POLICY,
                "bar": bar,
                **values,
            },
        )
    except TemplateFailed as error:
        error.stand_in = mark_languages(error.stand_in.decode(), head.second_language).encode()
        raise
    return mark_languages(page, head.second_language)


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
