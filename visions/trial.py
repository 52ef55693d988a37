"""A trial of the workshop's own templates: every document that one of them makes, set once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from visions import __version__
from visions.documents.card import view_cards
from visions.documents.gallery import set_gallery
from visions.documents.html import set_html
from visions.documents.links import PictureLinks, TandemPictures
from visions.documents.overview import view_contact_sheet
from visions.documents.own_templates import OwnTemplates, read_own_templates
from visions.documents.paper import Paper, set_paper
from visions.documents.pdf import Page, set_pdf
from visions.documents.poster import view_posters
from visions.documents.report import Story, view_report
from visions.documents.report_chapters import Money
from visions.documents.report_page import set_report_page
from visions.documents.session_plan import view_session_plan
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.errors import TemplateFailed
from visions.model import Entry, Prompt, RecordId, State, Tandem, Workshop
from visions.theme import PLAIN, Theme

TRIAL_WORDS = "ăâîșț äöüß αβγ àèéìòù"


def make_trial_entry(tandem: Tandem) -> Entry:
    """A prompt that waits for its picture, in letters of many languages."""
    return Entry(Prompt(RecordId(tandem.key, 1), TRIAL_WORDS), State.ACCEPTED)


def try_own_templates(
    workshop: Workshop, templates: Path | None, theme: Theme = PLAIN
) -> Iterator[TemplateFailed]:
    """What is wrong with the own templates in the folder `templates`, one error for each of them.

    The documents are those of the first tandem, without a picture, in the design `theme`, and go
    nowhere.
    """
    own = read_own_templates(templates)
    told: set[str] = set()
    for template, set_document in _list_documents(workshop, own, theme).items():
        if not own.serve(template):
            continue
        try:
            set_document()
        except TemplateFailed as error:
            if error.template not in told:
                told.add(error.template)
                yield error


def _list_documents(
    workshop: Workshop, own: OwnTemplates, theme: Theme
) -> Mapping[str, Callable[[], object]]:
    folder = own.folder
    tandem = workshop.tandems[0]
    entry, code = make_trial_entry(tandem), tandem.languages[0]
    sheet = tandem.sheet_languages[0]
    groups: Sequence[tuple[Tandem, Sequence[Entry]]] = [(tandem, [entry])]
    worksheet = view_worksheet(workshop, tandem, entry, sheet, __version__, theme=theme)
    roadmap = view_roadmap(workshop, tandem, entry, sheet, __version__, theme=theme)
    report = view_report(workshop, [Story(tandem, (entry,))], Money(), code, __version__, theme)
    hung = [TandemPictures(tandem, (PictureLinks(entry, False, None, None),))]

    def paper(template: str, view: Paper) -> Callable[[], object]:
        return partial(set_paper, template, view, {}, templates=folder, theme=theme)

    return {
        "worksheet.html.j2": partial(
            set_html, worksheet, picture=None, assets="assets", templates=folder, theme=theme
        ),
        "roadmap.html.j2": partial(
            set_html, roadmap, picture=None, assets="assets", templates=folder, theme=theme
        ),
        "gallery.html.j2": partial(
            set_gallery,
            workshop,
            hung,
            assets="assets",
            version=__version__,
            templates=folder,
            theme=theme,
        ),
        "report.html.j2": partial(
            set_report_page, report, {}, assets="assets", templates=folder, theme=theme
        ),
        "worksheet.typ": partial(set_pdf, [Page(worksheet, None)], templates=folder, theme=theme),
        "roadmap.typ": partial(set_pdf, [Page(roadmap, None)], templates=folder, theme=theme),
        "report.typ": paper("report.typ", report),
        "poster.typ": paper("poster.typ", view_posters(workshop, [(tandem, entry, None)])),
        "prompt_card.typ": paper("prompt_card.typ", view_cards(workshop, groups)),
        "contact_sheet.typ": paper(
            "contact_sheet.typ",
            view_contact_sheet(workshop, [(tandem, [entry], None)], code, __version__),
        ),
        "session_plan.typ": paper(
            "session_plan.typ", view_session_plan(workshop, code, __version__)
        ),
    }
