"""Content Credentials: found in every kind of picture, read offline, and gone wrong in the open."""

import datetime as dt
import io
import json
import sys
from collections.abc import Callable
from functools import cache

import c2pa
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from visions.archive.credentials import has_credentials, read_credentials

KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
MANIFEST = {
    "claim_generator_info": [{"name": "A service", "version": "7"}],
    "assertions": [
        {
            "label": "c2pa.actions.v2",
            "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": SOURCE}]},
        }
    ],
}


def certify(
    name: str, key: ec.EllipticCurvePrivateKey, by: str, signer: ec.EllipticCurvePrivateKey
) -> str:
    """A certificate as C2PA asks for: a root that signs, or a leaf that signs claims."""
    is_root = name == by
    named = [
        x509.Name([
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "An organisation"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ])
        for common in (name, by)
    ]  # fmt: skip
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder(named[1], named[0], key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), True)
        .add_extension(
            x509.KeyUsage(True, False, False, False, False, is_root, is_root, False, False), True
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False
        )
    )
    if not is_root:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(usage, True)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


@cache
def sign(media_type: str) -> bytes:
    """A small picture with credentials by a signer whom nobody knows."""
    root, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    chain = certify("Leaf", leaf, "Root", root) + certify("Root", root, "Root", root)
    pem = leaf.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    plain, signed = io.BytesIO(draw(media_type)), io.BytesIO()
    facts = c2pa.C2paSignerInfo(b"es256", chain.encode(), pem, None)
    with c2pa.Signer.from_info(facts) as signer:
        c2pa.Builder(json.dumps(MANIFEST)).sign(signer, media_type, plain, signed)
    return signed.getvalue()


def draw(media_type: str) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(file, KINDS[media_type])
    return file.getvalue()


@pytest.mark.parametrize("media_type", KINDS)
def test_credentials_are_found_and_read(media_type: str) -> None:
    data = sign(media_type)
    assert has_credentials(data, media_type)
    found = read_credentials(data, media_type)
    assert found is not None
    assert (found.intact, found.problems) == (True, ())
    assert found.signer == "Leaf, An organisation"
    assert found.generator == "A service 7"
    assert found.source_types == ("trainedAlgorithmicMedia",)


@pytest.mark.parametrize("media_type", KINDS)
def test_a_picture_without_any_has_none(media_type: str) -> None:
    assert not has_credentials(draw(media_type), media_type)
    assert not has_credentials(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml")


def test_a_drawing_can_carry_them_too() -> None:
    svg = (
        b'<svg><metadata><c2pa:manifest xmlns:c2pa="http://c2pa.org/manifest">AA==</c2pa:manifest>'
    )
    assert has_credentials(svg, "image/svg+xml")


def test_they_do_not_fit_an_altered_picture() -> None:
    data = bytearray(sign("image/png"))
    data[-30] ^= 1
    found = read_credentials(bytes(data), "image/png")
    assert found is not None
    assert not found.intact
    assert found.problems


def flip(place: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


@given(st.sampled_from(sorted(KINDS)), st.integers(0, 5000), st.binary(max_size=40))
def test_broken_pictures_are_no_crash(media_type: str, cut: int, junk: bytes) -> None:
    whole = sign(media_type)
    for data in (whole[:cut], whole[:cut] + junk, junk, flip(cut % 4000)(whole)):
        assert has_credentials(data, media_type) in (True, False)
    found = read_credentials(whole[:cut], media_type)
    assert found is not None
    assert not found.intact or len(whole) <= cut


def test_without_the_library_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    data = sign("image/png")
    monkeypatch.setitem(sys.modules, "c2pa", None)
    assert read_credentials(data, "image/png") is None
    assert has_credentials(data, "image/png")
