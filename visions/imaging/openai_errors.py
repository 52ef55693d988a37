"""Which way a call ended, told from what the service or the network said."""

from __future__ import annotations

import json
import re
import socket
import ssl
import unicodedata
from collections.abc import Iterator

from visions.secret import MASK, Secret

MAX_DETAIL = 300
MAX_READ = 64_000

_REFUSAL = re.compile(
    r"moderation_blocked|content_policy_violation|content_filter|contentFilter"
    r"|ResponsibleAIPolicyViolation|safety system"
)
_QUOTA = re.compile(r"insufficient_quota|billing_hard_limit_reached|billing_not_active")
_KEY = re.compile(
    r"invalid_api_key|invalid_authentication|Incorrect API key"
    r"|Authentication Error|Invalid proxy server token"  # LiteLLM, with status 400
)
_MODEL = re.compile(r"model_not_found|DeploymentNotFound|\bmodel\b", re.IGNORECASE)
_LIKE_A_KEY = re.compile(r"\b(?:sk|sess|rk)-[\w*.•-]{6,}|\bBearer\s+\S+")


def kind_of_status(status: int, body: bytes) -> str:
    """Name the ending of an answer that is no success (RFC 9110, 15; openai 3.54)."""
    text = body.decode("utf-8", "replace")
    if status == 511:  # Network Authentication Required (RFC 6585): sent by portals only
        return "captive-portal"
    if status >= 500 or status == 408:
        return "server-error"
    if status < 400:
        return "redirected"
    if status == 402 or _QUOTA.search(text):
        return "no-quota"
    if status == 429:
        return "rate-limited"
    if "must be verified" in text:
        return "unverified"
    if status == 401 or _KEY.search(text):
        return "wrong-key"
    if _REFUSAL.search(text):
        return "refused"
    if status == 403:
        return "forbidden"
    if status in (404, 405, 410):
        is_page = looks_like_a_page(body)
        return "no-model" if _MODEL.search(text) and not is_page else "wrong-address"
    return "bad-request"


def kind_of_break(error: BaseException, *, sent: bool) -> str:
    """Name the ending of a call that the network broke off, before or after the request left."""
    causes = list(_chain(error))
    if sent:
        garbled = any(type(cause).__name__ == "DecodingError" for cause in causes)
        return "garbled" if garbled else "connection-lost"
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "no-name"
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return "untrusted"
    return "no-connection"


def looks_like_a_page(body: bytes) -> bool:
    """Whether this is a web page where data was expected."""
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--"))


def quote_service(body: bytes, key: Secret | None) -> str:
    """Return what the service said, in at most 300 characters, without the key or anybody's."""
    text = _own_words(body[:MAX_READ])
    # Scrubbed before it is cut, or the first half of a key could stay at the cut.
    if key is not None:
        text = key.scrub(text)
    text = _LIKE_A_KEY.sub(MASK, text)
    visible = (
        " " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text
    )
    text = " ".join("".join(visible).split())
    return text if len(text) <= MAX_DETAIL else text[: MAX_DETAIL - 1] + "…"


def _own_words(body: bytes) -> str:
    """The message inside whatever shape of error this service uses."""
    text = body.decode("utf-8", "replace")
    if looks_like_a_page(body):
        return re.sub(r"(?is)<(style|script)\b.*?</\1>|<[^>]*>", " ", text)
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return text
    for _ in range(4):
        if isinstance(value, list) and value:
            value = value[0]
        if not isinstance(value, dict):
            break
        named = (value.get(name) for name in ("error", "message", "detail", "errors", "msg"))
        value = next((inner for inner in named if inner), text)
    return value if isinstance(value, str) else text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
