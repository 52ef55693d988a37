"""Make the fonts of the documents from their full originals.

    python tools/subset_fonts.py SANS_FOLDER EMOJI.ttf

SANS_FOLDER holds NotoSans-{Regular,Bold,Italic}.ttf, NotoSansMath-Regular.ttf and
NotoSansSymbols2-Regular.ttf; EMOJI.ttf is the monochrome Noto Emoji, Regular. Needs fonttools
and brotli, which the program itself does not. Equal originals give equal files. Also writes
`coverage.txt`, the code points that at least one of the fonts can print.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "visions" / "documents" / "fonts"

TEXT = (
    (0x0020, 0x024F),  # Latin, with Extended-A and -B (Romanian comma letters)
    (0x0259, 0x0259),
    (0x02B9, 0x02DD),  # modifier letters, spacing accents
    (0x0300, 0x0345),  # combining accents
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x0490, 0x0491),
    (0x1E02, 0x1E03),
    (0x1E80, 0x1E85),
    (0x1E9E, 0x1E9E),
    (0x1F00, 0x1FFF),  # Greek with all accents
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # ℃ № ™
    (0x2150, 0x215F),  # fractions
    (0x2212, 0x2212),
    (0xFB00, 0xFB04),
    (0xFFFD, 0xFFFD),
)
MATH = ((0x2190, 0x21FF), (0x2200, 0x2265))
SYMBOLS = ((0x25A0, 0x25FF), (0x2600, 0x2613), (0x2660, 0x2667), (0x2701, 0x2767), (0x2776, 0x2794))
TEXT_FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum", "lnum", "pnum", "frac"]

# Every emoji does not fit into half a megabyte. All of these come along: weather, plants, places,
# hands, transport; of the others (food, animals, sports …) those with a plain outline.
EMOJI_ALWAYS = (
    (0x1F100, 0x1F320),
    (0x1F331, 0x1F344),
    (0x1F3D0, 0x1F3FF),
    (0x1F440, 0x1F44F),
    (0x1F680, 0x1F6FF),
)
EMOJI_ALSO = "🐝🐶🤝🤖💡🗺🕊👥👪👨👩👦👧👴👵🧑🧓🦽📱💻🤲🙌🎭🎨🏛🛝🧱🧭🌍🌎🌏🎉"
EMOJI_LONGEST_OUTLINE = 650  # bytes


def main(sans_folder: Path, emoji: Path) -> None:
    covered: set[int] = set()
    for style in ("Regular", "Bold", "Italic"):
        font = TTFont(sans_folder / f"NotoSans-{style}.ttf")
        covered |= write_subset(font, spread(TEXT), f"NotoSans-{style}", web=True)
    for name, ranges in (("NotoSansMath-Regular", MATH), ("NotoSansSymbols2-Regular", SYMBOLS)):
        covered |= write_subset(TTFont(sans_folder / f"{name}.ttf"), spread(ranges), name)
    font = TTFont(emoji)
    covered |= write_subset(font, choose_emoji(font), "NotoEmoji-Regular", features=[])
    lines = (f"{first:04X}-{last:04X}\n" for first, last in join(covered))
    (FONTS / "coverage.txt").write_text("".join(lines), encoding="ascii", newline="\n")


def write_subset(
    font: TTFont,
    wanted: Iterable[int],
    name: str,
    *,
    features: Sequence[str] = TEXT_FEATURES,
    web: bool = False,
) -> set[int]:
    """Write `name`.ttf (and .woff2 for the web) and return the code points it covers."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = list(features)
    options.name_IDs = ["*"]  # copyright and licence stay inside
    options.drop_tables += ["vhea", "vmtx", "STAT", "MATH"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.recalcTimestamp = False
    font.save(FONTS / f"{name}.ttf")
    if web:
        font.flavor = "woff2"
        font.save(FONTS / f"{name}.woff2")
    return set(font.getBestCmap())


def choose_emoji(font: TTFont) -> set[int]:
    cmap = font.getBestCmap()
    loca = font["loca"]
    outline = {
        name: loca[index + 1] - loca[index] for index, name in enumerate(font.getGlyphOrder())
    }
    always = set(spread(EMOJI_ALWAYS)) | set(map(ord, EMOJI_ALSO))
    regional = range(0x1F1E6, 0x1F200)  # letters that only make sense in pairs, as flags
    return {
        code
        for code, name in cmap.items()
        if 0x2000 <= code < 0x1FB00
        and code not in regional
        and (code < 0x1F100 or code in always or outline[name] <= EMOJI_LONGEST_OUTLINE)
    }


def spread(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)


def join(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for code in sorted(codes):
        if last is not None and first is not None and code != last + 1:
            yield first, last
            first = code
        first = code if first is None else first
        last = code
    if first is not None and last is not None:
        yield first, last


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
