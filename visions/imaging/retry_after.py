"""How long a service asks to wait, from the headers of its “too many requests”."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

LONGEST = 86_400.0
"""A day; whoever asks for more means “not today”."""

_NUMBER = re.compile(r"\d+(\.\d*)?", re.ASCII)


def read_retry_after(headers: Mapping[str, str], now: dt.datetime) -> float | None:
    """Return the seconds to wait, at most a day, or None where nothing sensible is said.

    Understood are `retry-after-ms`, and `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
    A date is measured by the service's own clock where it sends one, else by `now`.
    """
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return min(milliseconds / 1000, LONGEST)
    text = headers.get("retry-after", "").strip()
    seconds = _number(text)
    if seconds is not None:
        return min(seconds, LONGEST)
    until = read_date(text)
    if until is None:
        return None
    left = (until - (read_date(headers.get("date", "")) or now)).total_seconds()
    return min(max(left, 0.0), LONGEST)


def read_date(text: str) -> dt.datetime | None:
    """Return the moment that an HTTP date means, or None where it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)


def _number(text: str) -> float | None:
    text = text.strip()
    return float(text) if len(text) < 400 and _NUMBER.fullmatch(text) else None
