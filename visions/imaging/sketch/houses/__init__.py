"""House styles and the quarters they make up, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from visions.imaging.sketch.houses import modern, old
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream

House = Callable[[Scene, Stream, float, float], None]


@dataclass(frozen=True)
class Quarter:
    """Which houses stand in the far and the near row, how wide and how high (in units)."""

    far: tuple[House, ...]
    near: tuple[House, ...]
    far_size: tuple[float, float, float, float]  # narrowest, widest, lowest, highest
    near_size: tuple[float, float, float, float]
    peaks: float = 0.0  # how much higher the middle of a cluster is than its edge
    gap: float = 8.0  # the widest gap in the near row


_GREEN, _SLAB, _GLASS, _BLOCK = (
    modern.draw_green_tower,
    modern.draw_slab,
    modern.draw_glass,
    modern.draw_block,
)

QUARTERS: dict[str, Quarter] = {
    "modern": Quarter(
        (_GREEN, _SLAB, _GREEN, _GLASS),
        (_BLOCK, _GREEN, _BLOCK, _SLAB),
        (50, 84, 110, 320),
        (56, 100, 62, 122),
        1.0,
    ),
    "towers": Quarter(
        (_GLASS, _SLAB, _GLASS, _GREEN),
        (_BLOCK, _SLAB, _GLASS),
        (48, 82, 170, 400),
        (54, 96, 80, 165),
        1.0,
    ),
    "mixed": Quarter(
        (_GREEN, _SLAB, modern.draw_loft),
        (old.draw_quay_house, _BLOCK, old.draw_long_house, modern.draw_loft),
        (50, 84, 100, 230),
        (46, 84, 60, 108),
        0.8,
    ),
    "quay": Quarter(
        (_BLOCK, old.draw_long_house, modern.draw_loft),
        (old.draw_quay_house, old.draw_quay_house, old.draw_long_house),
        (50, 84, 110, 170),
        (38, 58, 76, 124),
        0.3,
    ),
    "gables": Quarter(
        (old.draw_canal_house,), (old.draw_canal_house,), (34, 50, 150, 205), (36, 54, 96, 150), 0.2
    ),
    "timber": Quarter(
        (old.draw_timber, old.draw_long_house),
        (old.draw_timber, old.draw_long_house, old.draw_timber),
        (48, 74, 120, 165),
        (52, 84, 70, 112),
        0.2,
    ),
    "cottages": Quarter(
        (old.draw_long_house, old.draw_timber),
        (old.draw_cottage, old.draw_cottage, old.draw_long_house),
        (70, 104, 92, 132),
        (92, 136, 70, 92),
        0.0,
        26,
    ),
    "chalets": Quarter(
        (old.draw_chalet, old.draw_chalet, old.draw_long_house),
        (old.draw_chalet,),
        (84, 118, 120, 165),
        (92, 130, 92, 124),
        0.0,
        20,
    ),
    "seaside": Quarter(
        (old.draw_long_house, old.draw_quay_house, old.draw_long_house),
        (old.draw_cottage, old.draw_quay_house, old.draw_long_house),
        (58, 96, 84, 128),
        (66, 112, 56, 88),
        0.4,
        30,
    ),
    "town": Quarter(
        (old.draw_long_house, modern.draw_loft, _BLOCK, old.draw_quay_house),
        (old.draw_long_house, _BLOCK, old.draw_quay_house, old.draw_cottage),
        (58, 96, 92, 138),
        (58, 104, 62, 92),
        0.3,
        16,
    ),
    "future": Quarter(
        (_GLASS, _GREEN, _GREEN, _GLASS),
        (_GREEN, _BLOCK, _GREEN),
        (46, 80, 130, 400),
        (54, 96, 70, 150),
        1.0,
    ),
    "central": Quarter(
        (_SLAB, _BLOCK, modern.draw_loft, old.draw_long_house),
        (_BLOCK, old.draw_long_house, old.draw_quay_house, _BLOCK),
        (52, 86, 110, 260),
        (52, 96, 66, 118),
        0.9,
    ),
    "southern": Quarter(
        (_SLAB, old.draw_long_house, _GREEN, _BLOCK),
        (_BLOCK, old.draw_long_house, _BLOCK, old.draw_long_house),
        (50, 84, 110, 250),
        (56, 96, 66, 118),
        0.9,
    ),
    "lowland": Quarter(
        (modern.draw_loft, _SLAB, _GREEN, _GLASS),
        (old.draw_canal_house, modern.draw_loft, _BLOCK, old.draw_canal_house),
        (50, 84, 110, 280),
        (42, 78, 70, 124),
        0.95,
    ),
    "attic": Quarter(
        (_BLOCK, _SLAB, _BLOCK),
        (_BLOCK, _BLOCK, _GREEN),
        (48, 78, 100, 190),
        (50, 88, 70, 118),
        0.7,
    ),
    "carpathian": Quarter(
        (_SLAB, _BLOCK, old.draw_long_house, _GREEN),
        (old.draw_long_house, _BLOCK, old.draw_timber, _BLOCK),
        (52, 86, 110, 240),
        (56, 96, 66, 116),
        0.9,
    ),
    "brick": Quarter(
        (modern.draw_loft, _SLAB, modern.draw_loft),
        (modern.draw_hall, modern.draw_loft, _BLOCK),
        (54, 90, 100, 180),
        (80, 140, 50, 92),
        0.5,
    ),
}
HILL_HOUSES: dict[str, House] = {"tuscan": old.draw_tuscan, "cubes": old.draw_cube}
