"""`visions sketch`: try words on the built-in illustrator, without a workshop."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SIZE = "1536x1024"
LARGEST = 4096
"""Pixels a side."""


def register(app: typer.Typer) -> None:
    app.command()(sketch)


def sketch(
    text: Annotated[
        str, typer.Argument(metavar="TEXT|-", help="The words, or - for standard input.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="A file .svg or .png.")
    ],
    language: Annotated[
        str | None, typer.Option("--language", help="The words' language: en de it ro nl el.")
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", help="Another number, another sketch of the same words.")
    ] = 0,
    size: Annotated[str, typer.Option("--size", metavar="WxH", help="In pixels.")] = SIZE,
) -> None:
    """Try words on the built-in illustrator; nothing is archived."""
    from visions.archive.files import replace_file
    from visions.cli.adding import read_words
    from visions.cli.session import say
    from visions.depiction import describe_scene
    from visions.i18n import speak
    from visions.imaging.sketch import draw_sketch, read_scene
    from visions.model import LANGUAGES
    from visions.typesetter import rasterise_svg

    kind = output.suffix.lower()
    if kind not in (".svg", ".png"):
        raise typer.BadParameter("the name must end in .svg or .png", param_hint="-o")
    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(f"there is {', '.join(LANGUAGES)}", param_hint="--language")
    if not output.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {output.parent}", param_hint="-o")
    width, height = _read_size(size)
    drawn = draw_sketch(read_words(text), width=width, height=height, seed=seed, language=language)
    svg = drawn.svg.encode()
    replace_file(output.absolute(), svg if kind == ".svg" else rasterise_svg(drawn.svg, width))
    say(f"{output}: {describe_scene(read_scene(svg), speak(language or 'en'))}")


def _read_size(size: str) -> tuple[int, int]:
    width, _, height = size.partition("x")
    if width.isdecimal() and height.isdecimal():
        pixels = int(width), int(height)
        if all(64 <= side <= LARGEST for side in pixels):
            return pixels
    raise typer.BadParameter(f"write it as {SIZE}, each side 64 to {LARGEST}", param_hint="--size")
