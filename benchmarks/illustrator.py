"""One picture of the built-in illustrator at 1536x1024: as SVG, and as PNG."""

from __future__ import annotations

from itertools import count

from benchmarks.timing import measure, report
from visions.imaging.sketch import draw_sketch
from visions.typesetter import rasterise_svg

SVG_MS, PICTURE_MS = 30, 300
WORDS = (
    "a smart city which is connected, sustainable, user-friendly with a proper digital "
    "infrastructure and co-creation opportunities"
)


def run() -> None:
    seeds = count()
    svg = measure(lambda: draw_sketch(WORDS, seed=next(seeds)), runs=21)
    report("sketch as SVG", f"{svg * 1000:.0f} ms", f"<= {SVG_MS} ms", svg * 1000 <= SVG_MS)
    whole = measure(lambda: rasterise_svg(draw_sketch(WORDS, seed=next(seeds)).svg, 1536), runs=11)
    report(
        "sketch with PNG at 1536x1024",
        f"{whole * 1000:.0f} ms",
        f"<= {PICTURE_MS} ms",
        whole * 1000 <= PICTURE_MS,
    )
