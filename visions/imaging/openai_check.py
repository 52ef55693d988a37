"""What a look at a service that costs nothing told, in words."""

from __future__ import annotations

from collections.abc import Iterator

from visions.imaging.address import Address
from visions.imaging.one_call import Seen
from visions.imaging.profiles import Profile
from visions.imaging.provider import Observation
from visions.model import ImageSettings

MOST_CLOCK_SKEW = 300.0


def describe_connection(address: Address, seen: Seen) -> Iterator[Observation]:
    """What the connection to an answering service showed."""
    by_proxy = seen.host not in ("", address.host)
    where = f"the proxy {seen.host}" if by_proxy else seen.peer or address.host
    text = f"{address.netloc} answers at {where}"
    if address.scheme == "https":
        if seen.encryption:
            text += f", encrypted ({seen.encryption})"
        if seen.certificate_until is not None:
            text += f", with a certificate that is valid until {seen.certificate_until:%Y-%m-%d}"
    yield Observation("connection", text + ".")
    if address.scheme == "http" and not address.is_loopback:
        everybody = "in this network" if address.is_near else "on the way"
        yield Observation(
            "encryption",
            f"There is none: everybody {everybody} can read prompts and pictures. Write https:// "
            "in base_url if the service can do that.",
            is_good=False,
        )
    if seen.clock_ahead is not None and abs(seen.clock_ahead) > MOST_CLOCK_SKEW:
        direction = "fast" if seen.clock_ahead > 0 else "slow"
        yield Observation(
            "clock",
            f"This computer's clock is {abs(seen.clock_ahead) / 60:.0f} minutes {direction} by "
            "the service's: set it, for certificates and the times in the records depend on it.",
            is_good=False,
        )


def describe_model(
    settings: ImageSettings, models: frozenset[str] | None, *, has_key: bool
) -> Iterator[Observation]:
    """What a list of models, or None instead of one, tells of key and model."""
    model = settings.model
    if models is None:
        yield Observation(
            "model",
            "The service answers but has no list of models: whether key and model are right "
            "shows with the first picture.",
            is_good=False,
        )
        return
    takes = "takes the key" if has_key else "answers without a key"
    if model in models:
        yield Observation(
            "model",
            f"The service {takes} and lists the model “{model}” (a list is no promise: the first "
            "picture is the proof).",
        )
    else:
        yield Observation(
            "model", f"The service {takes}; “{model}” is not on its list of models.", is_good=False
        )


def describe_profile(settings: ImageSettings, profile: Profile) -> Iterator[Observation]:
    """What cannot be known beforehand, and settings that do not go with this service."""
    if profile.name == "openai":
        yield Observation(
            "organisation",
            "Some models want it to be verified. Whether yours is cannot be known without asking "
            "for a picture: look at the service's settings, under Organization.",
            is_good=False,
        )
    if profile.at_once and settings.concurrency > profile.at_once:
        yield Observation(
            "concurrency",
            f"{profile.title} draws {profile.at_once} picture at a time, and the deadline runs "
            f"for those that wait there: write concurrency = {profile.at_once} under [images].",
            is_good=False,
        )
