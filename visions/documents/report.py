"""The documentation of a whole workshop: what its article would be written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from visions.answers import Answers
from visions.documents.exhibit import Exhibit, date_entries, view_cities, view_exhibit
from visions.documents.plain_text import clean_text
from visions.documents.report_answers import AnswersView, view_answers
from visions.documents.report_chapters import (
    Chapter,
    Money,
    list_missing,
    tell_making,
    tell_money,
    tell_rights,
)
from visions.documents.view import CityView
from visions.i18n import Language, speak
from visions.model import Entry, State, Tandem, Workshop
from visions.theme import PLAIN, Theme


@dataclass(frozen=True, slots=True)
class Story:
    """One tandem with all its prompts. `answers` are the newest by number, with their revision."""

    tandem: Tandem
    entries: tuple[Entry, ...]
    chosen: int | None = None
    answers: Mapping[int, tuple[Answers, int]] | None = None


@dataclass(frozen=True, slots=True)
class TandemSection:
    """One tandem. `main` is its chosen picture, or the newest that there is; `others` the rest,
    those without a picture among them."""

    anchor: str
    title: str
    cities: tuple[CityView, ...]
    facts: tuple[tuple[str, str], ...]
    main: Exhibit | None
    others_heading: str
    others: tuple[Exhibit, ...]
    nothing: str
    answers: tuple[AnswersView, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """All texts of the report, in one language."""

    language: str
    title: str
    document_title: str
    created: int
    workshop: str
    organiser: str
    facts: tuple[tuple[str, str], ...]
    contents_label: str
    about: Chapter
    figures: tuple[tuple[str, str], ...]
    """Pairs of label and count."""
    prompt_label: str
    empty_label: str
    tandems: tuple[TandemSection, ...]
    chapters: tuple[Chapter, ...]
    cover_label: str
    """The labels of the pictures on the title page."""
    page_of: str
    made_with: str


def view_report(
    workshop: Workshop,
    stories: Sequence[Story],
    money: Money,
    language_code: str,
    version: str,
    theme: Theme = PLAIN,
) -> ReportView:
    """The whole workshop in one language; prompts and answers stay in their own.

    `theme` has the labels of the workshop's own fields, and its words for others.
    """
    say = speak(language_code)
    title = say.text("Workshop report")
    entries = [entry for story in stories for entry in story.entries]
    sections = tuple(_view_section(workshop, story, say, version, theme) for story in stories)
    return ReportView(
        language=say.code,
        title=title,
        document_title=clean_text(f"{title}: {workshop.title}"),
        created=date_entries(entries, workshop.date),
        workshop=clean_text(workshop.title),
        organiser=clean_text(workshop.organiser),
        facts=tuple(
            fact
            for fact in (
                (say.text("Place"), clean_text(workshop.place)),
                (say.text("Date"), say.day(workshop.date)),
                (say.text("Time horizon"), say.day(workshop.horizon)),
            )
            if fact[1]
        ),
        contents_label=say.text("Contents"),
        about=_tell_about(workshop, say),
        figures=_count(stories, sections, say),
        prompt_label=say.text("Prompt"),
        empty_label=say.text("No picture arrived."),
        tandems=sections,
        chapters=(
            tell_making(entries, say),
            list_missing(entries, say),
            tell_money(money, say),
            tell_rights(say),
        ),
        cover_label=" · ".join(
            dict.fromkeys(
                section.main.picture.label
                for section in sections
                if section.main and section.main.picture.file
            )
        ),
        page_of=say.text("Page {n} of {total}"),
        made_with=f"visions {version}",
    )


def find_main(story: Story) -> Entry | None:
    """The chosen prompt with its picture, else the newest with a picture, else the newest."""
    drawn = [entry for entry in story.entries if entry.state is State.DONE]
    newest = (drawn or list(story.entries))[-1:]
    chosen = [entry for entry in drawn if entry.id.number == story.chosen]
    return next(iter(chosen or newest), None)


def _view_section(
    workshop: Workshop, story: Story, say: Language, version: str, theme: Theme
) -> TandemSection:
    tandem, main = story.tandem, find_main(story)

    def view(entry: Entry) -> Exhibit:
        return view_exhibit(tandem, entry, say, chosen=entry.id.number == story.chosen)

    facts = (
        (say.text("Theme"), clean_text(tandem.theme)),
        (say.text("Languages of the sheets"), ", ".join(speak(c).name for c in tandem.languages)),
    )
    return TandemSection(
        anchor=f"tandem-{tandem.key}",
        title=clean_text(tandem.title),
        cities=view_cities(tandem, say),
        facts=tuple(fact for fact in facts if fact[1]),
        main=view(main) if main else None,
        others_heading=say.text("The other prompts"),
        others=tuple(view(entry) for entry in story.entries if entry is not main),
        nothing="" if story.entries else say.text("No prompts yet."),
        answers=tuple(_list_answers(workshop, story, main, say, version, theme)),
    )


def _list_answers(
    workshop: Workshop,
    story: Story,
    main: Entry | None,
    say: Language,
    version: str,
    theme: Theme,
) -> Iterator[AnswersView]:
    answers = story.answers or {}
    for entry in sorted(story.entries, key=lambda entry: entry is not main):
        if entry.id.number in answers:
            view = view_answers(
                workshop, story.tandem, entry, *answers[entry.id.number], say, version, theme
            )
            if view is not None:
                yield view


def _tell_about(workshop: Workshop, say: Language) -> Chapter:
    return Chapter(
        "about",
        say.text("What this is"),
        (
            say.text(
                "City tandems wrote prompts, and from these words a machine drew pictures of "
                "imagined cities. With its picture before it, each tandem discussed its own, more "
                "realistic vision and drafted a roadmap until {horizon}.",
                horizon=say.day(workshop.horizon),
            ),
            say.text(
                "Prompts and answers are quoted as they were entered: nothing in them was "
                "corrected, shortened or translated."
            ),
        ),
    )


def _count(
    stories: Sequence[Story], sections: Sequence[TandemSection], say: Language
) -> tuple[tuple[str, str], ...]:
    entries = [entry for story in stories for entry in story.entries]
    cities = {clean_text(city.name) for story in stories for city in story.tandem.cities}
    return (
        (say.text("Peer-learning tandems"), say.number(len(stories))),
        (say.text("Cities"), say.number(len(cities))),
        (say.text("Prompts"), say.number(len(entries))),
        (say.text("Pictures"), say.number(sum(e.state is State.DONE for e in entries))),
        (say.text("Visions written down"), say.number(sum(bool(s.answers) for s in sections))),
    )
