"""A workshop's design as the two engines take it: data and files for Typst, styles for pages."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from visions.theme import PLAIN, WHITE, Colours, Theme, count_lines, measure_contrast, mix

THEME_DATA = "theme.json"
"""What `theme.typ` reads."""
THEME_STYLES = "theme.css"

_ENLARGED = {"A3": math.sqrt(2)}
_SKYLINE = Path(__file__).parent / "assets" / "skyline.svg"
_LENGTH = re.compile(rb"(?<![\w.#])(\d+(?:\.\d+)?)(mm|pt)\b")
_LINE = 8.2
_LEAST_BAND = 40.0
"""Millimetres on a printed page: what a line takes, and the least for the picture."""
_PAPER_STYLES = {
    ("worksheet", "Letter"): "worksheet-letter.css",
    ("worksheet", "A3"): "worksheet-a3.css",
    ("roadmap", "Tabloid"): "roadmap-tabloid.css",
}


def list_theme_files(theme: Theme) -> dict[str, bytes]:
    """What Typst needs beside its templates: the design as JSON, and the logo."""
    logo = theme.logo
    data = {
        "colours": {**dataclasses.asdict(theme.colours), "pale": _pale(theme.colours)},
        "worksheet_paper": theme.worksheet_paper,
        "roadmap_paper": theme.roadmap_paper,
        "logo": logo and {"file": logo.asset, "alt": logo.alt, "ratio": logo.width / logo.height},
    }
    files = {THEME_DATA: json.dumps(data, ensure_ascii=False).encode()}
    return files | ({logo.asset: logo.data} if logo else {})


def find_scale(template: str, theme: Theme) -> float:
    """How much larger than its template a document comes out: a worksheet on A3 is an A4 one,
    enlarged."""
    return _ENLARGED.get(theme.worksheet_paper, 1.0) if template == "worksheet.typ" else 1.0


def enlarge(text: bytes, scale: float) -> bytes:
    """A Typst template with every length in mm or pt so many times as long."""
    if scale == 1:
        return text
    return _LENGTH.sub(lambda found: b"%.5f%b" % (float(found[1]) * scale, found[2]), text)


def describe_livery(theme: Theme, kind: str = "") -> dict[str, object]:
    """What a page's template needs to know: which styles it links, and its logo if any."""
    logo = theme.logo
    paper = _PAPER_STYLES.get((kind, theme.paper(kind))) if kind else None
    styles = [THEME_STYLES] if has_styles(theme) else []
    return {
        # The design's own last: it knows how much room its lines leave on that paper.
        "styles": (*([paper] if paper else []), *styles),
        "logo": logo
        and {
            "file": logo.asset,
            "alt": logo.alt,
            # Whole pixels for a place of 44; the styles bound them further.
            "width": round(44 * min(logo.width / logo.height, 4)),
            "height": round(44 * min(1, 4 * logo.height / logo.width)),
        },
    }


def has_styles(theme: Theme) -> bool:
    """Whether the pages need styles beside those that all workshops have."""
    return (theme.colours, theme.lines, theme.fields) != (PLAIN.colours, PLAIN.lines, ())


def list_theme_assets(theme: Theme) -> dict[str, bytes]:
    """What the pages need beside the assets that all workshops have, or instead of them; nothing
    for the plain one."""
    assets = {THEME_STYLES: write_styles(theme).encode()} if has_styles(theme) else {}
    if theme.colours != PLAIN.colours:
        assets[_SKYLINE.name] = _recolour(_SKYLINE.read_text("utf-8"), theme.colours).encode()
    return assets | ({theme.logo.asset: theme.logo.data} if theme.logo else {})


def write_styles(theme: Theme) -> str:
    """The style sheet of a design: its colours, and rows for its lines."""
    parts = ["/* Made from theme.toml; it is written anew with every change there. */\n"]
    if theme.colours != PLAIN.colours:
        parts.append(_block(":root", {f"--{k}": v for k, v in _list_colours(theme.colours)}))
    if theme.lines != PLAIN.lines:
        rows = "\n".join(_list_rows(theme))
        parts.append(f"@media print, screen and (min-width: 48rem) {{\n{rows}\n}}\n")
    if room := "\n".join(_make_room(theme)):
        parts.append(f"@media print {{\n{room}\n}}\n")
    return "\n".join(parts)


