"""Arguments that several commands take."""

from __future__ import annotations

from typing import Annotated

import typer

KeyArgument = Annotated[str, typer.Argument(metavar="TANDEM", help="The tandem's key.")]
NumberArgument = Annotated[
    int, typer.Argument(metavar="NNNN", min=1, max=9999, help="The prompt's number.")
]
KeysArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[TANDEM]...", help="All tandems if none is named.")
]
