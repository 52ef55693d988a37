"""What a workshop's own design does to what a sheet says: its words, its boxes, its fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from visions.answers import ExtraAnswer, WorksheetAnswers
from visions.documents.filled import FilledWorksheet
from visions.documents.plain_text import clean_text
from visions.documents.view import ExtraView, RoadmapView, WorksheetView
from visions.documents.worksheet_answers import tidy
from visions.theme import Theme

V = TypeVar("V", WorksheetView, RoadmapView)


def put_words(view: V, words: Mapping[str, str]) -> V:
    """The view with other words for some of its printed labels."""
    names = {field.name for field in dataclasses.fields(view)}
    mine: dict[str, Any] = {key: clean_text(said) for key, said in words.items() if key in names}
    return dataclasses.replace(view, **mine) if mine else view


def design_worksheet(
    view: WorksheetView, theme: Theme, answers: WorksheetAnswers | None
) -> WorksheetView:
    """The worksheet as `theme` wants it. No answer is lost: what has no box any more stands
    among the others."""
    view = put_words(view, theme.words(view.head.language))
    view = dataclasses.replace(
        view,
        lines=theme.lines,
        removed=theme.removed,
        extra=tuple(
            ExtraView(one.key, clean_text(one.label(view.head.language)), one.lines)
            for one in theme.fields
        ),
    )
    if view.filled is None or answers is None:
        return view
    texts = {one.key: tidy(one.text) for one in answers.extra}
    filled = dataclasses.replace(
        view.filled,
        extra=tuple(texts.get(one.key, "") for one in theme.fields),
        unneeded=(*_list_surplus(view, answers), *_list_removed(view, view.filled)),
        unnamed=tuple(_list_unnamed(answers.extra, theme)),
    )
    return dataclasses.replace(view, filled=filled)


def _list_unnamed(extra: tuple[ExtraAnswer, ...], theme: Theme) -> list[tuple[str, str]]:
    """Answers whose field the design no longer has, under their keys."""
    named = {one.key for one in theme.fields}
    return [(one.key, tidy(one.text)) for one in extra if one.key not in named and tidy(one.text)]


def _list_surplus(view: WorksheetView, answers: WorksheetAnswers) -> list[tuple[str, str]]:
    """Remarks beyond the lines of the sheet."""
    return [
        (title.split(": ")[0], text)
        for title, remarks in (
            (view.keep, answers.keep),
            (view.adapt, answers.adapt),
            (view.leave_out, answers.leave_out),
        )
        if (text := _join((tidy(one.ref), tidy(one.text)) for one in remarks[view.lines.keep :]))
    ]


def _list_removed(view: WorksheetView, filled: FilledWorksheet) -> list[tuple[str, str]]:
    needs = (
        (city.name, ", ".join(need for need, on in zip(view.needs, one.needs, strict=True) if on))
        for city, one in zip(view.head.cities, filled.cities, strict=True)
    )
    signs = (
        (sign.name, " → ".join(part for part in (sign.baseline, sign.target) if part))
        for sign in filled.indicators
    )
    said = {
        "missing": (view.missing, filled.missing),
        "needs": (view.needs_label, _join(pair for pair in needs if pair[1])),
        "headline": (view.headline, filled.headline),
        "indicators": (view.notice, _join(signs)),
    }
    return [said[box] for box in view.removed if said[box][1]]


def _join(pairs: Iterable[tuple[str, str]]) -> str:
    """“name: what”, a line each; blank ones are left out."""
    lines = (": ".join(part for part in pair if part) for pair in pairs)
    return "\n".join(line for line in lines if line)
