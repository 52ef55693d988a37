"""What could stop a workshop, looked at beforehand and without spending money."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from visions import __version__
from visions.archive.files import find_temporaries
from visions.archive.intake import list_copies, list_dropped, list_strange_folders
from visions.archive.lock import is_held_elsewhere
from visions.archive.prompt_text import LARGEST_FILE, decode_prompt
from visions.archive.store import Archive
from visions.config import read_api_key
from visions.documents.own_templates import FOLDER, find_templates, read_own_templates
from visions.documents.pdf import Page, set_pdf
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.errors import CopyOfPrompt, StrangeFolder, VisionsError
from visions.forecast import describe_budget, is_paid, look_forward, say_usd
from visions.i18n import name_languages, speak
from visions.imaging.choose import choose_provider
from visions.imaging.prices import Prices, estimate_for
from visions.imaging.sketch.lexicon import LANGUAGES as UNDERSTOOD
from visions.model import State, Workshop
from visions.patterns import list_own
from visions.printers import find_printer
from visions.retention import describe_retention, is_due, is_near
from visions.theme import PLAIN
from visions.theme_file import FILE_NAME, read_theme
from visions.trial import make_trial_entry, try_own_templates

NEEDED_PER_PICTURE = 12_000_000
"""Bytes: a large original, its raw answer, the labelled copy and sheets in two languages."""


class Level(StrEnum):
    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `exit_code` is the class of a BAD one."""

    subject: str
    level: Level
    text: str
    exit_code: int = 0


async def examine(folder: Path, workshop: Workshop, archive: Archive) -> list[Finding]:
    """Look at configuration, prompts, languages, fonts, disk, provider and printer."""
    return [
        *_examine_plan(workshop),
        *_examine_prompts(workshop, archive),
        *_examine_sheets(workshop),
        *_examine_theme(folder, workshop),
        *_examine_templates(folder, workshop),
        *_examine_disk(folder, workshop, archive),
        *await _examine_provider(folder, workshop, archive),
        *_examine_words(workshop),
        *_examine_money(workshop, archive),
        _examine_retention(workshop, dt.date.today()),
        _examine_printer(),
    ]


def _good(subject: str, text: str) -> Finding:
    return Finding(subject, Level.GOOD, text)


def _note(subject: str, text: str) -> Finding:
    return Finding(subject, Level.NOTE, text)


def _bad(subject: str, error: VisionsError) -> Finding:
    return Finding(subject, Level.BAD, error.message, error.exit_code)


def _examine_plan(workshop: Workshop) -> Iterator[Finding]:
    tandems, cities = len(workshop.tandems), sum(len(each.cities) for each in workshop.tandems)
    counted = f"{tandems} tandem{'s' * (tandems != 1)}, {cities} cit{'y' if cities == 1 else 'ies'}"
    yield _good("workshop.toml", f"{workshop.title}: {counted}.")
    if workshop.horizon < dt.date.today():
        yield _note(
            "horizon",
            f"{workshop.horizon} is in the past: right for documenting an old workshop.",
        )


def _examine_prompts(workshop: Workshop, archive: Archive) -> Iterator[Finding]:
    waiting = drawn = 0
    for tandem in workshop.tandems:
        for record in archive.list_records(tandem.key):
            try:
                entry = archive.read_entry(record)
            except VisionsError as error:
                yield _bad("prompts", error)
                continue
            drawn += entry.state is State.DONE
            waiting += entry.state is not State.DONE
        for path in list_dropped(archive, tandem.key):
            try:
                with path.open("rb") as file:
                    data = file.read(LARGEST_FILE + 1)
                decode_prompt(data, f"prompts/{tandem.key}/{path.name}")
                waiting += 1
            except VisionsError as error:
                yield _bad("prompts", error)
            except OSError:
                yield _note("prompts", f"prompts/{tandem.key}/{path.name} cannot be read.")
    known = frozenset(tandem.key for tandem in workshop.tandems)
    for name in list_strange_folders(archive, known):
        yield _bad("prompts", StrangeFolder(name=name))
    for place in list_copies(archive, known):
        yield _bad("prompts", CopyOfPrompt(place=place))
    yield _good("prompts", f"{drawn} drawn, {waiting} waiting.")


def _examine_sheets(workshop: Workshop) -> Iterator[Finding]:
    """Set a trial worksheet and roadmap in each language: fonts and catalogues."""
    codes = sorted({code for tandem in workshop.tandems for code in tandem.sheet_languages})
    for code in codes:
        tandem = next(tandem for tandem in workshop.tandems if code in tandem.sheet_languages)
        trial = make_trial_entry(tandem)
        for kind, view in (("worksheet", view_worksheet), ("roadmap", view_roadmap)):
            try:
                page = Page(view(workshop, tandem, trial, code, __version__), None)
                warnings = set_pdf([page]).warnings
            except VisionsError as error:
                yield _bad("fonts, languages", error)
                continue
            for warning in warnings:
                yield _note("fonts, languages", f"{kind} ({code}): {warning}")
    names = ", ".join(name_languages(code) for code in codes)
    yield _good("fonts, languages", f"trial sheets were set in {names}.")


