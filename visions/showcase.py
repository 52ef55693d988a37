"""The gallery of a whole workshop: which picture and which sheets it links, and where they lie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from visions import __version__
from visions.answers import Answers
from visions.answers.texts import list_texts
from visions.archive.labelled import THUMBNAIL_WIDTH, WIDEST
from visions.archive.layout import (
    ASSETS,
    GALLERY,
    LABELLED,
    PRINT,
    STAND_IN,
    THUMBNAIL,
    Layout,
    name_document,
)
from visions.archive.revisions import Revisions
from visions.documents.gallery import set_gallery
from visions.documents.links import (
    DocumentLink,
    PictureAnswers,
    PictureLinks,
    TandemPictures,
    Thumbnail,
)
from visions.errors import VisionsError
from visions.model import Entry, Record, RecordId, State, Tandem, Workshop
from visions.theme import PLAIN, Theme

SHEET_FILES = ("pdf", "html")
MOST_ON_A_PAGE = 2000
"""Prompts on one page; from there on a browser takes its time, and each tandem gets its own."""


@dataclass(frozen=True, slots=True)
class ShowcasePage:
    """A page of the gallery: its name in outputs/, a digest of all that it shows, and how to set
    it, which raises TemplateFailed and DocumentFailed."""

    name: str
    source: str
    set_page: Callable[[], bytes]


def list_pages(
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
    answers: Mapping[RecordId, Answers] | None = None,
) -> Iterator[ShowcasePage]:
    """The gallery's pages: one or, with more prompts than fit on it, one of all tandems and one of
    each beside it, `index-<tandem>.html`.

    `choices` are the chosen numbers by tandem's key, `answers` the newest on each record that has
    some. `forms` are the endings of what a filled-in roadmap comes as, linked where they lie in
    outputs/. An entry with a record in a state other than DONE is shown with its stand-in.
    """
    said, is_split = answers or {}, sum(map(len, entries.values())) > MOST_ON_A_PAGE
    prints = tuple(
        DocumentLink(kind, "", "pdf", f"{PRINT}/{kind}s.pdf") for kind in kinds if has_prints
    )

    def list_pictures(tandem: Tandem) -> tuple[PictureLinks, ...]:
        chosen = choices.get(tandem.key)
        return tuple(
            _link_picture(layout, tandem, entry, chosen, kinds, forms, said.get(entry.id))
            for entry in entries[tandem]
        )

    def make_page(
        name: str, tandems: Sequence[TandemPictures], prints: Sequence[DocumentLink], up: str = ""
    ) -> ShowcasePage:
        shown = repr((workshop, tandems, prints)).encode()
        digest = hashlib.sha256(shown).hexdigest()

        def set_page() -> bytes:
            return set_gallery(
                workshop,
                tandems,
                prints=prints,
                assets=ASSETS,
                version=__version__,
                templates=templates,
                theme=theme,
                up=up,
            ).encode()

        return ShowcasePage(name, digest, set_page)

    listed = []
    for tandem in entries:
        whole = TandemPictures(tandem, list_pictures(tandem))
        if not is_split:
            listed.append(whole)
            continue
        page = f"index-{tandem.key}.html"
        listed.append(replace(whole, page=page))
        yield make_page(page, (whole,), (), GALLERY)
    yield make_page(GALLERY, listed, prints)


def read_answers(
    revisions: Revisions, entries: Mapping[Tandem, Sequence[Entry]]
) -> Iterator[tuple[RecordId, Answers]]:
    """The newest answers on each record that has some which can be read."""
    for entry in chain.from_iterable(entries.values()):
        with suppress(VisionsError):
            if newest := revisions.find_newest(entry.id):
                yield entry.id, newest.answers


def _link_picture(
    layout: Layout,
    tandem: Tandem,
    entry: Entry,
    chosen: int | None,
    kinds: Sequence[str],
    forms: Sequence[str],
    answers: Answers | None,
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
        thumbnail=_link_thumbnail(place, folder, record) if record else None,
        answers=_quote_answers(answers) if answers else None,
    )


def _link_thumbnail(place: Path, folder: str, record: Record) -> Thumbnail | None:
    """None where it could not be made: the wall shows the labelled copy then."""
    if not (place / THUMBNAIL).is_file():
        return None
    full = min(WIDEST, record.width)
    return Thumbnail(f"{folder}/{THUMBNAIL}", min(THUMBNAIL_WIDTH, full), full)


def _quote_answers(answers: Answers) -> PictureAnswers:
    worksheet = answers.worksheet
    return PictureAnswers(worksheet.headline, worksheet.vision, list_texts(answers))
