"""The closing chapters of the report: making, missing pictures, money, labels and rights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visions.documents.picture import explain_absence
from visions.documents.plain_text import clean_text, shorten
from visions.documents.report_answers import TableView
from visions.i18n import Language
from visions.labels import describe_system
from visions.model import Entry, Record, State

LONGEST_MENTION = 160
"""Characters of a prompt in the list of those without a picture; its own section has it whole."""


@dataclass(frozen=True, slots=True)
class Money:
    """What pictures cost in USD. `estimated` is the part of `spent` that nobody reported;
    `reserved` is for the `unsettled` requests, whose end is not known; `unpriced` counts pictures
    whose cost is not known. `is_whole` is False where notes could not be read."""

    pictures: int = 0
    spent: float = 0.0
    estimated: float = 0.0
    reserved: float = 0.0
    unsettled: int = 0
    unpriced: int = 0
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter about the whole: paragraphs, pairs of label and value, tables."""

    anchor: str
    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[TableView, ...] = ()


def tell_making(entries: Sequence[Entry], say: Language) -> Chapter:
    records = [entry.record for entry in entries if entry.record and entry.state is State.DONE]
    paragraphs = [say.text("Every prompt was sent exactly as it was written.")]
    if any(not record.is_ai for record in records):
        paragraphs.append(
            say.text(
                "The built-in illustrator of visions draws by fixed rules from the words of a "
                "prompt. It is not artificial intelligence, and its sketches say so."
            )
        )
    groups: dict[tuple[str, str, str], list[Record]] = {}
    for record in records:
        model = record.model if record.is_ai else f"{record.system} {record.model}".strip()
        who = record.system if record.is_ai else describe_system(record, say)
        key = (clean_text(who), record.provider, clean_text(model))
        groups.setdefault(key, []).append(record)
    rows = tuple(
        (who, provider, model, say.number(len(made)), _span_days(made, say))
        for (who, provider, model), made in sorted(groups.items())
    )
    head = (
        say.text("Drawn by"),
        say.text("Image service"),
        say.text("Model"),
        say.text("Pictures"),
        say.text("Period"),
    )
    title = say.text("How the pictures were made")
    tables = (TableView("", head, rows),) if rows else ()
    return Chapter("making", title, tuple(paragraphs), tables=tables)


def _span_days(records: Sequence[Record], say: Language) -> str:
    days = sorted(record.created_at for record in records)
    first, last = say.short_day(days[0]), say.short_day(days[-1])
    return first if first == last else f"{first} – {last}"


def list_missing(entries: Sequence[Entry], say: Language) -> Chapter:
    missing = [entry for entry in entries if entry.state is not State.DONE]
    title = say.text("Prompts without a picture")
    if not missing:
        return Chapter("missing", title, (say.text("Every prompt has its picture."),))
    head = (say.text("Archive number"), say.text("Prompt"), say.text("Reason"))
    rows = tuple(
        (
            str(entry.id),
            shorten(" ".join(clean_text(entry.prompt.text).split()), LONGEST_MENTION),
            # As the empty frame says it.
            _explain(entry, say),
        )
        for entry in missing
    )
    return Chapter("missing", title, (), tables=(TableView("", head, rows),))


def _explain(entry: Entry, say: Language) -> str:
    """Why a prompt has no picture, with the service's own words where it gave any."""
    why = explain_absence(entry, say)
    detail = " ".join(clean_text(entry.detail).split())
    return f"{why} ({shorten(detail, LONGEST_MENTION)})" if detail else why


def tell_money(money: Money, say: Language) -> Chapter:
    title = say.text("What was spent")
    partial = (
        ()
        if money.is_whole
        else (say.text("Some notes in the archive could not be read, so the sums may be too low."),)
    )
    if not money.pictures:
        free = say.text("The archive holds no request to a paid image service.")
        return Chapter("money", title, (free, *partial))
    rows = [
        (say.text("Paid pictures asked for"), say.number(money.pictures)),
        (say.text("Spent on them"), say.dollars(money.spent)),
    ]
    if money.estimated:
        label = say.text("of this, estimated because no cost was reported")
        rows.append((label, say.dollars(money.estimated)))
    if money.unsettled:
        rows.append((say.text("Requests whose end is not known"), say.number(money.unsettled)))
        rows.append((say.text("which may have cost as well"), say.dollars(money.reserved)))
    if money.unpriced:
        rows.append((say.text("Pictures whose cost nobody knows"), say.number(money.unpriced)))
    note = say.text(
        "The amounts are counted from the requests in the archive, in US dollars. They are no "
        "invoice, and hold neither taxes nor anybody’s work."
    )
    return Chapter("money", title, (note, *partial), facts=tuple(rows))


def tell_rights(say: Language) -> Chapter:
    return Chapter(
        "rights",
        say.text("Labels and rights"),
        (
            say.text(
                "Every picture by an image service is labelled as generated by AI wherever it is "
                "shown and inside its file (EU AI Act, Article 50). The label stays with it when "
                "it is passed on."
            ),
            say.text(
                "Every picture shows an imagined place. None is a photograph, a plan or a forecast."
            ),
            say.text(
                "Who may use a picture, and for what, depends on the terms of its service and on "
                "national law. The prompts and answers belong to those who wrote them."
            ),
        ),
    )
