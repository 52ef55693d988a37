"""One tandem with a drawn picture and a prompt that is new each time: what documents are set of."""

from __future__ import annotations

import datetime as dt
import io

from visions.imaging.sketch import draw_sketch
from visions.model import City, Entry, Prompt, Record, RecordId, State, Tandem, Workshop
from visions.typesetter import rasterise_svg

WORDS = "Una città su una collina con tram, alberi e un tavolo di lavoro in piazza."
TANDEM = Tandem("arezzo-hamm", (City("Arezzo", "IT"), City("Hamm", "DE")), "Air", ("it",))
WORKSHOP = Workshop(
    "A workshop", "ISCN", "Berlin", dt.date(2023, 10, 23), dt.date(2024, 12, 31), ("en",), ()
)


def draw_jpeg(seed: int) -> bytes:
    from PIL import Image

    png = rasterise_svg(draw_sketch(WORDS, seed=seed).svg, 1344)
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()


def make_entry(number: int) -> Entry:
    moment = dt.datetime(2023, 10, 23, 12, number % 60, tzinfo=dt.UTC)
    prompt = Prompt(RecordId("arezzo-hamm", number % 9999 + 1), f"{WORDS} ({number})")
    record = Record(
        prompt.id, "0", prompt.text, "", "openai", "OpenAI", "gpt-image-2", 1, moment, moment,
        {}, "original.png", "image/png", 1344, 896, 1, "",
    )  # fmt: skip
    return Entry(prompt, State.DONE, record)
