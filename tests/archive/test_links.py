"""Folders of the archive that are links."""

from __future__ import annotations

from pathlib import Path

import pytest

from visions.archive.layout import Layout
from visions.archive.links import find_linked_folders


@pytest.mark.parametrize("name", ["prompts", "outputs", "prompts/t", "outputs/t", "outputs/t/0001"])
def test_a_link_is_found_once_and_not_followed(name: str, tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "room", tmp_path / "elsewhere"
    (elsewhere / "t").mkdir(parents=True)
    (elsewhere / "t" / "0002").symlink_to(tmp_path)
    (root / name).parent.mkdir(parents=True)
    (root / name).symlink_to(elsewhere)
    assert list(find_linked_folders(Layout(root), "t")) == [name]


def test_plain_and_missing_folders_are_none(tmp_path: Path) -> None:
    (tmp_path / "outputs" / "t" / "0001").mkdir(parents=True)
    (tmp_path / "outputs" / "t" / "notes").symlink_to(tmp_path)
    assert list(find_linked_folders(Layout(tmp_path), "t")) == []
