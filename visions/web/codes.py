"""QR codes that phones scan, as SVG for pages and as lines for a terminal."""

from __future__ import annotations

import io


def draw_code(address: str) -> bytes:
    """The QR code of an address as an SVG of black on white, four modules of quiet around it."""
    import segno

    out = io.BytesIO()
    code = segno.make_qr(address, error="m", boost_error=True)
    code.save(out, kind="svg", scale=8, border=4, light="white", xmldecl=False, svgclass=None)
    return out.getvalue()


def print_code(address: str) -> str:
    """The QR code of an address for a terminal of dark or light ground."""
    import segno

    out = io.StringIO()
    segno.make_qr(address, error="l").terminal(out=out, compact=True, border=2)
    return out.getvalue()
