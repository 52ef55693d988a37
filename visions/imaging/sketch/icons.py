"""Signs without words: white shapes in a frame of -50 to 50, drawn by name."""

from __future__ import annotations

import math

from visions.imaging.sketch.canvas import Canvas, box, disc, n


def _cloud(canvas: Canvas, ink: str) -> None:
    canvas.path(disc(-18, 6, 20) + disc(6, -8, 24) + disc(24, 8, 18) + box(-20, 6, 46, 20), ink)


def _leaf(canvas: Canvas, ink: str) -> None:
    canvas.path("M-30 28C-40 -18 -6 -36 34 -32C40 8 14 38 -30 28z", ink)


def _heart(canvas: Canvas, ink: str) -> None:
    canvas.path("M0 34C-54 -2 -34 -38 -14 -32Q-4 -30 0 -18Q4 -30 14 -32C34 -38 54 -2 0 34z", ink)


def _signal(canvas: Canvas, ink: str) -> None:
    canvas.stroke("M-34 -8Q0 -38 34 -8M-21 8Q0 -10 21 8", ink, 9)
    canvas.circle(0, 24, 8, ink)


def _bulb(canvas: Canvas, ink: str) -> None:
    canvas.path(
        "M-12 18Q-12 8 -20 -2A24 24 0 1 1 20 -2Q12 8 12 18z"
        + box(-11, 22, 22, 5)
        + box(-8, 30, 16, 5),
        ink,
    )


def _bolt(canvas: Canvas, ink: str) -> None:
    canvas.path("M8 -38L-24 8H-3L-9 38L24 -9H3z", ink)


def _drop(canvas: Canvas, ink: str) -> None:
    canvas.path("M0 -38Q30 0 26 14A26 26 0 0 1 -26 14Q-30 0 0 -38z", ink)


def _people(canvas: Canvas, ink: str) -> None:
    for x in (-20, 20):
        canvas.circle(x, -18, 12, ink)
        canvas.path(f"M{x - 18} 28Q{x - 18} 0 {x} 0Q{x + 18} 0 {x + 18} 28z", ink)


def _home(canvas: Canvas, ink: str) -> None:
    canvas.path("M-38 2L0 -32L38 2H26V32H8V12H-8V32H-26V2z", ink)


def _bike(canvas: Canvas, ink: str) -> None:
    canvas.stroke(
        disc(-22, 14, 15)
        + disc(22, 14, 15)
        + "M-22 14L-8 -12H14L22 14M-8 -12L2 14L14 -12L12 -22H20",
        ink,
        6,
    )


def _sun(canvas: Canvas, ink: str) -> None:
    canvas.circle(0, 0, 16, ink)
    rays = "".join(
        f"M{n(25 * math.cos(a))} {n(25 * math.sin(a))}L{n(36 * math.cos(a))} {n(36 * math.sin(a))}"
        for a in (math.tau * i / 8 for i in range(8))
    )
    canvas.stroke(rays, ink, 7)


def _wheelchair(canvas: Canvas, ink: str) -> None:
    canvas.circle(-4, -32, 8, ink)
    canvas.stroke("M-4 -18V6H16L26 28M-4 -8H14", ink, 8)
    canvas.stroke("M-12 0A20 20 0 1 0 18 22", ink, 7)


def _tick(canvas: Canvas, ink: str) -> None:
    canvas.stroke("M-26 2L-8 22L28 -20", ink, 12)


def _pin(canvas: Canvas, ink: str) -> None:
    hole = "M-10 -12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0z"
    canvas.path(f"M0 38Q-28 2 -26 -12A26 26 0 0 1 26 -12Q28 2 0 38z{hole}", ink)


def _cycle(canvas: Canvas, ink: str) -> None:
    canvas.stroke("M-26 8A28 28 0 0 1 20 -20M26 -6A28 28 0 0 1 -20 22", ink, 9)
    canvas.path("M10 -36L32 -22L10 -6zM-10 38L-32 24L-10 8z", ink)


def _cross(canvas: Canvas, ink: str) -> None:
    canvas.path("M-11 -32H11V-11H32V11H11V32H-11V11H-32V-11H-11z", ink)


