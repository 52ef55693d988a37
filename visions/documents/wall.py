"""The walls of the gallery: the prompts of each tandem, ready to hang."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from visions.documents.gallery_data import Searchable
from visions.documents.html import FittedText, Room, fit_text
from visions.documents.links import DocumentLink, PictureAnswers, PictureLinks, TandemPictures
from visions.documents.origin import Fact, trace_origin
from visions.documents.picture import explain_absence, view_picture
from visions.documents.plain_text import clean_text
from visions.documents.view import PictureView
from visions.i18n import Language, mark, name_languages
from visions.model import Tandem, part_languages

KIND_LABELS = {
    "worksheet": mark("Worksheet"),
    "roadmap": mark("Roadmap"),
    "prompt_card": mark("Prompt card"),
}
PROMPT = (Room("large", 4, 44), Room("medium", 5, 52))
"""How much of a prompt is hung beside its picture; the whole of a longer one can be opened."""
MANY = 12
"""Pictures in one tandem from which on they hang smaller, to see more of them at once."""
FINGERPRINT = 16
"""Digits of the SHA-256 that a printed wall shows."""


@dataclass(frozen=True, slots=True)
class FileSet:
    """The formats of one document in one language, or first in one: pairs of format and href."""

    language: str
    language_name: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FileGroup:
    """One kind of document in all its languages, ready to show."""

    label: str
    title: str
    sets: tuple[FileSet, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One prompt as the gallery hangs it. `waiting` says why there is no picture, or is empty."""

    anchor: str
    heading: str
    chosen: bool
    prominent: bool
    image: str | None
    original: str | None
    picture: PictureView
    waiting: str
    prompt: str
    fitted: FittedText
    files: tuple[FileGroup, ...]
    number: str
    title: str
    """Of the tandem and of the prompt: “Arezzo – Hamm · Prompt 1”."""
    thumbnail: str | None
    """What hangs on the wall; `image` where there is nothing smaller."""
    sources: str
    """Thumbnail and copy for screens of every density, as `srcset` has it, or “”."""
    headline: str
    vision: str
    origin: tuple[Fact, ...]
    fingerprint: str
    """The beginning of the original's SHA-256, or “”."""


@dataclass(frozen=True, slots=True)
class Wall:
    """The pieces of one tandem."""

    anchor: str
    title: str
    cities: tuple[tuple[str, str], ...]
    """Pairs of name and note."""
    theme: str
    shown: int
    pieces: tuple[Piece, ...]
    is_large: bool = False
    page: str = ""
    """Of all its pieces, where only the first of them hangs here."""


def hang_wall(group: TandemPictures, say: Language) -> Wall:
    """The wall of one tandem, its chosen picture first; all the others have their page, if any."""
    tandem = group.tandem
    ordered = sorted(group.pictures, key=lambda links: not links.chosen)
    hung = _pick_one(ordered) if group.page else ordered
    return Wall(
        anchor=tandem.key,
        title=clean_text(tandem.title),
        cities=tuple(
            (clean_text(city.name), say.text("not present") if city.absent else "")
            for city in tandem.cities
        ),
        theme=clean_text(tandem.theme),
        shown=sum(_is_shown(links) for links in ordered),
        pieces=tuple(_hang_piece(tandem, links, len(hung) == 1, say) for links in hung),
        is_large=len(hung) > MANY,
        page=group.page,
    )


def _pick_one(ordered: Sequence[PictureLinks]) -> Sequence[PictureLinks]:
    """The chosen picture, else the newest."""
    if ordered and ordered[0].chosen:
        return ordered[:1]
    return ([links for links in ordered if _is_shown(links)] or ordered)[-1:]


def _is_shown(links: PictureLinks) -> bool:
    """Without its record a picture has no label, and is not shown."""
    return links.image is not None and links.entry.record is not None


def _hang_piece(tandem: Tandem, links: PictureLinks, is_only: bool, say: Language) -> Piece:
    entry = links.entry
    prompt = clean_text(entry.prompt.text)
    picture = view_picture(entry, say)
    image = links.image if _is_shown(links) else None
    lost = replace(entry, record=None)
    heading = say.text("Prompt {number}", number=entry.id.number)
    small = links.thumbnail if image else None
    answers = links.answers or PictureAnswers()
    origin = trace_origin(tandem, entry, say)
    digest = next((fact.value for fact in origin if fact.kind == "digest"), "")
    return Piece(
        anchor=f"{entry.id.tandem}-{entry.id.digits}",
        heading=heading,
        chosen=links.chosen,
        prominent=image is not None and (links.chosen or is_only),
        image=image,
        original=links.original if image else None,
        picture=picture,
        waiting="" if image else explain_absence(lost, say),
        prompt=prompt,
        fitted=fit_text(prompt, PROMPT),
        files=group_files(links.documents, say),
        number=str(entry.id),
        title=f"{clean_text(tandem.title)} · {heading}",
        thumbnail=small.href if small else image,
        sources=f"{small.href} {small.width}w, {image} {small.full_width}w" if small else "",
        headline=clean_text(answers.headline),
        vision=clean_text(answers.vision),
        origin=origin,
        fingerprint=digest[:FINGERPRINT],
    )


def list_searchable(
    tandems: Sequence[TandemPictures], walls: Sequence[Wall]
) -> Iterator[Searchable]:
    """What a search finds: each piece or, where only one of a tandem hangs, all in its place."""
    for group, wall in zip(tandems, walls, strict=True):
        if wall.page:
            texts = [text for links in group.pictures for text in _list_texts(links, group.tandem)]
            yield from (Searchable(piece.anchor, texts, ()) for piece in wall.pieces)
            continue
        links_of = {str(links.entry.id): links for links in group.pictures}
        for piece in wall.pieces:
            links = links_of[piece.number]
            kinds = {
                "chosen": piece.chosen,
                "answered": links.answers is not None,
                "ai": piece.image and piece.picture.is_ai,
                "sketch": piece.image and not piece.picture.is_ai,
                "without": not piece.image or piece.picture.note,
            }
            yield Searchable(
                piece.anchor,
                (piece.heading, *_list_texts(links, group.tandem)),
                tuple(kind for kind, holds in kinds.items() if holds),
            )


def _list_texts(links: PictureLinks, tandem: Tandem) -> list[str]:
    answers = links.answers.texts if links.answers else ()
    texts = (links.entry.prompt.text, str(links.entry.id), tandem.title, tandem.theme, *answers)
    return [clean_text(text) for text in texts]


def group_files(links: Sequence[DocumentLink], say: Language) -> tuple[FileGroup, ...]:
    groups: dict[tuple[str, str], dict[str, list[tuple[str, str]]]] = {}
    for link in links:
        languages = groups.setdefault((link.kind, link.title), {})
        languages.setdefault(link.language, []).append((link.format.upper(), link.href))
    return tuple(
        FileGroup(
            label=say.text(KIND_LABELS.get(kind, kind)),
            title=clean_text(title),
            sets=tuple(
                FileSet(part_languages(language)[0], name_languages(language), tuple(files))
                for language, files in languages.items()
            ),
        )
        for (kind, title), languages in groups.items()
    )
