"""Make docs/overview.png: a worksheet, a roadmap and the gallery as the program makes them.

Runs the example workshop in a temporary folder. Needs pdftoppm and Chromium; run it with
`make pictures`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageFilter
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "overview.png"
TANDEM, LANGUAGE = "krefeld-sofia", "en"
SIZE = (1600, 1010)
GROUND = (229, 236, 238)


def make_pictures() -> None:
    """Draw the example, photograph three pages, lay them out on one sheet."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "berlin"
        visions = Path(sys.executable).with_name("visions")
        for arguments in (["new", str(folder), "--example"], ["-C", str(folder), "make"]):
            subprocess.run([str(visions), *arguments], check=True, capture_output=True)
        outputs = folder / "outputs"
        sheets = outputs / TANDEM / "0001"
        worksheet = _photograph_pdf(sheets / f"worksheet.{LANGUAGE}.pdf", 1500)
        roadmap = _photograph_pdf(sheets / f"roadmap.{LANGUAGE}.pdf", 1500)
        gallery = _photograph_page(outputs / "index.html")
    sheet = Image.new("RGB", SIZE, GROUND)
    _lay(sheet, worksheet, (40, 40), 650)
    _lay(sheet, gallery, (740, 40), 820)
    _lay(sheet, roadmap, (740, 466), 720)
    TARGET.parent.mkdir(exist_ok=True)
    sheet.quantize(256, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size // 1024} kB")


def _photograph_pdf(file: Path, width: int) -> Image.Image:
    stem = file.with_name(file.name.replace(".", "-"))
    command = ["pdftoppm", "-singlefile", "-png", "-scale-to-x", str(width), "-scale-to-y", "-1"]
    subprocess.run([*command, str(file), str(stem)], check=True)
    with Image.open(f"{stem}.png") as picture:
        return picture.convert("RGB")


def _photograph_page(file: Path) -> Image.Image:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    target = file.with_name("gallery.png")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1640, "height": 800})
        page.goto(file.as_uri())
        page.locator(f"#{TANDEM}").scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        page.screenshot(path=target)
        browser.close()
    with Image.open(target) as picture:
        return picture.convert("RGB")


def _lay(sheet: Image.Image, page: Image.Image, at: tuple[int, int], width: int) -> None:
    """Put `page`, scaled to `width`, on `sheet` with a soft shadow."""
    height = round(page.height * width / page.width)
    shadow = Image.new("L", sheet.size, 0)
    shadow.paste(70, (at[0] + 4, at[1] + 8, at[0] + width + 4, at[1] + height + 8))
    sheet.paste((20, 50, 60), mask=shadow.filter(ImageFilter.GaussianBlur(12)))
    sheet.paste(page.resize((width, height), Image.Resampling.LANCZOS), at)


if __name__ == "__main__":
    make_pictures()
