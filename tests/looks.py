"""`make looks`: a picture of every public page, in both languages, on a phone and a desk, light and dark.

Each page is seen in a newsroom with nothing in it, in one with a bare article, in the demo, and where every text is
too long. What lies in FOLDER afterwards is to be looked at: FOLDER/STATE/PAGE.png has the eight looks of a page side
by side, the pictures themselves are below FOLDER/STATE/PAGE/.

    python tests/looks.py FOLDER [STATE …]
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from browser.papers import PAPERS, Paper  # noqa: E402 (what it serves is found by the line above)
from browser.visitor import FLAGS, Visitor, load_all_pictures, visiting  # noqa: E402
from suite import find_chromium  # noqa: E402

LANGUAGES = ("ar", "en")
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
# A sheet shows so much of the height of a page, at so much of its size.
SHEET_HEIGHT, SHEET_SCALE = 2600, 0.45


def look_at(paper: Paper, browser: Browser, folder: Path) -> list[str]:
    """Take the pictures of a paper; return what was wrong with a page apart from its looks."""
    wrong = []
    for language in LANGUAGES:
        for width in WIDTHS:
            for scheme in SCHEMES:
                options = {"width": width, "color_scheme": scheme, "reduced_motion": "reduce"}
                with visiting(browser, paper.newsroom.address, **options) as visitor:
                    look = f"{language}-{width}-{scheme}"
                    # What is there from the second page on, the other script's face, is in every picture.
                    visitor.page.goto(paper.pages[language][0][1])
                    visitor.page.evaluate("document.fonts.ready.then(() => null)")
                    for name, path, status in pages_of(visitor, paper, language):
                        wrong += take(visitor, path, status, folder / name / f"{look}.png")
                    visitor.troubles.clear()
    return wrong


def pages_of(visitor: Visitor, paper: Paper, language: str) -> Iterator[tuple[str, str, int]]:
    """Give the pages of an edition, and last those that no server makes: a browser that is routed keeps no fonts."""
    yield from paper.pages[language]
    yield from paper.failing(visitor.context, language)


def take(visitor: Visitor, path: str, status: int, file: Path) -> list[str]:
    page = visitor.page
    answer = page.goto(path)
    wrong = [] if answer and answer.status == status else [f"{path} answers {answer and answer.status}, not {status}"]
    load_all_pictures(page)
    page.evaluate("document.fonts.ready.then(() => null)")
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, full_page=True)
    wrong += [f"{file.stem} {path} is {beyond} px too wide"] if beyond > 0 else []
    return wrong + [f"{file.stem} {path}: {trouble}" for trouble in visitor.troubles]


def lay_side_by_side(folder: Path) -> None:
    looks = sorted(folder.glob("*.png"), key=lambda file: (file.stem.split("-")[1] == "390", file.stem))
    small = []
    for file in looks:
        with Image.open(file) as picture:
            cut = picture.crop((0, 0, picture.width, min(picture.height, SHEET_HEIGHT)))
            small.append(cut.resize((round(cut.width * SHEET_SCALE), round(cut.height * SHEET_SCALE))))
    sheet = Image.new("RGB", (sum(look.width + 8 for look in small), max(look.height for look in small)), "#d43f8d")
    place = 0
    for look in small:
        sheet.paste(look, (place, 0))
        place += look.width + 8
    sheet.save(folder.with_suffix(".png"))


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    folder, states = Path(arguments[0]), arguments[1:] or list(PAPERS)
    wrong = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for state in states:
            shutil.rmtree(folder / state, ignore_errors=True)
            # What runs beside a server ends a moment after it, and may still write a picture.
            place = tempfile.TemporaryDirectory(prefix="newsroom-looks-", ignore_cleanup_errors=True)
            with place as data, PAPERS[state](Path(data)) as paper:
                wrong += [f"{state}: {what}" for what in look_at(paper, browser, folder / state)]
            for page in sorted(path for path in (folder / state).iterdir() if path.is_dir()):
                lay_side_by_side(page)
            print(f"{state}: {len(list((folder / state).glob('*/*.png')))} pictures in {folder / state}", flush=True)
        browser.close()
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
