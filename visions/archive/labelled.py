"""The labelled copy of a picture, for screen and print: a JPEG with its XMP packet inside.

The original bytes stay as they are (a service's own marks live in them); this copy can be
rebuilt from them at any time.
"""

from __future__ import annotations

import io
import warnings
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from visions.typesetter import rasterise_svg

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 1344
"""Pixels; enough for the worksheet's picture at more than 300 dpi."""
THUMBNAIL_WIDTH = 480
"""Pixels; enough for a phone, and for three pictures side by side on a beamer."""
MOST_PIXELS = 25_000_000
QUALITY = 88

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
_SVG = "image/svg+xml"
_ORIENTATION = 0x0112


def label_copy(original: bytes, media_type: str, packet: bytes, *, widest: int = WIDEST) -> bytes:
    """Return `original` as a progressive sRGB JPEG that carries `packet` as its XMP.

    At most `widest` pixels wide and never wider than the original; transparent parts become
    white. The same input gives the same bytes. Raises ValueError with a plain reason for a
    type that is not PNG, JPEG, WebP or SVG, for bytes that are not what their type says, and
    for more than 25 megapixels, which are never decoded.
    """
    if media_type == _SVG:
        original = _rasterise(original, widest)
    elif media_type not in _FORMATS:
        raise ValueError(f"the type {media_type} is not a picture that can be shown")
    image = _decode(original, _FORMATS.get(media_type, "PNG"), widest)
    image = _shrink(_flatten(image), widest)

    copy = io.BytesIO()
    image.save(
        copy,
        "JPEG",
        quality=QUALITY,
        progressive=True,
        # Full colour keeps the edges of a drawing clean; a painted picture hides the difference.
        subsampling="4:4:4" if media_type == _SVG else "4:2:0",
        xmp=packet,
    )
    return copy.getvalue()


def shrink_copy(copy: bytes, widest: int) -> bytes:
    """Return a labelled copy as a smaller one, with the same XMP. Raises ValueError."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(copy), formats=["JPEG"]) as image:
            packet = image.info.get("xmp", b"")
    except Exception as error:
        raise ValueError("the labelled copy is damaged") from error
    return label_copy(copy, "image/jpeg", packet, widest=widest)


def _rasterise(svg: bytes, widest: int) -> bytes:
    try:
        root = ET.fromstring(svg)  # the rasteriser would panic on broken XML
        _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
        pixels = min(widest, round(width))
        if pixels < 1 or pixels * pixels * height / width > MOST_PIXELS:
            raise ValueError("its size is not usable")
        return rasterise_svg(svg.decode(), pixels)
    except (ET.ParseError, KeyError, ValueError, OverflowError, RuntimeError) as error:
        raise ValueError(f"the drawing cannot be read as SVG ({error})") from error


def _decode(data: bytes, form: str, widest: int) -> Image:
    """Return the first frame, upright and decoded, its size checked from the header alone."""
    from PIL import Image, ImageOps

    try:
        # Filters are one for all threads; one that stays behind can only refuse more bombs.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=[form])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ValueError("the picture has more than 25 megapixels") from error
    except Exception as error:
        raise ValueError(f"the picture is not the {form} file it claims to be") from error
    if image.width * image.height > MOST_PIXELS:
        raise ValueError("the picture has more than 25 megapixels")
    try:
        turned = image.getexif().get(_ORIENTATION, 1) > 4 if form == "JPEG" else False
        width, height = reversed(image.size) if turned else image.size
        needed = (min(widest, width), max(1, height * min(widest, width) // width))
        image.draft(None, (needed[1], needed[0]) if turned else needed)
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
    except Exception as error:  # decoders raise whatever a damaged file makes them raise
        raise ValueError(f"the {form} picture is damaged or incomplete") from error
    return image


def _flatten(image: Image) -> Image:
    """Return the picture on white and without a palette, in L, RGB or CMYK."""
    from PIL import Image as images

    if image.mode == "I;16":
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        white = images.new("RGB", image.size, "white")
        white.info = image.info
        white.paste(layer, mask=layer.getchannel("A"))
        return white
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _shrink(image: Image, widest: int) -> Image:
    """Return the picture at most `widest` pixels wide, in the sRGB colours that screens expect."""
    from PIL import Image as images

    if image.width > widest:
        size = (widest, max(1, round(image.height * widest / image.width)))
        # Hamming: as sharp as bicubic where a picture shrinks, in two thirds of the time.
        image = image.resize(size, images.Resampling.HAMMING, reducing_gap=2.0)
    image = _convert_colours(image)
    image.info = {}  # what the original says about itself stays with the original
    return image


def _convert_colours(image: Image) -> Image:
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                target = ImageCms.createProfile("sRGB")
                converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
                if converted is not None:
                    return converted
        except (OSError, ImageCms.PyCMSError):
            pass  # a broken profile says nothing; the numbers are taken as they stand
    return image.convert("RGB")
