"""The example workshop (Berlin 2023): one source for the repository and the installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).parent / "example"
_REPOSITORY = Path(__file__).parent.parent


def find_example() -> Path:
    """The folder with the example's workshop.toml and prompts/.

    In an installed package it lies inside the package; in a checkout it is the repository.
    """
    return _PACKAGED if _PACKAGED.is_dir() else _REPOSITORY


def list_example() -> list[Path]:
    """The example's files, relative to `find_example()`."""
    root = find_example()
    prompts = sorted(path for path in (root / "prompts").rglob("*") if path.is_file())
    return [Path("workshop.toml"), *(path.relative_to(root) for path in prompts)]
