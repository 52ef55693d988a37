"""What a picture may cost and did cost, in USD, from dated prices.

Prices per million tokens as published for the image API, November 2026; costs per picture are
rounded observations for 1536x1024 from a secondary source, so they are estimates and shown so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PRICES_OF = "2026-11"
_REFERENCE_PIXELS = 1536 * 1024


@dataclass(frozen=True, slots=True)
class Price:
    """USD per million tokens: text in, image in, image out."""

    text_in: float
    image_in: float
    image_out: float


PRICES = {
    "gpt-image-2": Price(5, 8, 30),
    "gpt-image-2.5": Price(5, 8, 30),
    "gpt-image-2.6": Price(5, 8, 30),
    "gpt-image-1.5": Price(5, 8, 32),
    "gpt-image-1-mini": Price(2, 2.5, 8),
}

# gpt-image-2, 1536x1024. Above “high” no figure is published: counted as twice the step below.
_PICTURE = {"low": 0.005, "medium": 0.041, "high": 0.165, "xhigh": 0.33, "max": 0.66}


def find_price(model: str) -> Price | None:
    """The price of a model or of the family its name begins with; None where it is not known."""
    families = [name for name in PRICES if model == name or model.startswith(f"{name}-")]
    return PRICES[max(families, key=len)] if families else None


def estimate_cost(model: str, width: int, height: int, quality: str) -> float | None:
    """About what one picture of these pixels costs; “auto” counts as “high”. None: unknown."""
    price = find_price(model)
    if price is None:
        return None
    picture = _PICTURE["high" if quality == "auto" else quality]
    scale = width * height / _REFERENCE_PIXELS * price.image_out / PRICES["gpt-image-2"].image_out
    return round(picture * scale, 6)


def count_cost(model: str, usage: Mapping[str, object]) -> float | None:
    """What a picture cost by the tokens that the service reported; None where it cannot be told."""
    price = find_price(model)
    output = usage.get("output_tokens")
    details = usage.get("input_tokens_details")
    if price is None or not isinstance(output, int) or not isinstance(details, Mapping):
        return None
    text, image = details.get("text_tokens", 0), details.get("image_tokens", 0)
    if not isinstance(text, int) or not isinstance(image, int) or output <= 0:
        return None
    total = text * price.text_in + image * price.image_in + output * price.image_out
    return round(total / 1e6, 6)
