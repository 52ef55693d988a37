"""The page on top of a workshop that was packed: its pictures, and where each comes from.

It needs nothing but a browser and the folder it lies in: its styles are inside, its pictures are
the labelled copies below it. A stranger reads from it who asked for which picture with which words,
when and of which model, and how to see that all of it is unchanged.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from visions.documents.origin import Fact, trace_origin
from visions.documents.page import CONTENT_POLICY, stream_page
from visions.documents.picture import explain_absence, view_picture
from visions.documents.plain_text import clean_text
from visions.i18n import Language, mark, name_languages, speak
from visions.model import Entry, State, Tandem, Workshop
from visions.theme import PLAIN, Theme

FOLDER = Path(__file__).parent / "cover"
"""Not among the templates that a workshop can replace: it is to say the same everywhere."""
SHEETS = {"worksheet": mark("Worksheet"), "roadmap": mark("Roadmap")}
SHEET_FORMATS = ("pdf", "html", "xlsx", "ics", "csv", "md")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One prompt on the page. `files` are the names in its folder, `folder` that from the page."""

    entry: Entry
    chosen: bool
    folder: str
    prompt: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The same, in words: what the template needs. Hrefs are empty where there is no file."""

    anchor: str
    title: str
    chosen: bool
    image: str
    width: int
    height: int
    alt: str
    label: str
    empty: str
    words: str
    facts: tuple[Fact, ...]
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """What a file is and, of sheets in several formats, each format with its href."""


@dataclass(frozen=True, slots=True)
class Room:
    """One tandem with its pictures, which come as they are needed."""

    anchor: str
    title: str
    theme: str
    shown: Iterable[Shown]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was packed: `gallery` is the href of the workshop's own gallery, or empty."""

    gallery: str
    pictures: int
    public: bool
    only_chosen: bool


def set_bag_cover(
    workshop: Workshop,
    rooms: Iterable[tuple[Tandem, Iterable[Exhibit]]],
    kept: Kept,
    *,
    assets: str,
    version: str,
    theme: Theme = PLAIN,
) -> Iterator[bytes]:
    """The page in the first of the workshop's languages, in pieces.

    `assets` is the href of the folder with the fonts; without it the page has the system's. Raises
    DocumentFailed.
    """
    say = speak(workshop.languages[0])
    styles = _write_styles(theme, assets)
    yield from stream_page(
        FOLDER / "bag.html.j2",
        document="index.html",
        values={
            "policy": CONTENT_POLICY.replace("style-src 'self'", f"style-src '{_digest(styles)}'"),
            "styles": styles,
            "language": say.code,
            "made_with": f"visions {version}",
            "title": clean_text(workshop.title),
            "organiser": clean_text(workshop.organiser),
            "facts": _list_facts(workshop, kept, say),
            "notes": _list_notes(kept, say),
            "gallery": kept.gallery,
            "rooms": (_open_room(tandem, exhibits, say) for tandem, exhibits in rooms),
            "words": _choose_words(say),
            "commands": (
                ("Linux", "sha256sum --check --quiet manifest-sha256.txt"),
                ("macOS", "shasum -a 256 --check manifest-sha256.txt"),
            ),
            "one_command": ("Windows", "certutil -hashfile FILE SHA256"),
        },
    )


def _list_facts(workshop: Workshop, kept: Kept, say: Language) -> tuple[tuple[str, str], ...]:
    facts = (
        (say.text("Place"), clean_text(workshop.place)),
        (say.text("Date"), say.day(workshop.date)),
        (say.text("Time horizon"), say.day(workshop.horizon)),
        (say.text("Pictures"), say.number(kept.pictures)),
        (say.text("Terms of use"), clean_text(workshop.usage_terms)),
    )
    return tuple(fact for fact in facts if fact[1])


def _list_notes(kept: Kept, say: Language) -> tuple[str, ...]:
    public = say.text(
        "This is a copy for the public: without costs, without requests to the image service, and "
        "without notes on who wrote what."
    )
    chosen = say.text("It holds only the pictures that the tandems chose.")
    return (*([public] if kept.public else []), *([chosen] if kept.only_chosen else []))


