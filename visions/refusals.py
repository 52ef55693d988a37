"""Why a service may have refused a prompt, and how to say it instead: for the people who wrote it.

Services name the kind of their refusal in free words; the words are looked for, not trusted.
"""

from __future__ import annotations

from dataclasses import dataclass

from visions.i18n import mark


@dataclass(frozen=True, slots=True)
class Refusal:
    """What kind it seems to be and how to rephrase: messages of the catalogues."""

    why: str
    how: str


_PLAIN = mark("Describe the place and what people do there.")

REFUSALS = {
    (
        "public figure",
        "real person",
        "likeness",
        "celebrit",
        "living person",
        "impersonat",
    ): Refusal(
        mark("It seems to name a real person."),
        mark("Write about roles instead: a mayor, a child, a bus driver."),
    ),
    ("copyright", "trademark", "brand", "intellectual property", "third-party"): Refusal(
        mark("It seems to name a brand or a protected work."),
        mark("Describe what it looks like instead of naming it."),
    ),
    ("violen", "weapon", "gore", "terror", "extremis"): Refusal(
        mark("It seems to speak of violence."), _PLAIN
    ),
    ("sexual", "nudity", "minors"): Refusal(mark("It seems to speak of nudity or sex."), _PLAIN),
    ("hate", "harass", "discriminat"): Refusal(
        mark("It seems to offend a group of people."), _PLAIN
    ),
    ("self-harm", "self_harm", "suicide"): Refusal(mark("It seems to speak of self-harm."), _PLAIN),
}
OTHER = Refusal(
    mark("Its rules on content forbid it."),
    mark("Say it in other words: real names, brands and violence are the usual causes."),
)


def explain_refusal(detail: str) -> Refusal:
    """The kind of refusal that the service's own words `detail` speak of, or OTHER."""
    words = detail.casefold()
    for signs, refusal in REFUSALS.items():
        if any(sign in words for sign in signs):
            return refusal
    return OTHER
