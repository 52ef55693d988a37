"""What a bag is to hold."""

from __future__ import annotations

from dataclasses import dataclass

from visions.model import Tandem


@dataclass(frozen=True, slots=True)
class Scope:
    """These tandems, `is_whole` where they are all; for the public or for the archive."""

    tandems: tuple[Tandem, ...]
    is_whole: bool = True
    public: bool = False
    only_chosen: bool = False