def _choose_words(say: Language) -> dict[str, str]:
    return {
        "kind": say.text("The archive of a workshop"),
        "gallery": say.text("Open the gallery"),
        "tandems": say.text("Peer-learning tandems"),
        "prompt": say.text("Prompt"),
        "chosen": say.text("Chosen by the tandem"),
        "nothing": say.text("No prompts yet."),
        "origin": say.text("Where this picture comes from"),
        "check": say.text("Is everything unchanged?"),
        "check_how": say.text(
            "The file “{file}” beside this page lists every file with its SHA-256, a fingerprint "
            "that changes with every bit. Open a terminal in the folder of this page and type:",
            file="manifest-sha256.txt",
        ),
        "check_one": say.text("Of a single file, Windows shows the fingerprint so:"),
        "check_result": say.text(
            "If no file is named as failed or missing, all of it is as it was packed."
        ),
        "disclaimer": say.text(
            "Every picture shows an imagined place. None is a photograph, a plan or a forecast."
        ),
    }


def _open_room(tandem: Tandem, exhibits: Iterable[Exhibit], say: Language) -> Room:
    return Room(
        anchor=tandem.key,
        title=clean_text(tandem.title),
        theme=clean_text(tandem.theme),
        shown=(_show(tandem, exhibit, say) for exhibit in exhibits),
    )


def _show(tandem: Tandem, exhibit: Exhibit, say: Language) -> Shown:
    entry = exhibit.entry
    # Only what is in the bag is shown: a sketch that stands in is no picture of the archive.
    record = entry.record if entry.state is State.DONE else None
    picture = view_picture(entry, say)
    image = picture.file if record is not None and picture.file in exhibit.files else ""
    original = f"{exhibit.folder}{record.original}" if record else ""
    return Shown(
        anchor=f"{entry.id.tandem}-{entry.id.digits}",
        title=say.text("Prompt {number}", number=entry.id.number),
        chosen=exhibit.chosen,
        image=f"{exhibit.folder}{image}" if image else "",
        width=picture.width,
        height=picture.height,
        alt=picture.alt,
        label=picture.label if record else "",
        empty="" if record else explain_absence(entry, say),
        words=clean_text(entry.prompt.text),
        facts=trace_origin(tandem, entry, say, original=original),
        links=tuple(_list_links(exhibit, original, say)),
    )


def _list_links(
    exhibit: Exhibit, original: str, say: Language
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    if original:
        label = say.text("Original file as received")
        yield label, ((original.rpartition(".")[2].upper(), original),)
    if exhibit.prompt:
        yield say.text("Prompt"), (("MD", exhibit.prompt),)
    sheets: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name in exhibit.files:
        kind, _, rest = name.partition(".")
        code, _, ending = rest.partition(".")
        if kind in SHEETS and ending in SHEET_FORMATS:
            links = sheets.setdefault((kind, code), [])
            links.append((ending.upper(), f"{exhibit.folder}{name}"))
    for kind, label in SHEETS.items():
        for (one, code), links in sheets.items():
            if one == kind:
                yield f"{say.text(label)}, {name_languages(code)}", tuple(links)


@cache
def _read_styles() -> str:
    return (FOLDER / "bag.css").read_text("utf-8")


def _write_styles(theme: Theme, assets: str) -> str:
    """The page's styles in the workshop's own colours. Both come from schemas that let no markup
    through."""
    colours = theme.colours
    own = "".join(
        f"--{name}:{value};"
        for name, value in (
            ("ink", colours.ink),
            ("deep", colours.deep),
            ("teal", colours.teal),
            ("quiet", colours.quiet),
            ("hair", colours.hair),
            ("tint", colours.tint),
            ("accent", colours.accent),
        )
    )
    return f":root{{{own}}}\n{_read_styles().replace('ASSETS', assets)}"


def _digest(styles: str) -> str:
    """What a policy names the styles inside a page by (CSP level 2, § 4.2.5)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
