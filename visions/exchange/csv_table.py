"""A roadmap's actions as a plain table for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io

from visions.answers.labels import STATUS_LABELS, TYPE_LABELS
from visions.exchange.columns import Column, Kind, Value, list_action_columns, spread_action
from visions.exchange.plan import Plan
from visions.exchange.tidy import looks_like_formula, tidy_text
from visions.exchange.wording import YES, name_lanes
from visions.i18n import SOURCE, Language, speak


def write_csv(plan: Plan) -> bytes:
    """The actions as CSV (RFC 4180): UTF-8 with a byte order mark, CR LF, one heading row.

    Without the mark Excel takes the file for the system's old code page. Columns are separated
    as Excel in the plan's language expects it: by semicolons, because the comma is the decimal
    sign there, and by commas in English. Days are ISO 8601, periods 2024-03, 2024-Q1 or
    2024-H1, costs bare digits. A text that begins with = + - or @ gets an apostrophe before it,
    so that no spreadsheet computes it (OWASP, CSV injection); whoever reads the file by program
    takes it off again.
    """
    say = speak(plan.language)
    columns = list_action_columns(len(plan.cities))
    out = io.StringIO(newline="")
    table = csv.writer(
        out, delimiter="," if plan.language == SOURCE else ";", lineterminator="\r\n"
    )
    table.writerow([_defuse(column.name(plan.cities, say)) for column in columns])
    words = _list_words(plan, say)
    for action in plan.roadmap.actions:
        values = spread_action(action, len(plan.cities))
        table.writerow([_spell(values[column.id], column, words) for column in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _list_words(plan: Plan, say: Language) -> dict[str, dict[str, str]]:
    return {
        "lane": name_lanes(plan.cities, say),
        "type": {key.value: say.text(label) for key, label in TYPE_LABELS.items()},
        "status": {key.value: say.text(label) for key, label in STATUS_LABELS.items()},
        "yes": {"True": say.text(YES), "False": ""},
    }


def _spell(value: Value, column: Column, words: dict[str, dict[str, str]]) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _defuse(", ".join(value))
    name = "yes" if column.kind is Kind.YES else column.id
    text = str(value)
    return _defuse(words[name].get(text, text) if name in words else text)


def _defuse(text: str) -> str:
    text = tidy_text(text)
    return f"'{text}" if looks_like_formula(text) else text
