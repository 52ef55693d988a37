"""Office files as equal bytes for equal input: a ZIP without the clock."""

from __future__ import annotations

import io
import zipfile

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name."""


def fix_times(package: bytes) -> bytes:
    """The same ZIP, its entries in the same order, without the times of their making."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return out.getvalue()