def _list_colours(mine: Colours) -> Iterator[tuple[str, str]]:
    yield from ((key, value) for key, value in dataclasses.asdict(mine).items() if key != "hair")
    yield "rule-light", mine.hair
    yield "deeper", mix(mine.deep, "#000000", 0.8)
    yield "hero", f"linear-gradient(172deg, {mix(mine.deep, '#000000', 0.6)} 0%, {mine.deep} 100%)"
    yield "on-deep", mine.tint
    yield "accent-light", _lighten(mine.accent, mine.deep)
    yield "band-line", mix(mine.deep, WHITE, 0.7)
    yield "pale", _pale(mine)
    yield "warm", WHITE
    yield "ground", mine.tint
    yield "focus", mine.accent


def _recolour(drawing: str, mine: Colours) -> str:
    """The skyline in other colours: what is bluish goes from the darkest to a light teal; lamps
    stay as they are."""

    def change(found: re.Match[str]) -> str:
        colour = found[0]
        if colour[1:3] > colour[5:7]:
            return colour
        light = math.sqrt(1.05 / measure_contrast(colour, WHITE) - 0.05)
        return mix(mix(mine.teal, WHITE, 0.5), mix(mine.deep, "#000000", 0.7), min(1, 1.4 * light))

    return re.sub(r"#[0-9a-f]{6}\b", change, drawing)


def _pale(mine: Colours) -> str:
    """Of bars that are planned."""
    return "#c9dcdf" if mine == PLAIN.colours else mix(mine.teal, mine.tint, 0.14)


def _lighten(colour: str, ground: str) -> str:
    """The colour, as light as it must be to be read on a dark ground."""
    steps = (mix(colour, WHITE, share / 20) for share in range(20, -1, -1))
    return next((one for one in steps if measure_contrast(one, ground) >= 4.5), WHITE)


def _list_rows(theme: Theme) -> Iterator[str]:
    """Lines of the columns stand level: which row of the grid each stands in."""
    keep, have, obstacles = theme.lines.keep, theme.lines.have, theme.lines.obstacles
    line, first = "minmax(var(--least-line), 1fr)", "minmax(var(--label-line), 1.2fr)"
    after = 2 + have
    yield _block(".choices", {"grid-template-rows": f"auto repeat({keep}, {line})"})
    rows = [first, *[line] * (have - 1), first, *[line] * (obstacles - 1)]
    yield _block(".cities", {"grid-template-rows": f"auto {' '.join(rows)} auto"})
    yield _block(".city .obstacles-title", {"grid-row": str(after)})
    for name, start, count in (("have", 2, have), ("obstacles", after, obstacles)):
        for n in range(count):
            place = f".{name}-lines .write:nth-child({n + 1})"
            yield _block(place, {"grid-row": str(start + n)})
        place = f".filled .{name}-lines .answer"
        yield _block(place, {"grid-row": f"{start} / {start + count}"})
    filled = "minmax(auto, 1fr)"
    yield _block(".filled .choices", {"grid-template-rows": f"auto repeat({keep}, {filled})"})
    every = have + obstacles
    yield _block(".filled .cities", {"grid-template-rows": f"auto repeat({every}, {filled}) auto"})


def _make_room(theme: Theme) -> Iterator[str]:
    """On paper the picture gives up what more lines need; what is left over goes on whole."""
    more = count_lines(theme) - count_lines(PLAIN)
    if more <= 0:
        return
    loss = 17.6 if theme.worksheet_paper == "Letter" else 0.0
    for body, full in ((".worksheet", 65.6), (".worksheet.cities-3", 58.2)):
        height = max(_LEAST_BAND, full - 0.65 * loss - _LINE * more)
        wide = ".picture-wide"
        yield _block(f"{body} .band", {"height": f"{height:.1f}mm"})
        width = f"{(height - 4.2) * 1.5:.1f}mm"
        yield _block(f"{body} {wide} img, {body} {wide} .picture-empty", {"width": width})
        yield _block(f"{body} .picture-tall img", {"height": f"{height - 4.2:.1f}mm"})
    yield _block(".worksheet .sheet", {"--line-height": "8mm"})
    whole = ".worksheet :is(.choices, .city, .one-line, .vision, .commitment)"
    yield _block(whole, {"break-inside": "avoid"})


def _block(selector: str, rules: Mapping[str, str]) -> str:
    listed = "".join(f"  {name}: {value};\n" for name, value in rules.items())
    return f"{selector} {{\n{listed}}}\n"
