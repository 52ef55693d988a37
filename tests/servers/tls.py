"""Certificates of the tests' own: for a server, and for a client that trusts it."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from pathlib import Path

import pytest


def sign_for(
    folder: Path, name: str | ipaddress.IPv4Address
) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for `name` that no other computer trusts: the server's side and the client's.

    Skips the test where the library that signs is missing.
    """
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Free Wi-Fi")])
    now = dt.datetime.now(dt.UTC)
    subject = x509.DNSName(name) if isinstance(name, str) else x509.IPAddress(name)
    certificate = (
        x509.CertificateBuilder(issuer, issuer, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(1))
        .not_valid_after(now + dt.timedelta(1))
        .add_extension(x509.SubjectAlternativeName([subject]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    public = certificate.public_bytes(encoding)
    file = folder / "server.pem"
    file.write_bytes(
        public
        + key.private_bytes(
            encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=public.decode())
