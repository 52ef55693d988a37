"""The gallery of a whole workshop: which picture and which sheets it links, and where they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from visions import __version__
from visions.archive.layout import (
    ASSETS,
    LABELLED,
    PRINT,
    STAND_IN,
    Layout,
    name_document,
)
from visions.documents.gallery import DocumentLink, PictureLinks, TandemPictures, set_gallery
from visions.model import Entry, State, Tandem, Workshop
from visions.theme import PLAIN, Theme

SHEET_FILES = ("pdf", "html")


def set_showcase(
    workshop: Workshop,
    layout: Layout,
    entries: Mapping[Tandem, Sequence[Entry]],
    choices: Mapping[str, int | None],
    *,
    kinds: Sequence[str],
    forms: Sequence[str],
    has_prints: bool,
    templates: Path | None,
    theme: Theme = PLAIN,
) -> str:
    """The gallery page, to lie in outputs/. `choices` are the chosen numbers by tandem's key.

    `forms` are the endings of what a filled-in roadmap comes as, linked where they lie in outputs/.
    An entry with a record in a state other than DONE is shown with its stand-in.
    """
    prints = tuple(
        DocumentLink(kind, "", "pdf", f"{PRINT}/{kind}s.pdf") for kind in kinds if has_prints
    )
    listed = [
        TandemPictures(
            tandem,
            tuple(
                _link_picture(layout, tandem, entry, choices.get(tandem.key), kinds, forms)
                for entry in kept
            ),
        )
        for tandem, kept in entries.items()
    ]
    return set_gallery(
        workshop,
        listed,
        prints=prints,
        assets=ASSETS,
        version=__version__,
        templates=templates,
        theme=theme,
    )


def _link_picture(
    layout: Layout,
    tandem: Tandem,
    entry: Entry,
    chosen: int | None,
    kinds: Sequence[str],
    forms: Sequence[str],
) -> PictureLinks:
    place = layout.record_folder(entry.id)
    folder = layout.relative(place)
    record, is_real = entry.record, entry.state is State.DONE
    return PictureLinks(
        entry=entry,
        chosen=entry.id.number == chosen,
        image=f"{folder}/{LABELLED if is_real else STAND_IN}" if record else None,
        original=f"{folder}/{record.original}" if record and is_real else None,
        documents=tuple(
            DocumentLink(kind, language, ending, f"{folder}/{name}")
            for kind in kinds
            for language, endings in (
                *((code, SHEET_FILES) for code in tandem.sheet_languages),
                *((code, forms) for code in tandem.languages if kind == "roadmap"),
            )
            for ending in endings
            for name in [name_document(kind, language, ending)]
            # Only a roadmap that was filled in has more than its sheets.
            if ending in SHEET_FILES or (place / name).is_file()
        ),
    )
