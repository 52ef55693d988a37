"""The whole workshop as one page to walk through offline: an exhibition of its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from visions.documents.html import FittedText, Room, fit_text
from visions.documents.livery import describe_livery
from visions.documents.page import render_page
from visions.documents.picture import explain_absence, view_picture
from visions.documents.plain_text import clean_text
from visions.documents.view import PictureView
from visions.i18n import Language, mark, name_languages, speak
from visions.model import Entry, Tandem, Workshop, part_languages
from visions.theme import PLAIN, Theme

KIND_LABELS = {
    "worksheet": mark("Worksheet"),
    "roadmap": mark("Roadmap"),
    "prompt_card": mark("Prompt card"),
}
PROMPT = (Room("large", 4, 44), Room("medium", 5, 52))
"""How much of a prompt is hung beside its picture; the whole of a longer one can be opened."""


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A file that can be opened. `href` is relative to the page, `format` its kind (“pdf”).

    `kind` is worksheet, roadmap or prompt_card; `title` says more, such as a tandem's name,
    and `language` is a BCP 47 code, both empty where there is nothing to say.
    """

    kind: str
    language: str
    format: str
    href: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class PictureLinks:
    """One prompt and where its files are, relative to the page; None where there is none.

    `image` is the labelled copy, the only one that is shown; `original` the bytes as received.
    """

    entry: Entry
    chosen: bool
    image: str | None
    original: str | None
    documents: tuple[DocumentLink, ...] = ()


@dataclass(frozen=True, slots=True)
class TandemPictures:
    tandem: Tandem
    pictures: tuple[PictureLinks, ...]


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


def set_gallery(
    workshop: Workshop,
    tandems: Sequence[TandemPictures],
    *,
    assets: str,
    version: str,
    prints: Sequence[DocumentLink] = (),
    templates: Path | None = None,
    theme: Theme = PLAIN,
) -> str:
    """Return the gallery page, in the first of the workshop's languages.

    `assets` is the href of the assets folder; `prints` are the merged files for the printer.
    `templates` is the workshop's folder of its own templates, if any: its `gallery.html.j2` wins.
    Tandems and their pictures appear in the order given, each tandem's chosen picture first.
    """
    say = speak(workshop.languages[0])
    walls = [_hang_wall(group, say) for group in tandems]
    return render_page(
        "gallery.html.j2",
        document="index.html",
        templates=templates,
        values={
            "language": say.code,
            "design": describe_livery(theme),
            "assets": assets,
            "made_with": f"visions {version}",
            "title": clean_text(workshop.title),
            "organiser": clean_text(workshop.organiser),
            "facts": _list_facts(workshop, walls, say),
            "walls": walls,
            "prints": _group_files(prints, say),
            "words": _choose_words(say),
        },
    )


def _list_facts(
    workshop: Workshop, walls: Sequence[Wall], say: Language
) -> tuple[tuple[str, str], ...]:
    facts = (
        (say.text("Place"), clean_text(workshop.place)),
        (say.text("Date"), say.day(workshop.date)),
        (say.text("Time horizon"), say.day(workshop.horizon)),
        (say.text("Pictures"), say.number(sum(wall.shown for wall in walls))),
    )
    return tuple(fact for fact in facts if fact[1])


def _choose_words(say: Language) -> dict[str, str]:
    return {
        "tandems": say.text("Peer-learning tandems"),
        "prompt": say.text("Prompt"),
        "chosen": say.text("Chosen by the tandem"),
        "full_size": say.text("Picture in full size"),
        "original": say.text("Original file as received"),
        "whole_prompt": say.text("The whole prompt"),
        "to_print": say.text("For the printer"),
        "nothing": say.text("No prompts yet."),
        "to_top": say.text("Back to the top"),
        "skip": say.text("Skip to the pictures"),
        "disclaimer": say.text(
            "Every picture shows an imagined place. None is a photograph, a plan or a forecast."
        ),
    }


def _hang_wall(group: TandemPictures, say: Language) -> Wall:
    tandem = group.tandem
    ordered = sorted(group.pictures, key=lambda links: not links.chosen)
    pieces = tuple(_hang_piece(links, len(ordered) == 1, say) for links in ordered)
    return Wall(
        anchor=tandem.key,
        title=clean_text(tandem.title),
        cities=tuple(
            (clean_text(city.name), say.text("not present") if city.absent else "")
            for city in tandem.cities
        ),
        theme=clean_text(tandem.theme),
        shown=sum(piece.image is not None for piece in pieces),
        pieces=pieces,
    )


def _hang_piece(links: PictureLinks, is_only: bool, say: Language) -> Piece:
    entry = links.entry
    prompt = clean_text(entry.prompt.text)
    picture = view_picture(entry, say)
    # Without its record a picture has no label, and is not shown.
    image = links.image if picture.file else None
    lost = replace(entry, record=None)
    return Piece(
        anchor=f"{entry.id.tandem}-{entry.id.digits}",
        heading=say.text("Prompt {number}", number=entry.id.number),
        chosen=links.chosen,
        prominent=image is not None and (links.chosen or is_only),
        image=image,
        original=links.original if image else None,
        picture=picture,
        waiting="" if image else explain_absence(lost, say),
        prompt=prompt,
        fitted=fit_text(prompt, PROMPT),
        files=_group_files(links.documents, say),
    )


def _group_files(links: Sequence[DocumentLink], say: Language) -> tuple[FileGroup, ...]:
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