def _bus(canvas: Canvas, ink: str) -> None:
    windows = "M-24 -24v18h20v-18zM4 -24v18h20v-18z"
    canvas.path(f"M-26 -34H26Q34 -34 34 -26V20H-34V-26Q-34 -34 -26 -34z{windows}", ink)
    canvas.path(disc(-18, 24, 9) + disc(18, 24, 9), ink)


def _wind(canvas: Canvas, ink: str) -> None:
    canvas.stroke("M-34 -8H10A13 13 0 1 0 -3 -21M-34 8H22A13 13 0 1 1 9 21M-34 24H-6", ink, 8)


def _flame(canvas: Canvas, ink: str) -> None:
    hole = "M0 30Q14 14 2 -2Q-14 16 0 30z"
    canvas.path(
        f"M4 -40Q34 -6 26 16A27 26 0 0 1 -26 16Q-28 2 -14 -10Q-10 0 -4 2Q-8 -20 4 -40z{hole}", ink
    )


def _gear(canvas: Canvas, ink: str) -> None:
    canvas.stroke(disc(0, 0, 17), ink, 12)
    teeth = "".join(
        f"M{n(26 * math.cos(a))} {n(26 * math.sin(a))}L{n(33 * math.cos(a))} {n(33 * math.sin(a))}"
        for a in (math.tau * (i + 0.5) / 8 for i in range(8))
    )
    canvas.stroke(teeth, ink, 11)


def _chart(canvas: Canvas, ink: str) -> None:
    canvas.path(box(-32, 4, 16, 28) + box(-8, -14, 16, 46) + box(16, -32, 16, 64), ink)


def _cube(canvas: Canvas, ink: str) -> None:
    canvas.stroke("M0 -34L30 -18V18L0 34L-30 18V-18zM-30 -18L0 -2L30 -18M0 -2V34", ink, 7)


def _chat(canvas: Canvas, ink: str) -> None:
    canvas.path(
        "M-24 -34H24Q36 -34 36 -22V4Q36 16 24 16H0L-16 34V16H-24Q-36 16 -36 4V-22Q-36 -34 -24 -34z",
        ink,
    )


def _link(canvas: Canvas, ink: str) -> None:
    canvas.stroke("M-22 18L0 -22L24 16z", ink, 6)
    canvas.path(disc(-22, 18, 12) + disc(0, -24, 12) + disc(24, 16, 12), ink)


def _book(canvas: Canvas, ink: str) -> None:
    canvas.path("M-3 -20Q-20 -32 -38 -26V24Q-20 18 -3 30zM3 -20Q20 -32 38 -26V24Q20 18 3 30z", ink)


def _note(canvas: Canvas, ink: str) -> None:
    canvas.path(disc(-16, 22, 12, 10) + disc(22, 14, 12, 10), ink)
    canvas.stroke("M-7 22V-24L31 -32V14", ink, 8)


def _shield(canvas: Canvas, ink: str) -> None:
    canvas.path("M0 -36Q16 -24 30 -24Q32 16 0 36Q-32 16 -30 -24Q-16 -24 0 -36z", ink)


def _boat(canvas: Canvas, ink: str) -> None:
    canvas.path("M-36 10H36L24 30H-24zM-4 -36V4H-28zM4 -30L28 4H4z", ink)


ICONS = {
    "cloud": _cloud,
    "leaf": _leaf,
    "heart": _heart,
    "signal": _signal,
    "bulb": _bulb,
    "bolt": _bolt,
    "drop": _drop,
    "people": _people,
    "home": _home,
    "bike": _bike,
    "sun": _sun,
    "wheelchair": _wheelchair,
    "tick": _tick,
    "pin": _pin,
    "cycle": _cycle,
    "cross": _cross,
    "bus": _bus,
    "wind": _wind,
    "flame": _flame,
    "gear": _gear,
    "chart": _chart,
    "cube": _cube,
    "chat": _chat,
    "link": _link,
    "book": _book,
    "note": _note,
    "shield": _shield,
    "boat": _boat,
}


def draw_icon(canvas: Canvas, name: str, x: float, y: float, size: float, ink: str) -> None:
    """Draw the sign `name`, about `size` high, around `x`, `y`."""
    with canvas.at(x, y, size / 80):
        ICONS[name](canvas, ink)
