"""Papers beside the sheets: a template, what it says, and the pictures that it shows.

A paper's view names each picture by its prompt (“arezzo-hamm/0001”). The template finds the file
under that name in `data.pictures`, or nothing, and hangs an empty frame then.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from visions.documents.pdf import SetPdf, set_template
from visions.theme import PLAIN, Theme

_JPEG = b"\xff\xd8"


class Paper(Protocol):
    """The view of a whole paper: a dataclass of plain texts."""

    @property
    def document_title(self) -> str: ...

    @property
    def created(self) -> int:
        """Unix seconds; the PDF's own time stamp, so that equal input gives equal bytes."""
        ...


def set_paper(
    template: str,
    paper: Paper,
    pictures: Mapping[str, bytes],
    *,
    templates: Path | None = None,
    theme: Theme = PLAIN,
) -> SetPdf:
    """Set `paper` by `template` (such as “poster.typ”) as one PDF/UA-1 and PDF/A-2a.

    `pictures` are JPEG or the illustrator's own SVG, by the number of their prompt. Raises
    as `set_template` does.
    """
    files = {
        number: f"picture-{place}.{'jpg' if data.startswith(_JPEG) else 'svg'}"
        for place, (number, data) in enumerate(pictures.items(), 1)
    }
    contents = {
        "title": paper.document_title,
        "pictures": files,
        "paper": dataclasses.asdict(paper),  # type: ignore[call-overload]
    }
    return set_template(
        template,
        contents,
        {files[number]: data for number, data in pictures.items()},
        stamp=paper.created,
        document=f"“{paper.document_title}”",
        templates=templates,
        theme=theme,
    )
