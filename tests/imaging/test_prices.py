"""What a picture costs: dated figures, a workshop's own, and what the service reported."""

import re

import pytest

from visions.imaging.prices import MOST_TOKENS, Prices, load_price_list
from visions.model import OwnPrices

PACKAGE = Prices()
TOKENS = OwnPrices(text_in=10, image_in=20, image_out=60)


def test_the_list_is_dated_and_whole() -> None:
    prices = load_price_list()
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", prices.month)
    for family in prices.families.values():
        sizes = prices.pictures[family.like]
        assert {"1024x1024", "1536x1024", "1024x1536"} <= set(sizes)
        assert all(0 < row["low"] < row["medium"] < row["high"] for row in sizes.values())
    assert PACKAGE.source == f"prices of {prices.month}"


@pytest.mark.parametrize(
    ("model", "size", "quality", "expected"),
    [
        ("gpt-image-2", (1536, 1024), "low", 0.005),
        ("gpt-image-2", (1536, 1024), "medium", 0.041),
        ("gpt-image-2-2026-04-21", (1024, 1536), "high", 0.165),
        ("gpt-image-2", (1024, 1024), "medium", 0.053),
        ("gpt-image-2.5-large", (1536, 1024), "auto", 0.165),
        ("gpt-image-2", (1536, 1024), "max", 0.66),
        ("gpt-image-2", (512, 512), "medium", 0.053),
        ("gpt-image-2", (2048, 2048), "high", 0.422),
        ("gpt-image-1.5", (1536, 1024), "medium", 0.051),
        ("gpt-image-1-mini", (1536, 1024), "high", 0.05),
        ("gpt-image-20", (1536, 1024), "low", None),
        ("my-own", (1536, 1024), "low", None),
    ],
)
def test_an_estimate_goes_by_family_size_and_quality(
    model: str, size: tuple[int, int], quality: str, expected: float | None
) -> None:
    assert PACKAGE.estimate(model, *size, quality) == pytest.approx(expected)


def test_words_cost_too_and_are_never_counted_too_low() -> None:
    words = "x" * 32_000
    assert PACKAGE.estimate("gpt-image-2", 1536, 1024, "medium", words) == pytest.approx(0.201)
    greek = PACKAGE.estimate("gpt-image-2", 1536, 1024, "medium", "αβγ")
    assert greek == pytest.approx(0.041 + 6 * 5e-6)


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        (
            {
                "output_tokens": 1_000,
                "input_tokens_details": {"text_tokens": 100, "image_tokens": 200},
            },
            0.0321,
        ),
        ({"output_tokens": 1_000, "input_tokens": 100}, 0.0308),
        ({"output_tokens": 0, "input_tokens": 0, "total_tokens": 0}, None),
        ({}, None),
        ({"output_tokens": 1_000}, None),
        ({"output_tokens": True, "input_tokens": 1}, None),
        ({"output_tokens": "1000", "input_tokens": 1}, None),
        ({"output_tokens": -5, "input_tokens": 1}, None),
        ({"output_tokens": MOST_TOKENS + 1, "input_tokens": 1}, None),
        ({"output_tokens": 9, "input_tokens_details": {"text_tokens": None}}, None),
    ],
)
def test_usage_is_counted_where_there_is_any(
    usage: dict[str, object], expected: float | None
) -> None:
    assert PACKAGE.count("gpt-image-2", usage) == pytest.approx(expected)
    assert PACKAGE.count("my-own", usage) is None


def test_a_price_a_picture_wins_over_everything() -> None:
    own = Prices(OwnPrices(picture=0.02, text_in=1, image_in=1, image_out=1))
    assert own.estimate("my-own", 512, 512, "low", "x" * 9_000) == 0.02
    assert own.count("gpt-image-2", {"output_tokens": 9_999, "input_tokens": 9}) == 0.02
    assert (own.are_exact, own.source) == (True, "prices of workshop.toml")


def test_prices_of_tokens_can_be_the_workshops_own() -> None:
    own = Prices(TOKENS)
    assert own.estimate("my-own", 1536, 1024, "medium") == pytest.approx(0.082)
    usage = {"output_tokens": 1_000, "input_tokens_details": {"text_tokens": 100}}
    assert own.count("my-own", usage) == pytest.approx(0.061)
