"""From the raw body of a kept answer to the picture in it; nothing is sent."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping

from visions.imaging.endings import call_failed
from visions.imaging.openai_errors import looks_like_a_page, quote_service
from visions.imaging.sniff import BrokenPicture, NotAPicture, sniff_image
from visions.model import MAX_PROMPT_CHARACTERS, GeneratedImage, ImageRequest
from visions.secret import Secret

_REPORTED = ("created", "model", "output_format", "size", "quality", "background")


def read_images_answer(
    request: ImageRequest,
    raw: bytes,
    *,
    system: str,
    key: Secret | None = None,
    has_usage: bool = True,
    fetched: bytes | None = None,
) -> GeneratedImage:
    """Return the first picture of an answer to POST /images/generations.

    `fetched` is the picture itself where the answer only links to it; `has_usage` says whether
    what the service reports as usage means anything. Raises CallFailed where there is no picture
    that can be used.
    """
    if looks_like_a_page(raw):
        raise call_failed("captive-portal", quote_service(raw, key))
    answer = _object(raw)
    if answer is None:
        raise call_failed("unreadable-answer", quote_service(raw, key))
    pictures = answer.get("data")
    if not isinstance(pictures, list) or not pictures:
        raise call_failed("no-picture", quote_service(raw, key))
    first = pictures[0]
    if not isinstance(first, dict):
        raise call_failed("no-picture", quote_service(raw, key))
    encoded = first.get("b64_json")
    if fetched is None and (not isinstance(encoded, str) or not encoded):
        raise call_failed("url-result" if first.get("url") else "no-picture")
    try:
        data = fetched if fetched is not None else _decode(str(encoded))
        sniffed = sniff_image(data)
    except binascii.Error:
        raise call_failed("damaged-picture", "its base64 is incomplete") from None
    except BrokenPicture as error:
        raise call_failed("damaged-picture", str(error)) from None
    except NotAPicture as error:
        raise call_failed("not-a-picture", str(error)) from None
    reported = {name: answer[name] for name in _REPORTED if name in answer}
    if isinstance(first.get("revised_prompt"), str):
        reported["revised_prompt"] = first["revised_prompt"]
    if len(pictures) > 1:
        reported["pictures"] = len(pictures)
    usage = answer.get("usage")
    return GeneratedImage(
        data=data,
        media_type=sniffed.media_type,
        width=sniffed.width,
        height=sniffed.height,
        system=system,
        model=request.model,
        usage=_plain_facts(usage, key) if has_usage and isinstance(usage, dict) else {},
        reported=_plain_facts(reported, key),
    )


def find_link(raw: bytes) -> str:
    """Return the link to the first picture of an answer, or nothing."""
    answer = _object(raw) or {}
    pictures = answer.get("data")
    first = pictures[0] if isinstance(pictures, list) and pictures else None
    link = first.get("url") if isinstance(first, dict) else None
    return link if isinstance(link, str) else ""


def listed_models(raw: bytes) -> frozenset[str] | None:
    """Return the model names in an answer to GET /models, or None if it is no such answer."""
    answer = _object(raw)
    models = answer.get("data") if answer is not None else None
    if not isinstance(models, list):
        return None
    return frozenset(
        str(model["id"]) for model in models if isinstance(model, dict) and "id" in model
    )


def _decode(encoded: str) -> bytes:
    if encoded.startswith("data:"):  # some services send a whole data URL
        encoded = encoded.partition(",")[2]
    return base64.b64decode("".join(encoded.split()), validate=True)


def _object(raw: bytes) -> dict[str, object] | None:
    def whole_number(digits: str) -> int | None:
        return int(digits) if len(digits) < 20 else None

    try:
        value = json.loads(raw, parse_int=whole_number, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _plain_facts(facts: Mapping[str, object], key: Secret | None) -> dict[str, object]:
    return {_plain_text(name, key): _plain(value, key) for name, value in list(facts.items())[:50]}


def _plain(value: object, key: Secret | None, depth: int = 3) -> object:
    """The value as it may go into a record: small, writable as JSON, and without the key."""
    if isinstance(value, str):
        return _plain_text(value, key)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict) and depth:
        inner = list(value.items())[:50]
        return {_plain_text(name, key): _plain(item, key, depth - 1) for name, item in inner}
    if isinstance(value, list) and depth:
        return [_plain(item, key, depth - 1) for item in value[:50]]
    return None


def _plain_text(text: str, key: Secret | None) -> str:
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates become “?”
    return (key.scrub(text) if key is not None else text)[:MAX_PROMPT_CHARACTERS]
