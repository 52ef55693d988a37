"""A workshop's own design: colours, logo, paper, lines, fields and words. No I/O."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

TEXT_CONTRAST = 4.5
LINE_CONTRAST = 3.0
"""What WCAG 2.x wants at the least: of text, and of lines that say something."""

WHITE = "#ffffff"
WORKSHEET_PAPERS = ("A4", "Letter", "A3")
ROADMAP_PAPERS = ("A3", "Tabloid")

OPTIONAL = ("missing", "needs", "headline", "indicators")
"""Boxes of the worksheet that a workshop can do without."""

MOST_FIELDS = 3
MOST_FIELD_LINES = 4
LINE_LIMITS: Mapping[str, tuple[int, int]] = {
    "keep": (2, 5),
    "missing": (1, 4),
    "have": (1, 4),
    "obstacles": (1, 4),
    "vision": (3, 8),
}
"""Fewest and most lines; `keep` also counts for adapt and leave out."""

LABELS: Mapping[str, int] = {
    "subtitle": 60,
    "reference_label": 40,
    "keep": 60,
    "adapt": 60,
    "leave_out": 60,
    "missing": 60,
    "have": 40,
    "obstacles": 40,
    "needs_label": 30,
    "vision_label": 30,
    "notice": 50,
    "baseline": 20,
    "target": 20,
    "first_step": 60,
    "action": 20,
    "due_label": 24,
    "leave_blank": 60,
    "work_backwards": 80,
    "lane_label": 24,
    "milestone_label": 24,
    "action_label": 30,
    "sign_label": 40,
    "risk_label": 40,
}
"""Printed labels that can have other words, by their names in the views, and how many characters
there is room for."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Each “#rrggbb”: text in `ink`, `teal`, `quiet` (labels) and `accent`, `deep` for headings
    and bands, `rule` for lines to write on, `hair` for lines that only part, `tint` for grounds."""

    ink: str = "#1a2b33"
    deep: str = "#0f3b4c"
    teal: str = "#17606e"
    quiet: str = "#4a5c64"
    rule: str = "#7f969d"
    hair: str = "#b9c8cb"
    tint: str = "#e6eff0"
    accent: str = "#b04a17"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet on paper. `mover` is the key of the one to change."""

    mover: str
    front: str
    back: str
    needed: float

    def __str__(self) -> str:
        return f"{self.front} on {self.back}"


PAIRS = (
    *(Pair(key, key, "white", TEXT_CONTRAST) for key in ("ink", "deep", "teal", "quiet", "accent")),
    *(Pair(key, key, "tint", TEXT_CONTRAST) for key in ("ink", "deep", "teal", "quiet", "accent")),
    Pair("rule", "rule", "white", LINE_CONTRAST),
)
"""Every pair that has to be told apart; white on a colour is the same as that colour on white."""


@dataclass(frozen=True, slots=True)
class Logo:
    """`file` is its name beside workshop.toml, `data` its bytes, `width` and `height` its own
    units (for their ratio), `alt` what it shows in words."""

    file: str
    data: bytes = field(repr=False)
    width: float
    height: float
    alt: str

    @property
    def asset(self) -> str:
        """Its name among the assets of the pages and beside the templates."""
        return f"logo.{self.file.rpartition('.')[2].lower().replace('jpeg', 'jpg')}"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to write on, of the worksheet's boxes."""

    keep: int = 3
    missing: int = 1
    have: int = 2
    obstacles: int = 2
    vision: int = 3


@dataclass(frozen=True, slots=True)
class ExtraField:
    """A box of the workshop's own. `labels` are by language, “” standing for all others."""

    key: str
    labels: Mapping[str, str]
    lines: int = 1

    def label(self, language: str) -> str:
        """What is printed before it: in that language, else in English, else in any."""
        known = self.labels
        return known.get(language) or known.get("") or known.get("en") or next(iter(known.values()))


@dataclass(frozen=True, slots=True)
class Theme:
    """The design of a workshop; without a theme.toml, that of visions."""

    colours: Colours = Colours()
    logo: Logo | None = None
    worksheet_paper: str = "A4"
    roadmap_paper: str = "A3"
    lines: Lines = Lines()
    removed: tuple[str, ...] = ()
    fields: tuple[ExtraField, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Language → name of a label → other words."""

    def paper(self, kind: str) -> str:
        """The name of the paper of a “worksheet” or “roadmap”: “A4”."""
        return self.worksheet_paper if kind == "worksheet" else self.roadmap_paper

    def words(self, language: str) -> Mapping[str, str]:
        """The labels that have other words in a language."""
        return self.labels.get(language, {})

    @property
    def fingerprint(self) -> bytes:
        """Changes whenever anything of the design does."""
        return repr(self).encode() + (self.logo.data if self.logo else b"")


PLAIN = Theme()


def count_lines(theme: Theme) -> int:
    """How many lines there are to write on, one below the other, on a worksheet."""
    mine, removed = theme.lines, theme.removed
    optional = mine.missing * ("missing" not in removed) + ("headline" not in removed)
    fields = sum(one.lines for one in theme.fields)
    # The first step has two, beside the signs.
    return mine.keep + mine.have + mine.obstacles + mine.vision + 2 + optional + fields


def measure_contrast(one: str, other: str) -> float:
    """The contrast of two colours (“#rrggbb”) by WCAG 2.x: 1 to 21, whichever comes first."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def find_faint(colours: Colours) -> Iterator[tuple[Pair, float]]:
    """Every pair that is too faint, with its contrast."""
    values = {**dataclasses.asdict(colours), "white": WHITE}
    for pair in PAIRS:
        found = measure_contrast(values[pair.front], values[pair.back])
        if found < pair.needed:
            yield pair, found


def strengthen(colour: str, backs: Mapping[str, float]) -> str:
    """The nearest darker colour that has with each of `backs` at least the contrast it names;
    black where none has."""
    parts = _parts(colour)
    for step in range(100, -1, -1):
        darker = "#" + "".join(f"{round(part * step / 100):02x}" for part in parts)
        if all(measure_contrast(darker, back) >= needed for back, needed in backs.items()):
            return darker
    return "#000000"


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of the first colour, the rest of the other."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in _parts(colour))
    )
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