def _examine_theme(folder: Path, workshop: Workshop) -> Iterator[Finding]:
    """The workshop's own design, and whether each tandem's sheets have room for it."""
    try:
        theme = read_theme(folder)
    except VisionsError as error:
        yield _bad(FILE_NAME, error)
        return
    if theme == PLAIN:
        return
    told: set[str] = set()
    fits = True
    for tandem in workshop.tandems:
        for code in tandem.sheet_languages:
            for view in (view_worksheet, view_roadmap):
                sheet = view(
                    workshop, tandem, make_trial_entry(tandem), code, __version__, theme=theme
                )
                try:
                    warnings = set_pdf([Page(sheet, None)], theme=theme).warnings
                except VisionsError as error:
                    fits = False
                    yield _bad(FILE_NAME, error)
                    continue
                told.update(warnings)
    for warning in sorted(told):
        yield _note(FILE_NAME, warning)
    if not fits:
        return
    papers = f"worksheets on {theme.worksheet_paper}, roadmaps on {theme.roadmap_paper}"
    logo = f", with {theme.logo.file}" if theme.logo else ""
    yield _good(FILE_NAME, f"your own design: {papers}{logo}.")


def _examine_templates(folder: Path, workshop: Workshop) -> Iterator[Finding]:
    """Which templates of the workshop's own win, and whether each makes its documents."""
    templates = find_templates(folder)
    own = read_own_templates(templates)
    listed = list_own(own)
    try:
        theme = read_theme(folder)
    except VisionsError:
        theme = PLAIN  # told elsewhere
    for name, reason in own.left_out:
        yield _note(FOLDER, f"{FOLDER}/{name} is not used: {reason}.")
    for one in listed:
        if not one.is_used:
            hint = f" Did you mean {one.near}?" if one.near else ""
            yield _note(FOLDER, f"{FOLDER}/{one.name} is for no document.{hint}")
        elif one.version and one.version != __version__:
            yield _note(
                FOLDER,
                f"{FOLDER}/{one.name} was ejected from visions {one.version}, not {__version__}. "
                "If it lacks something new, eject it in another workshop and compare.",
            )
    yield from (_bad(FOLDER, error) for error in try_own_templates(workshop, templates, theme))
    if winning := [one.name for one in listed if one.is_used]:
        yield _good(FOLDER, f"your own win over the built-in ones: {', '.join(winning)}.")


def _examine_disk(folder: Path, workshop: Workshop, archive: Archive) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    expected = len(workshop.tandems) * 4 * NEEDED_PER_PICTURE
    text = f"{free / 1e9:.1f} GB free; four pictures a tandem need about {expected / 1e6:.0f} MB."
    if free < expected:
        yield Finding("disk", Level.BAD, text + " Free some space.", 8)
    else:
        yield _good("disk", text)
    if not os.access(folder, os.W_OK):
        yield Finding(
            "folder", Level.BAD, "The workshop folder is read-only: copy it elsewhere.", 8
        )
    if is_held_elsewhere(archive.layout):
        yield _note("folder", "Another visions command is working here right now.")
    if strays := find_temporaries(archive.layout.outputs):
        yield _note("folder", f"{len(strays)} temporary file(s) of a stopped run; harmless.")


async def _examine_provider(folder: Path, workshop: Workshop, archive: Archive) -> list[Finding]:
    settings = workshop.images
    subject = f"provider {settings.provider}"
    try:
        key = read_api_key(folder) if settings.provider != "sketch" else None
        provider = choose_provider(settings, key)
    except VisionsError as error:
        return [_bad(subject, error)]
    findings: list[Finding] = []
    try:
        async for seen in provider.check():
            findings.append((_good if seen.is_good else _note)(seen.subject, seen.text))
    except VisionsError as error:
        findings.append(_bad(subject, error))
    finally:
        await provider.close()
    return findings


def _examine_words(workshop: Workshop) -> Iterator[Finding]:
    """Say so where the built-in illustrator draws and does not know a tandem's language."""
    if "sketch" not in (workshop.images.provider, workshop.images.fallback):
        return
    spoken = dict.fromkeys(code for tandem in workshop.tandems for code in tandem.languages)
    say = speak("en")
    if strange := [say.language(code) for code in spoken if code not in UNDERSTOOD]:
        known = say.listing([say.language(code) for code in UNDERSTOOD])
        yield _note(
            "illustrator",
            f"The built-in illustrator understands {known}. Of a prompt in "
            f"{' or '.join(strange)} it draws only the few words that it knows.",
        )


def _examine_money(workshop: Workshop, archive: Archive) -> Iterator[Finding]:
    """What a picture costs, and whether the budgets are enough for the prompts that wait."""
    settings, prices = workshop.images, Prices(workshop.images.prices)
    if not is_paid(settings):
        return
    cost = estimate_for(settings, "")
    if cost is None:
        advice = "write picture = … under [images.prices]."
        yield _note("cost", f"no price is known for “{settings.model}”: {advice}")
    elif prices.are_exact:
        yield _note("cost", f"{say_usd(cost)} USD a picture ({prices.source}).")
    else:
        yield _note("cost", f"about {say_usd(cost)} USD a picture (estimate, {prices.source}).")
    found = look_forward(archive, workshop, workshop.tandems)
    if found.unclear is not None:
        yield _bad("budget", found.unclear)
    elif found.allowed < found.asked:
        yield Finding("budget", Level.BAD, describe_budget(found), 5)
    elif found.is_limited:
        yield _good("budget", describe_budget(found))
    else:
        yield _note("budget", describe_budget(found))


def _examine_retention(workshop: Workshop, today: dt.date) -> Finding:
    """Until when all of this is kept, and whether that day has come."""
    text = describe_retention(workshop, today)
    if is_due(workshop, today):
        return Finding("retention", Level.BAD, text, 3)
    is_settled = workshop.retention is not None and not is_near(workshop, today)
    return (_good if is_settled else _note)("retention", text)


def _examine_printer() -> Finding:
    printer = find_printer()
    if printer is None:
        return _note("printer", "None found here: “visions print” will open the merged files.")
    return _good("printer", f"{printer}.")
