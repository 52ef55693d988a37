"""What the gallery links: each prompt with its files, as they lie beside the page."""

from __future__ import annotations

from dataclasses import dataclass

from visions.model import Entry, Tandem


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
class Thumbnail:
    """The labelled copy made small; `width` and `full_width`, that of the copy, are in pixels."""

    href: str
    width: int
    full_width: int


@dataclass(frozen=True, slots=True)
class PictureAnswers:
    """What the newest answers on a picture say; `texts` are all of them, to search in."""

    headline: str = ""
    vision: str = ""
    texts: tuple[str, ...] = ()


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
    thumbnail: Thumbnail | None = None
    answers: PictureAnswers | None = None


@dataclass(frozen=True, slots=True)
class TandemPictures:
    """A tandem's pictures. `page` is the href of one that shows all of them, where this one shows
    only the first, or “”."""

    tandem: Tandem
    pictures: tuple[PictureLinks, ...]
    page: str = ""
