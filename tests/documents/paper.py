"""What is on the pages of a PDF, read from the positions of its letters."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

import pdfplumber

from visions.documents.pdf import SetPdf

POINTS_PER_MM = 72 / 25.4
SMALLEST = 7.5
A4 = (210 * POINTS_PER_MM, 297 * POINTS_PER_MM)
A3_LANDSCAPE = (420 * POINTS_PER_MM, 297 * POINTS_PER_MM)


def find_faults(result: SetPdf, size: tuple[float, float]) -> tuple[list[str], int]:
    """What is small, cut off at the edge or printed over, page by page; and how many pages."""
    faults = list(result.warnings)
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if abs(page.width - size[0]) > 1 or abs(page.height - size[1]) > 1:
                faults.append(f"page {number}: {page.width} × {page.height}")
            letters = [char for char in page.chars if char["text"].strip()]
            for char in letters:
                if char["size"] < SMALLEST - 0.01:
                    faults.append(f"page {number}: “{char['text']}” in {char['size']:.1f} pt")
                inside = char["x0"] > 10 and char["x1"] < size[0] - 10
                if not (inside and char["top"] > 10 and char["bottom"] < size[1] - 10):
                    faults.append(f"page {number}: “{char['text']}” at the edge")
            words = page.extract_words(x_tolerance=1)
            faults += [f"page {number}: {overlap}" for overlap in find_overlaps(words)]
        return faults, len(pdf.pages)


def find_overlaps(words: list[dict[str, float]]) -> Iterator[str]:
    """Pairs of words that share ink, each as “one / other”."""
    ordered = sorted(words, key=lambda word: word["top"])
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if other["top"] >= one["bottom"]:
                break
            across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
            # Boxes hold the whole line height of the font, letters about half of it.
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            height = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
            if across > 0.6 and down > 0.45 * height:
                yield f"{one['text']} / {other['text']}"


def count_words(result: SetPdf) -> Counter[str]:
    """How often each word stands in the file."""
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        pages = [page.extract_words(x_tolerance=1) for page in pdf.pages]
    return Counter(part for page in pages for word in page for part in split_words(word["text"]))


def split_words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u200b", ""))
