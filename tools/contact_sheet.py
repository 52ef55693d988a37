"""Draw the prompts of contact_sheet.toml onto one sheet, for the eye.

`make contact-sheet` writes build/contact-sheet.png, four pictures a row in the order of the
file. A folder as argument gets each picture at full size as well.
"""

from __future__ import annotations

import io
import sys
import tomllib
from pathlib import Path

from PIL import Image

from visions.imaging.sketch import draw_sketch
from visions.typesetter import rasterise_svg

PROMPTS = Path(__file__).with_suffix(".toml")
TARGET = Path(__file__).parent.parent / "build" / "contact-sheet.png"
COLUMNS, GAP = 4, 12
SIZE = (600, 400)


def make_contact_sheet(folder: Path | None = None) -> None:
    """Draw every prompt and lay the pictures out in rows."""
    entries = tomllib.loads(PROMPTS.read_text(encoding="utf-8"))["picture"]
    rows = -(-len(entries) // COLUMNS)
    wide, high = SIZE[0] + GAP, SIZE[1] + GAP
    sheet = Image.new("RGB", (COLUMNS * wide + GAP, rows * high + GAP), "white")
    for number, entry in enumerate(entries):
        sketch = draw_sketch(entry["prompt"], language=entry["language"])
        png = rasterise_svg(sketch.svg, sketch.width)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number + 1:02}.png").write_bytes(png)
        with Image.open(io.BytesIO(png)) as picture:
            small = picture.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
        sheet.paste(small, (GAP + number % COLUMNS * wide, GAP + number // COLUMNS * high))
    TARGET.parent.mkdir(exist_ok=True)
    sheet.save(TARGET)
    print(TARGET)


if __name__ == "__main__":
    make_contact_sheet(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
