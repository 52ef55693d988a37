"""E-mail addresses, phone numbers and postal addresses in a text, by their shape.

Every pattern is bounded, so that a long text takes time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_BEFORE_AT = re.compile(r"[\w.+%-]{1,64}\Z")
_AFTER_AT = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")

_NUMBER = re.compile(r"(?<![\w.,/–-])\(?(?:\+|\d)(?:[ ()/.\xa0–-]{0,2}\d){5,16}(?![\w])")
_CALL = re.compile(
    r"(?:tel|phone|mobile|call|telefon\w{0,3}|telefoon|telefono|mobil|handy|cell|fax|τηλ\w{0,6}|тел\w{0,5})"
    r"[.:\s]{0,4}\Z",
    re.IGNORECASE,
)
_NO_PHONE = re.compile(
    r"\d{1,3}(?:[ .,\xa0]\d{3})+"  # thousands
    r"|\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"  # days
    r"|\d{4} ?[-–/] ?\d{4}"  # years
)

_NAME = r"[^\W\d_a-zà-öø-ÿăâîșțα-ωа-яąćęłńóśźż][\w’'.-]{1,30}"
_NAMES = rf"(?:{_NAME} ){{1,3}}"
_LONG_NAMES = rf"(?:(?:[a-zà-ÿ]{{1,5}} )?{_NAME},? ){{1,4}}"
_UNIT = r"\s?(?:m|km|cm|uhr|h|%|€|meter|metri|jahre|years)\b"
_HOUSE = rf"\d{{1,3}}(?!\d|{_UNIT})[a-zA-Zа-яα-ω]?(?![\w.:]\d|\w|{_UNIT})"
_HERE = rf"(?:{_NAME},? ){{1,3}}"

_ADDRESSES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b\d{{1,4}}[a-z]? {_NAMES}(?:Street|Road|Avenue|Lane|Drive|Square|Close|Terrace)\b",
        rf"\b(?:[A-ZÄÖÜ][\wäöüß-]{{2,30}}|[A-ZÄÖÜ][\wäöüß]{{1,30}} )(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|"
        rf"weg|gasse|allee|damm|ufer|Weg|Gasse|Allee|platz|Platz) {_HOUSE}",
        rf"\b(?:[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Ll]argo|[Vv]icolo) {_LONG_NAMES}{_HOUSE}",
        rf"\b(?:[Ss]trada|[Ss]tr\.|[Bb]ulevardul|[Bb]d\.|[Cc]alea|[Aa]leea|[Pp]iața) {_HERE}"
        rf"(?:nr\.? ?)?{_HOUSE}",
        rf"\b[A-Z][\w’'-]{{2,30}}(?:straat|laan|weg|plein|gracht|kade|dijk|singel) {_HOUSE}",
        rf"\b(?:[Οο]δός|[Οο]δό|[Λλ]εωφόρος|[Λλ]εωφόρο|[Λλ]\.|[Ππ]λατεία) {_HERE}{_HOUSE}",
        rf"(?:\bул\.|\b[Уу]лица|\bбул\.|\b[Бб]улевард|\bпл\.) ?"
        rf"[„“\"]?(?:{_NAME}[“”\"]?,? ){{1,3}}№? ?{_HOUSE}",
        rf"(?:\bul\.|\b[Uu]lica|\b[Uu]licy|\bal\.|\b[Aa]leja|\bpl\.) ?{_HERE}{_HOUSE}",
    )
)


def find_emails(text: str) -> Iterator[Span]:
    at = text.find("@")
    while at >= 0:
        before = _BEFORE_AT.search(text, max(0, at - 64), at)
        after = _AFTER_AT.match(text, at + 1)
        if before and after:
            yield before.start(), after.end()
        at = text.find("@", at + 1)


def find_phones(text: str) -> Iterator[Span]:
    """Numbers as phones have them; not amounts, days or years."""
    for found in _NUMBER.finditer(text):
        digits = sum(letter.isdigit() for letter in found[0])
        is_called = _CALL.search(text, max(0, found.start() - 16), found.start()) is not None
        looks = found[0].lstrip("(").startswith(("+", "0")) and 8 <= digits <= 15
        mobile = digits == 10 and found[0][0] in "236"
        plain = _NO_PHONE.fullmatch(found[0]) is None
        if (is_called and digits >= 6) or (plain and (looks or mobile)):
            yield found.span()


def find_addresses(text: str) -> Iterator[Span]:
    """A street with a house number, as the languages of the catalogues write them."""
    for pattern in _ADDRESSES:
        for found in pattern.finditer(text):
            yield found.span()
