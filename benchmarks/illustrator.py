"""The built-in illustrator at 1536x1024: time, memory and shapes, over 24 different prompts."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.timing import measure, report
from visions.imaging.sketch import draw_sketch
from visions.imaging.sketch.lexicon import read_text
from visions.model import MAX_PROMPT_CHARACTERS
from visions.typesetter import rasterise_svg

SVG_MS, PICTURE_MS, LEXICON_MS = 30, 300, 10
MOST_MB, MOST_SHAPES, LEAST_GAIN = 140, 3000, 1.5
PROMPTS = Path(__file__).parent.parent / "tools" / "contact_sheet.toml"
SHAPES = ("<path", "<rect", "<circle", "<ellipse", "<polygon", "<use")
ONE_PICTURE = """
import resource
from pathlib import Path
from visions.imaging.sketch import draw_sketch
from visions.typesetter import rasterise_svg
rasterise_svg(draw_sketch("a market by the river with trams").svg, 1536)
status = Path("/proc/self/status")
if status.exists():
    # What getrusage tells of is inherited from the process that started this one.
    peak = status.read_text().partition("VmHWM:")[2].split()[0]
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(int(peak) // 1024)
"""


def run() -> None:
    entries = tomllib.loads(PROMPTS.read_text("utf-8"))["picture"]
    prompts = [(entry["prompt"], entry["language"]) for entry in entries]

    svg = statistics.median(
        measure(partial(draw_sketch, words, language=language), runs=5)
        for words, language in prompts
    )
    _report_ms("sketch as SVG, median of 24 prompts", svg, SVG_MS)
    whole = statistics.median(
        measure(partial(_draw, words, language), runs=3) for words, language in prompts
    )
    _report_ms("sketch with PNG at 1536x1024, median of 24", whole, PICTURE_MS)
    _report_lexicon(prompts)

    shapes = max(_count_shapes(words, language) for words, language in prompts)
    report("most shapes", str(shapes), f"<= {MOST_SHAPES}", shapes <= MOST_SHAPES)
    ran = subprocess.run(
        [sys.executable, "-c", ONE_PICTURE], capture_output=True, text=True, check=True
    )
    memory = int(ran.stdout)
    report("memory for one picture", f"{memory} MB", f"<= {MOST_MB} MB", memory <= MOST_MB)
    gain = measure(lambda: _draw_eight(1), runs=3) / measure(lambda: _draw_eight(2), runs=3)
    report("two threads over one", f"{gain:.2f} x", f">= {LEAST_GAIN} x", gain >= LEAST_GAIN)


def _report_lexicon(prompts: list[tuple[str, str]]) -> None:
    prose = " ".join(words for words, _ in prompts)
    longest = (prose * (MAX_PROMPT_CHARACTERS // len(prose) + 1))[:MAX_PROMPT_CHARACTERS]
    seconds = measure(lambda: read_text(longest), runs=21)
    _report_ms(f"lexicon on {MAX_PROMPT_CHARACTERS} characters", seconds, LEXICON_MS)


def _report_ms(name: str, seconds: float, most: int) -> None:
    report(name, f"{seconds * 1000:.1f} ms", f"<= {most} ms", seconds * 1000 <= most)


def _draw(words: str, language: str | None = None, seed: int = 0) -> bytes:
    return rasterise_svg(draw_sketch(words, seed=seed, language=language).svg, 1536)


def _draw_eight(threads: int) -> None:
    seeds = count()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda _: _draw("a market by the river", seed=next(seeds)), range(8)))


def _count_shapes(words: str, language: str) -> int:
    svg = draw_sketch(words, language=language).svg
    return sum(svg.count(shape) for shape in SHAPES)
