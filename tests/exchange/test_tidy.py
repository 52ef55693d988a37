"""Text for other programs' files."""

from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.samples import HOSTILE
from visions.exchange.tidy import keep_printable, looks_like_formula, tidy_line, tidy_text


@given(st.text())
def test_tidy_text_is_tidy_for_good(text: str) -> None:
    tidied = tidy_text(text)
    assert tidy_text(tidied) == tidied
    assert tidied == tidied.strip()
    tidied.encode("utf-8")
    assert "\n" not in tidy_line(text)


def test_only_what_cannot_be_shown_goes() -> None:
    assert tidy_text("\ta\r\nb\x0bc\u2028d\x00\ud800\u202e\ufeff ") == "a\nb\nc\nd"
    assert tidy_text("مرحبا 日本語 👩‍👩‍👧 ä") == "مرحبا 日本語 👩‍👩‍👧 ä"
    kept = keep_printable(HOSTILE)
    assert len(HOSTILE) - len(kept) == 4
    assert "\u202e" in kept


def test_what_a_spreadsheet_would_compute() -> None:
    assert all(looks_like_formula(text) for text in ("=1", "+1", "-1", "@a", "＝1"))
    assert not any(looks_like_formula(text) for text in ("", "a=1", "1-2", "'=1"))
