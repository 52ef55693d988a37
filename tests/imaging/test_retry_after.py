"""How long a service asks to wait, in every form that it may say so."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imaging.calls import make, openai_at
from tests.servers.image_api import ImageServer
from visions.errors import CallFailed
from visions.imaging.retry_after import LONGEST, read_retry_after

NOW = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 7 "}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        # a date, by our clock and by theirs
        ({"retry-after": "Mon, 23 Nov 2026 10:00:30 GMT"}, 30.0),
        ({"retry-after": "Mon, 23 Nov 2026 09:59:00 GMT"}, 0.0),
        ({"retry-after": "Monday, 23-Nov-26 10:00:30 GMT"}, 30.0),
        ({"retry-after": "Mon Nov 23 10:00:30 2026"}, 30.0),
        (
            {
                "retry-after": "Mon, 23 Nov 2026 13:00:30 GMT",
                "date": "Mon, 23 Nov 2026 13:00:10 GMT",
            },
            20.0,
        ),
        ({"retry-after": "Mon, 23 Nov 2026 10:00:30 GMT", "date": "now"}, 30.0),
        # huge, negative, garbage
        ({"retry-after": "9" * 300}, LONGEST),
        ({"retry-after": "9" * 5000}, None),
        ({"retry-after-ms": "9" * 300}, LONGEST),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, LONGEST),
        ({"retry-after": "Fri, 31 Dec 99999 23:59:59 GMT"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after-ms": "-5"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "1e9"}, None),
        ({"retry-after": "٧"}, None),
        ({"retry-after": "in a minute"}, None),
        ({"retry-after": ""}, None),
    ],
)
def test_every_form_is_understood_or_left_alone(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert read_retry_after(headers, NOW) == seconds


@given(
    st.dictionaries(
        st.sampled_from(["retry-after", "retry-after-ms", "date"]),
        st.text(max_size=40) | st.sampled_from(["Mon, 23 Nov 2026 10:00:30 -9999", "1 1 1 1 1"]),
    )
)
def test_no_header_leads_to_anything_but_sensible_seconds(headers: dict[str, str]) -> None:
    seconds = read_retry_after(headers, NOW)
    assert seconds is None or (math.isfinite(seconds) and 0 <= seconds <= LONGEST)


@pytest.mark.parametrize(
    ("mode", "kind", "seconds"),
    [
        ("429", "rate-limited", 7.0),
        ("503", "server-error", None),  # it may have been drawn: nobody asks again by himself
        ("400", "bad-request", None),
    ],
)
def test_only_too_many_requests_is_a_reason_to_wait(
    mode: str, kind: str, seconds: float | None
) -> None:
    with ImageServer(mode=mode, headers={"Retry-After": "7"}) as server:
        with pytest.raises(CallFailed) as caught:
            make(openai_at(server.base_url))
        assert len(server.requests) == 1
    assert (caught.value.kind, caught.value.retry_after) == (kind, seconds)
