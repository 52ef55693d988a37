"""Colours as `#rrggbb` and what can be done to them."""

from __future__ import annotations

from functools import cache

RGB = tuple[float, float, float]

NAVY = "#26345e"
WARM = "#fff6e4"


@cache
def read_rgb(colour: str) -> RGB:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def write_rgb(red: float, green: float, blue: float) -> str:
    parts = (min(255, max(0, round(part))) for part in (red, green, blue))
    return "#{:02x}{:02x}{:02x}".format(*parts)


@cache
def mix(first: str, second: str, share: float) -> str:
    """Return `first` with `share` (0 to 1) of `second` in it."""
    a, b = read_rgb(first), read_rgb(second)
    return write_rgb(*(x + (y - x) * share for x, y in zip(a, b, strict=True)))


def shade(colour: str, share: float = 0.22) -> str:
    """Return `colour` in the shade: towards navy, never towards black."""
    return mix(colour, NAVY, share)


def tint(colour: str, share: float = 0.25) -> str:
    """Return `colour` in the light: towards warm white."""
    return mix(colour, WARM, share)
