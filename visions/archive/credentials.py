"""Content Credentials (C2PA) inside an original: whether there are any, and what they say.

A service signs its pictures with them; they hold only as long as no byte changes, which is why an
original is kept as it came. Where they lie in a file: C2PA Technical Specification 2.2, appendix A.
"""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_JUMBF = b"jumb"
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_APP11 = 0xEB
_START_OF_SCAN = 0xDA
_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
_TRUST = "signingCredential.untrusted"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the credentials of an original say. Texts are the signer's, and empty where unknown.

    `intact`: signature and picture still fit together. Whether the signer is to be trusted is not
    looked up: that needs a list from the network.
    """

    intact: bool
    signer: str
    generator: str
    source_types: tuple[str, ...]
    problems: tuple[str, ...]


def has_credentials(data: bytes, media_type: str) -> bool:
    """Whether a picture carries Content Credentials. Never raises, whatever the bytes are."""
    if media_type == "image/png":
        return any(kind == b"caBX" for kind, _ in _list_chunks(data, len(_PNG_SIGNATURE), ">", 4))
    if media_type == "image/webp":
        return any(kind == b"C2PA" for kind, _ in _list_chunks(data, 12, "<", 0))
    if media_type == "image/jpeg":
        return any(
            marker == _APP11 and body[:2] == b"JP" and _JUMBF in body[:32] and b"c2pa" in body
            for marker, body in _list_segments(data)
        )
    return media_type == "image/svg+xml" and b"<c2pa:manifest" in data


def read_credentials(data: bytes, media_type: str) -> Credentials | None:
    """What the credentials say; None where the optional library “c2pa” is not installed.

    Nothing is fetched from anywhere.
    """
    try:
        import c2pa
    except ImportError:
        return None
    context = c2pa.Context(c2pa.Settings.from_dict(_OFFLINE))
    try:
        with c2pa.Reader(media_type, io.BytesIO(data), context=context) as reader:
            report: dict[str, Any] = json.loads(reader.json())
    except (c2pa.C2paError, ValueError) as error:
        return Credentials(False, "", "", (), (str(error).splitlines()[0][:200],))
    return _summarise(report)


def _summarise(report: dict[str, Any]) -> Credentials:
    manifest = report.get("manifests", {}).get(report.get("active_manifest"), {})
    signature = manifest.get("signature_info", {})
    names = (signature.get("common_name"), signature.get("issuer"))
    generators = manifest.get("claim_generator_info") or [{}]
    actions = [
        action
        for assertion in manifest.get("assertions", [])
        if str(assertion.get("label", "")).startswith("c2pa.actions")
        for action in assertion.get("data", {}).get("actions", [])
    ]
    types = dict.fromkeys(
        str(action["digitalSourceType"]).rsplit("/", 1)[-1]
        for action in actions
        if action.get("digitalSourceType")
    )
    failures = [str(one.get("code", "")) for one in report.get("validation_status", [])]
    return Credentials(
        intact=all(code == _TRUST for code in failures),
        signer=", ".join(dict.fromkeys(str(name) for name in names if name)),
        generator=" ".join(
            str(generators[0][key]) for key in ("name", "version") if generators[0].get(key)
        ),
        source_types=tuple(types),
        problems=tuple(code for code in failures if code != _TRUST),
    )


def _list_chunks(data: bytes, start: int, order: str, after: int) -> Iterator[tuple[bytes, int]]:
    """Type and length of each chunk of a PNG (length first, and a checksum of 4 bytes `after` it)
    or of a RIFF file (type first, padded to even lengths)."""
    place = start
    while place + 8 <= len(data):
        if order == ">":
            length, kind = struct.unpack_from(">I4s", data, place)
        else:
            kind, length = struct.unpack_from("<4sI", data, place)
            length += length % 2
        yield kind, length
        place += 8 + length + after


def _list_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of each segment of a JPEG before its picture."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == _START_OF_SCAN:
            return
        yield marker, data[place + 4 : place + 2 + length]
        place += 2 + length
