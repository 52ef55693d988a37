"""`visions new`: a fresh workshop folder, empty or the example."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command()(new)


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is new or empty.")],
    example: Annotated[
        bool, typer.Option("--example", help="Fill it with the Berlin 2023 workshop, ready to run.")
    ] = False,
) -> None:
    """Make a new workshop folder."""
    from visions.archive.files import make_folder, publish_file
    from visions.cli.session import say
    from visions.errors import DiskFailed, FolderTaken

    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        if not taken:
            make_folder(folder.resolve())
    except OSError as error:
        raise DiskFailed(
            file=folder, reason=error.strerror, advice="Choose another place."
        ) from None
    if taken:
        raise FolderTaken(folder=folder)
    for name, data in (_list_example() if example else _list_blank()).items():
        publish_file(folder.resolve() / name, data)
    change = f"cd {folder}"
    if example:
        say(f"The example workshop is in {folder}.\nNext:  {change}  and  visions make")
    else:
        say(
            f"A new workshop is in {folder}.\n"
            f"Next:  {change}\n"
            "       write your title, date and tandems into workshop.toml\n"
            "       visions check\n"
            '       visions add TANDEM "a town square where …"\n'
            "       visions make"
        )


def _list_example() -> dict[Path, bytes]:
    from visions.example import find_example, list_example

    return {name: (find_example() / name).read_bytes() for name in list_example()}


def _list_blank() -> dict[Path, bytes]:
    import datetime as dt

    today = dt.date.today()
    blank = (Path(__file__).parent / "workshop.toml").read_text("utf-8")
    text = blank.replace("@DATE@", today.isoformat()).replace(
        "@HORIZON@", f"{today.year + 1}-{today.month:02d}"
    )
    readme = (Path(__file__).parent / "prompts.md").read_bytes()
    return {Path("workshop.toml"): text.encode(), Path("prompts") / "README.md": readme}
