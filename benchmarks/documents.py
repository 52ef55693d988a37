"""Worksheet and roadmap of one tandem with a new picture, warm, on one thread."""

from __future__ import annotations

import datetime as dt
import io
from itertools import count

from benchmarks.timing import measure, report
from visions.documents.pdf import Page, set_pdf
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.imaging.sketch import draw_sketch
from visions.model import City, Entry, Prompt, Record, RecordId, State, Tandem, Workshop
from visions.typesetter import rasterise_svg

PAIR_MS, PER_SECOND = 25, 60
WORDS = "Una città su una collina con tram, alberi e un tavolo di lavoro in piazza."


def run() -> None:
    pictures = [_draw_jpeg(seed) for seed in range(4)]
    number = count()

    def set_pair() -> None:
        entry, picture = _make_entry(next(number)), pictures[next(number) % 4]
        for view in (view_worksheet, view_roadmap):
            set_pdf([Page(view(_WORKSHOP, _TANDEM, entry, "it", "1"), picture)])

    seconds = measure(set_pair, runs=41)
    report(
        "worksheet + roadmap PDF with a new JPEG, one thread",
        f"{seconds * 1000:.1f} ms",
        f"<= {PAIR_MS} ms",
        seconds * 1000 <= PAIR_MS,
    )
    report(
        "documents a second, one thread",
        f"{2 / seconds:.0f} /s",
        f">= {PER_SECOND} /s",
        2 / seconds >= PER_SECOND,
    )


def _draw_jpeg(seed: int) -> bytes:
    from PIL import Image

    png = rasterise_svg(draw_sketch(WORDS, seed=seed).svg, 1344)
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()


_TANDEM = Tandem("arezzo-hamm", (City("Arezzo", "IT"), City("Hamm", "DE")), "Air", ("it",))
_WORKSHOP = Workshop(
    "A workshop", "ISCN", "Berlin", dt.date(2023, 10, 23), dt.date(2024, 12, 31), ("en",), ()
)


def _make_entry(number: int) -> Entry:
    moment = dt.datetime(2023, 10, 23, 12, number % 60, tzinfo=dt.UTC)
    prompt = Prompt(RecordId("arezzo-hamm", number % 9999 + 1), f"{WORDS} ({number})")
    record = Record(
        prompt.id, "0", prompt.text, "", "openai", "OpenAI", "gpt-image-2", 1, moment, moment,
        {}, "original.png", "image/png", 1536, 1024, 1, "",
    )  # fmt: skip
    return Entry(prompt, State.DONE, record)
