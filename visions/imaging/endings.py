"""How a call to an image service can end without a picture: one row a way, in plain words.

`failed` is told where the service did not take the request: nothing was charged, and the next
`make` asks again. `unknown` is all that was or may have been charged: the request left and no
complete answer came, or an answer came that holds no usable picture. Only a person asks again.
"""

from __future__ import annotations

from dataclasses import dataclass

from visions.errors import CallFailed


@dataclass(frozen=True, slots=True)
class Ending:
    outcome: str
    what: str
    todo: str
    stops_queue: bool = False


_AGAIN = "Then run “visions make” again."
_MAYBE_CHARGED = (
    "It may have been charged: look at the service's usage page, then decide whether to ask again "
    "with “visions retry”."
)
_CHARGED = (
    "The answer is kept; it was probably charged. Ask again with “visions retry” if you like; if "
    "it happens twice, another model or service is the way out."
)

ENDINGS: dict[str, Ending] = {
    # The service looked at the words and said no.
    "refused": Ending(
        "refused",
        "The service will not draw this prompt: its rules on content forbid it.",
        "Say it in other words, as a new prompt; names of living people and violence are the usual"
        " causes.",
    ),
    # Nothing was accepted.
    "bad-request": Ending(
        "failed",
        "The service did not understand the request.",
        "Check model, size and quality under [images] in workshop.toml. " + _AGAIN,
    ),
    "wrong-key": Ending(
        "failed",
        "The service does not know this API key.",
        "Check the key: it may be mistyped, expired or meant for another service. " + _AGAIN,
        stops_queue=True,
    ),
    "unverified": Ending(
        "failed",
        "The service wants the organisation behind the key to be verified before it draws.",
        "Verify it in the service's settings (this can take 15 minutes), or name another model"
        " under [images] in workshop.toml. " + _AGAIN,
        stops_queue=True,
    ),
    "forbidden": Ending(
        "failed",
        "The service knows the key but does not allow it to make pictures.",
        "Let the owner of the account allow images for this key, or use another one. " + _AGAIN,
        stops_queue=True,
    ),
    "no-quota": Ending(
        "failed",
        "The account behind the key has no money left, or has reached its own limit.",
        "Add credit or raise the limit on the service's billing page. " + _AGAIN,
        stops_queue=True,
    ),
    "no-model": Ending(
        "failed",
        "The service has no such model, or not for this key.",
        "Check model under [images] in workshop.toml. " + _AGAIN,
    ),
    "wrong-address": Ending(
        "failed",
        "There is no image service at this address.",
        "Check base_url under [images] in workshop.toml; it often ends in /v1. " + _AGAIN,
    ),
    "rate-limited": Ending(
        "failed",
        "The service is asked too often at the moment.",
        "Wait a minute, or lower per_minute under [images] in workshop.toml. " + _AGAIN,
    ),
    "redirected": Ending(
        "failed",
        "The address of the service sent us elsewhere, and we did not follow.",
        "Open a browser: the venue's Wi-Fi may want you to log in. If not, check base_url under"
        " [images] in workshop.toml. " + _AGAIN,
        stops_queue=True,
    ),
    "captive-portal": Ending(
        "failed",
        "The venue's Wi-Fi answered instead of the service.",
        "Open a browser and log in. " + _AGAIN,
        stops_queue=True,
    ),
    "no-connection": Ending(
        "failed",
        "The service could not be reached.",
        "Check the Wi-Fi of this computer. " + _AGAIN,
    ),
    "no-name": Ending(
        "failed",
        "The address of the service could not be looked up: there seems to be no internet.",
        "Check the Wi-Fi of this computer, then base_url under [images] in workshop.toml. "
        + _AGAIN,
    ),
    "untrusted": Ending(
        "failed",
        "Somebody other than the service answered: the certificate is not the service's own.",
        "Open a browser: the venue's Wi-Fi may want you to log in. If not, check the clock of this"
        " computer. " + _AGAIN,
    ),
    # The request left, and no complete answer came.
    "server-error": Ending("unknown", "The service broke down while it drew.", _MAYBE_CHARGED),
    "deadline": Ending("unknown", "The service did not answer in time.", _MAYBE_CHARGED),
    "connection-lost": Ending(
        "unknown", "The connection broke before the picture was here.", _MAYBE_CHARGED
    ),
    "too-large": Ending(
        "unknown", "The answer was far larger than a picture, and we stopped.", _MAYBE_CHARGED
    ),
    "garbled": Ending("unknown", "The answer arrived garbled.", _MAYBE_CHARGED),
    # A complete answer, kept before it was looked at, holds no picture that can be used.
    "unreadable-answer": Ending(
        "unknown", "The service answered, but not in its format.", _CHARGED
    ),
    "no-picture": Ending("unknown", "The service answered without a picture.", _CHARGED),
    "damaged-picture": Ending("unknown", "The picture arrived damaged.", _CHARGED),
    "not-a-picture": Ending(
        "unknown", "What the service sent as a picture cannot be used as one.", _CHARGED
    ),
    "url-result": Ending(
        "unknown",
        "The service sent a link instead of the picture, and the link was not followed.",
        "The answer is kept; it was probably charged. For a while a browser can open the link in"
        " it. Choose the service's profile under [images] in workshop.toml, or list the host of"
        " the link there in url_hosts.",
        stops_queue=True,
    ),
    "link-failed": Ending(
        "unknown",
        "The service sent a link instead of the picture, and the picture could not be fetched.",
        "The answer is kept; it was probably charged. For a while a browser can open the link in"
        " it. Ask again with “visions retry” if you like.",
    ),
}


def call_failed(kind: str, detail: str = "", retry_after: float | None = None) -> CallFailed:
    """Return the error for one way to end. `detail` must be scrubbed already."""
    ending = ENDINGS[kind]
    return CallFailed(
        kind,
        ending.outcome,
        ending.what,
        ending.todo,
        detail=detail,
        stops_queue=ending.stops_queue,
        retry_after=retry_after,
    )


def check_failed(kind: str, detail: str = "") -> CallFailed:
    """The same for a look at the service that asks for no picture: nothing can be charged."""
    ending = ENDINGS[kind]
    if ending.outcome == "failed":
        return call_failed(kind, detail)
    return CallFailed(
        kind,
        "failed",
        "The service does not answer as it should at the moment.",
        "No picture was asked for and nothing was spent. Try again in a few minutes.",
        detail=detail,
        stops_queue=ending.stops_queue,
    )
