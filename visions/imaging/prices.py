"""What a picture may cost and did cost, in USD, from dated prices (prices.toml beside this module).

Before the call there is an estimate, after it the tokens that the service reported. What a
workshop writes under [images.prices] wins over the package's prices.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from visions.imaging.profiles import find_profile
from visions.model import ImageSettings, OwnPrices

MOST_TOKENS = 10_000_000
"""More than any picture takes: a report beyond it is taken for no report."""

_SQUARE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Price:
    """USD per million tokens. `like` is the family whose pictures take about as many tokens."""

    text_in: float
    image_in: float
    image_out: float
    like: str = "gpt-image-2"


@dataclass(frozen=True, slots=True)
class PriceList:
    """prices.toml: prices by family, USD a picture by family, size and quality, and their month."""

    month: str
    families: Mapping[str, Price]
    pictures: Mapping[str, Mapping[str, Mapping[str, float]]]
    above_high: Mapping[str, float]


@cache
def load_price_list() -> PriceList:
    """The prices that came with this package."""
    data = tomllib.loads(Path(__file__).with_name("prices.toml").read_text("utf-8"))
    return PriceList(
        month=data["month"],
        families={name: Price(**price) for name, price in data["families"].items()},
        pictures={
            family: {size: row for size, row in rows.items() if size != "source"}
            for family, rows in data["pictures"].items()
        },
        above_high=data["above_high"],
    )


class Prices:
    """What the pictures of one workshop cost. None everywhere means: not known."""

    def __init__(self, own: OwnPrices | None = None) -> None:
        """`own` is what the workshop says, and wins."""
        self._own = own or OwnPrices()
        self._list = load_price_list()

    @property
    def source(self) -> str:
        """Where these prices are from, for people."""
        own = self._own.picture is not None or self._own.image_out is not None
        return "prices of workshop.toml" if own else f"prices of {self._list.month}"

    @property
    def are_exact(self) -> bool:
        """Whether a picture has one price, whatever it shows; else it is estimated beforehand."""
        return self._own.picture is not None

    def find(self, model: str) -> Price | None:
        """The price of a model's tokens, by the longest family that its name begins with."""
        families = self._list.families
        names = [name for name in families if model == name or model.startswith(f"{name}-")]
        known = families[max(names, key=len)] if names else None
        own = self._own
        if own.text_in is None or own.image_in is None or own.image_out is None:
            return known
        like = known.like if known else "gpt-image-2"
        return Price(own.text_in, own.image_in, own.image_out, like)

    def estimate(
        self, model: str, width: int, height: int, quality: str, words: str = ""
    ) -> float | None:
        """About what one picture costs, with at most what its words cost.

        “auto” counts as “high”. A token has at least one byte, so the words are counted by bytes.
        """
        if self._own.picture is not None:
            return self._own.picture
        price = self.find(model)
        if price is None:
            return None
        picture = self._estimate_picture(price, width, height, quality)
        return round(picture + len(words.encode()) * price.text_in / 1e6, 6)

    def _estimate_picture(self, price: Price, width: int, height: int, quality: str) -> float:
        sizes = self._list.pictures[price.like]
        row = sizes.get(f"{width}x{height}")
        scale = price.image_out / self._list.families[price.like].image_out
        if row is None:
            # Tokens grow more slowly than pixels, and a square takes the most for its pixels.
            row = sizes["1024x1024"]
            scale *= max(1.0, math.sqrt(width * height / _SQUARE))
        if quality in self._list.above_high:
            return row["high"] * self._list.above_high[quality] * scale
        return row[quality] * scale

    def count(self, model: str, usage: Mapping[str, object]) -> float | None:
        """What a picture cost by the tokens that the service reported.

        None where it reported none, only zeros, or no plausible number.
        """
        if self._own.picture is not None:
            return self._own.picture
        price = self.find(model)
        output = _read_tokens(usage, "output_tokens")
        if price is None or not output:
            return None
        details: Any = usage.get("input_tokens_details")
        if isinstance(details, Mapping):
            text = _read_tokens(details, "text_tokens", missing=0)
            image = _read_tokens(details, "image_tokens", missing=0)
        else:  # which of the two is not said: the dearer one
            text, image = 0, _read_tokens(usage, "input_tokens")
        if text is None or image is None:
            return None
        total = text * price.text_in + image * price.image_in + output * price.image_out
        return round(total / 1e6, 6)


def estimate_for(settings: ImageSettings, words: str) -> float | None:
    """About what a picture of `words` costs with these settings; None where not known."""
    width, height = settings.pixels
    prices = Prices(settings.prices)
    # A service that is told no quality chooses its own.
    quality = settings.quality if find_profile(settings).quality else "auto"
    return prices.estimate(settings.model, width, height, quality, words)


def _read_tokens(counts: Mapping[str, object], name: str, missing: int | None = None) -> int | None:
    count = counts.get(name, missing)
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_TOKENS:
        return None
    return count
