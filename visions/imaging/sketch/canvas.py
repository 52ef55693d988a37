"""The sheet: SVG shapes in plain day colours, graded by depth under one global light.

Colours are `#rrggbb` as they look at noon, near by. The canvas grades them on the way out; a
`Paint` is final (a gradient, or something that shines by itself).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from visions.imaging.sketch.light import Light

Point = tuple[float, float]


class Paint(str):
    """A colour or gradient that is written as it stands."""


def n(value: float) -> str:
    """Return `value` with at most one decimal, the only precision in a drawing."""
    text = f"{value:.1f}"
    return text[:-2] if text[-1] == "0" else text


def trace(points: Iterable[Point]) -> str:
    """Return a path of straight lines through `points`."""
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)


def curve(points: Sequence[Point]) -> str:
    """Return a smooth path through the middles between `points`, from the first to the last."""
    first, last = points[0], points[-1]
    parts = [f"M{n(first[0])} {n(first[1])}"]
    for (x, y), (next_x, next_y) in pairwise(points[1:]):
        end_x, end_y = ((x + next_x) / 2, (y + next_y) / 2)
        if (next_x, next_y) == last:
            end_x, end_y = last
        parts.append(f"Q{n(x)} {n(y)} {n(end_x)} {n(end_y)}")
    return "".join(parts)


def disc(x: float, y: float, rx: float, ry: float | None = None) -> str:
    """Return an ellipse as a closed path, to be joined with others into one shape."""
    ry = rx if ry is None else ry
    return (
        f"M{n(x - rx)} {n(y)}a{n(rx)} {n(ry)} 0 1 1 {n(2 * rx)} 0"
        f"a{n(rx)} {n(ry)} 0 1 1 {n(-2 * rx)} 0z"
    )


def box(x: float, y: float, w: float, h: float) -> str:
    """Return a rectangle as a closed path, to be joined with others into one shape."""
    return f"M{n(x)} {n(y)}h{n(w)}v{n(h)}h{n(-w)}z"


class Canvas:
    """An SVG being drawn; `count` is the number of shapes so far."""

    def __init__(self, width: int, height: int, light: Light, sun: int) -> None:
        self.width = width
        self.height = height
        self.light = light
        self.depth = 0.0
        self.sun = sun
        self.count = 0
        self._body: list[str] = []
        self._defs: list[str] = []
        self._known: dict[str, Paint] = {}
        self._graded: dict[tuple[str, float], str] = {}

    # -- colours ---------------------------------------------------------------------------

    def tone(self, colour: str) -> Paint:
        """Return `colour` as it looks at the current depth."""
        if isinstance(colour, Paint):
            return colour
        key = (colour, self.depth)
        if key not in self._graded:
            self._graded[key] = self.light.grade(colour, self.depth)
        return Paint(self._graded[key])

    def fade(self, *colours: str, level: bool = False) -> Paint:
        """Return a gradient through `colours` from top to bottom (`level`: left to right)."""
        stops = [(i / (len(colours) - 1), self.tone(c), 1.0) for i, c in enumerate(colours)]
        end = 'x2="1" y2="0"' if level else 'x2="0" y2="1"'
        return self._define("linear", f'x1="0" y1="0" {end}', stops)

    def veil(self, colour: str, top: float, bottom: float) -> Paint:
        """Return `colour` from opacity `top` to opacity `bottom`."""
        paint = self.tone(colour)
        return self._define(
            "linear", 'x1="0" y1="0" x2="0" y2="1"', [(0, paint, top), (1, paint, bottom)]
        )

    def halo(self, colour: str, strength: float) -> Paint:
        """Return a round glow of `colour`, soft towards its edge."""
        paint = Paint(colour)
        stops = [(0.0, 1.0), (0.3, 0.5), (0.65, 0.14), (1.0, 0.0)]
        return self._define("radial", "", [(at, paint, strength * share) for at, share in stops])

    def _define(self, kind: str, axis: str, stops: Sequence[tuple[float, str, float]]) -> Paint:
        inner = "".join(
            f'<stop offset="{at:.2f}" stop-color="{colour}"'
            + (f' stop-opacity="{opacity:.2f}"/>' if opacity < 1 else "/>")
            for at, colour, opacity in stops
        )
        text = f"{axis}>{inner}"
        if text not in self._known:
            name = f"g{len(self._known)}"
            self._defs.append(f'<{kind}Gradient id="{name}" {text}</{kind}Gradient>')
            self._known[text] = Paint(f"url(#{name})")
        return self._known[text]

    # -- shapes ----------------------------------------------------------------------------

    def _put(self, shape: str, fill: str, opacity: float) -> None:
        self.count += 1
        extra = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        self._body.append(f'<{shape} fill="{self.tone(fill)}"{extra}/>')

    def rect(
        self, x: float, y: float, w: float, h: float, fill: str, r: float = 0, opacity: float = 1
    ) -> None:
        corner = f' rx="{n(r)}"' if r else ""
        shape = f'rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}"{corner}'
        self._put(shape, fill, opacity)

    def circle(self, x: float, y: float, r: float, fill: str, opacity: float = 1) -> None:
        self._put(f'circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}"', fill, opacity)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1
    ) -> None:
        self._put(f'ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}"', fill, opacity)

    def path(self, d: str, fill: str, opacity: float = 1) -> None:
        """Fill the path `d`."""
        self._put(f'path d="{d}"', fill, opacity)

    def polygon(self, points: Iterable[Point], fill: str, opacity: float = 1) -> None:
        self._put(f'path d="{trace(points)}z"', fill, opacity)

    def stroke(self, d: str, colour: str, width: float, opacity: float = 1, dash: str = "") -> None:
        """Draw along the path `d` with a round pen."""
        self.count += 1
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        extra += f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        self._body.append(
            f'<path d="{d}" fill="none" stroke="{self.tone(colour)}"'
            f' stroke-width="{n(width)}"{extra}/>'
        )

    def line(self, points: Iterable[Point], colour: str, width: float, opacity: float = 1) -> None:
        self.stroke(trace(points), colour, width, opacity)

    def shine(self, x: float, y: float, r: float, colour: str, strength: float) -> None:
        """Put a round glow around a lamp."""
        self.circle(x, y, r, self.halo(colour, strength))

    def shadow(self, width: float, height: float, lift: float = 0) -> None:
        """Cast the shadow of something `width` wide and `height` tall that stands at 0, 0."""
        reach = -self.sun * height * self.light.slant * 0.5
        half = width / 2 + abs(reach)
        paint = Paint("#1d2a52")
        self.ellipse(reach, lift, half, max(4, width * 0.09), paint, self.light.shadow)

    # -- frames ----------------------------------------------------------------------------

    @contextmanager
    def at(
        self, x: float, y: float, scale: float = 1, depth: float | None = None, flip: bool = False
    ) -> Iterator[None]:
        """Draw in a frame with its origin at `x`, `y`; `flip` mirrors left and right."""
        before = self.depth, self.sun
        if depth is not None:
            self.depth = round(depth, 2)
        if flip:
            self.sun = -self.sun
        sx, sy = f"{-scale if flip else scale:.3f}", f"{scale:.3f}"
        factor = sx if sx == sy else f"{sx} {sy}"
        self._body.append(f'<g transform="translate({n(x)} {n(y)}) scale({factor})">')
        yield
        self._body.append("</g>")
        self.depth, self.sun = before

    @contextmanager
    def cut(self, d: str) -> Iterator[None]:
        """Draw only what falls inside the path `d`."""
        name = f"c{len(self._defs)}"
        self._defs.append(f'<clipPath id="{name}"><path d="{d}"/></clipPath>')
        self._body.append(f'<g clip-path="url(#{name})">')
        yield
        self._body.append("</g>")

    @contextmanager
    def keep(self, name: str) -> Iterator[None]:
        """Draw a group that `mirror` can repeat."""
        self._body.append(f'<g id="{name}">')
        yield
        self._body.append("</g>")

    def mirror(self, name: str, y: float, squash: float, opacity: float) -> None:
        """Repeat the group `name` upside down below the line at `y`."""
        self.count += 1
        self._body.append(
            f'<use href="#{name}" transform="translate(0 {n(y * (1 + squash))})'
            f' scale(1 {-squash:.2f})" opacity="{opacity:.2f}"/>'
        )

    def finish(self, facts: str = "") -> str:
        """Return the drawing as SVG; `facts`, plain XML text, tell programs what it shows."""
        size = f'width="{self.width}" height="{self.height}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
            f' viewBox="0 0 {self.width} {self.height}"'
            ' stroke-linecap="round" stroke-linejoin="round">'
            f"<metadata>{facts}</metadata>"
            f"<defs>{''.join(self._defs)}</defs>{''.join(self._body)}</svg>"
        )
