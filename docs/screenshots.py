"""Make the pictures of the page that README and tutorial show, from the example story, in docs/images/.

    python docs/screenshots.py

Needs Chromium and the development requirements. The page is made anew, so the pictures show what the code makes.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

import consilience
from consilience.render.html import html

ROOT = Path(__file__).resolve().parents[1]
STORY = ROOT / "examples" / "ferry-aground-2025"
IMAGES = ROOT / "docs" / "images"
LARGEST = 250_000  # bytes of a picture


class Shot(NamedTuple):
    """A picture: its file's name, the window, the theme, the part of the account in view, what is clicked first."""

    name: str
    width: int
    height: int
    theme: str
    section: str
    click: str = ""


SHOTS = (
    Shot("page-light", 1280, 820, "light", "disagreements"),
    Shot("page-dark", 1240, 760, "dark", "said", ".utterance .statement"),
    Shot("page-lineage", 1280, 820, "light", "timeline"),
    Shot("page-phone", 390, 800, "light", "disagreements"),
)


def main() -> int:
    """Make all pictures; 1 where one is too large."""
    browser = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if browser is None:
        sys.stderr.write("No Chromium is installed: the pictures cannot be made.\n")
        return 1
    IMAGES.mkdir(exist_ok=True)
    too_large = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "account.html"
        file.write_text(html(consilience.dossier([STORY])), "utf-8")
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            theme = "dark" if shot.theme == "dark" else "light"
            context = chromium.new_context(
                viewport={"width": shot.width, "height": shot.height}, color_scheme=theme, reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(file.as_uri())
            if shot.click:
                page.locator(shot.click).first.click()
            page.evaluate("id => document.getElementById(id).scrollIntoView()", shot.section)
            page.wait_for_timeout(200)  # the contents follow the scroll
            path = IMAGES / f"{shot.name}.png"
            page.screenshot(path=path)
            if path.stat().st_size > LARGEST:
                too_large.append(path.name)
            sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB\n")
        chromium.close()
    if too_large:
        sys.stderr.write(f"Larger than {LARGEST // 1000} kB: {', '.join(too_large)}\n")
    return 1 if too_large else 0


if __name__ == "__main__":
    raise SystemExit(main())
