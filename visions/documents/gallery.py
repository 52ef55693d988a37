"""The whole workshop as one page to walk through offline: an exhibition of its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from visions.documents.gallery_data import dump_search
from visions.documents.gallery_words import choose_words
from visions.documents.html import FORM_POLICY
from visions.documents.links import DocumentLink, TandemPictures
from visions.documents.livery import describe_livery
from visions.documents.page import render_page
from visions.documents.plain_text import clean_text
from visions.documents.wall import Wall, group_files, hang_wall, list_searchable
from visions.i18n import Language, speak
from visions.model import Workshop
from visions.theme import PLAIN, Theme


def set_gallery(
    workshop: Workshop,
    tandems: Sequence[TandemPictures],
    *,
    assets: str,
    version: str,
    prints: Sequence[DocumentLink] = (),
    templates: Path | None = None,
    theme: Theme = PLAIN,
    up: str = "",
) -> str:
    """Return the gallery page, in the first of the workshop's languages.

    `assets` is the href of the assets folder; `prints` are the merged files for the printer.
    `templates` is the workshop's folder of its own templates, if any: its `gallery.html.j2` wins.
    Tandems and their pictures appear in the order given, each tandem's chosen picture first.
    `up` is the href of the page of all tandems, where this one shows only some of them.
    """
    say = speak(workshop.languages[0])
    walls = [hang_wall(group, say) for group in tandems]
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
            "up": up,
            "data": dump_search(list_searchable(tandems, walls), say),
            "policy": FORM_POLICY,
            "prints": group_files(prints, say),
            "words": choose_words(say),
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
