"""What every public page keeps in a real browser: it is quiet, it fits, and it stands without its pictures."""

import re

import pytest
from browser.visitor import Visit, load_all_pictures
from playwright.sync_api import Page, expect

from newsroom import languages

NAMES = (
    "front page",
    "latest",
    "section",
    "article",
    "search",
    "corrections",
    "most read",
    "page",
    "received",
    "not found",
)
# A window of 1280 at a zoom of 200 % is one of 640, at 400 % one of 320 (WCAG 2.2, 1.4.4 and 1.4.10).
WIDTHS = (320, 390, 640, 1280)
# Arabic as newspapers from Morocco to Iraq print it: with the letters for foreign sounds and names, and all figures.
LETTERS = (
    "ء آ أ ؤ إ ئ ا ب ة ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ى ي ٱ "
    "پ چ ژ گ ڤ ڨ ڭ ک ی ۀ ہ ں ے "
    "ـ ، ؛ ؟ ٪ ٫ ٬ ٭ ٠ ١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩ ۰ ۱ ۲ ۳ ۴ ۵ ۶ ۷ ۸ ۹ ﷺ ﷼ ﷲ « » ﴾ ﴿"
).split()
SIGNS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"

Addresses = dict[str, dict[str, str]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", languages.CODES)
def test_a_page_is_quiet(visit_paper: Visit, addresses: Addresses, language: str, name: str) -> None:
    """No complaint in the console, no other host, no cookie, no picture that does not come."""
    with visit_paper() as reader:
        page = reader.page
        answer = page.goto(addresses[language][name])
        assert answer
        assert answer.status == (404 if name == "not found" else 200)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("html")).to_have_attribute("dir", languages.direction(language))
        load_all_pictures(page)
        assert page.evaluate("[...document.images].filter(image => !image.naturalWidth).map(image => image.src)") == []
        assert reader.cookies_set == []
        assert reader.context.cookies() == []


@pytest.mark.parametrize("name", [*NAMES, "mail addresses"])
@pytest.mark.parametrize("language", languages.CODES)
def test_nothing_stands_out_sideways(visit_paper: Visit, addresses: Addresses, language: str, name: str) -> None:
    with visit_paper() as reader:
        page = reader.page
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(addresses[language][name])
            page.evaluate("document.fonts.ready.then(() => true)")
            assert page.evaluate("document.documentElement.scrollWidth") == width
            # Nor is anything cut off to make it so.
            assert page.evaluate("getComputedStyle(document.body).overflowX") == "visible"
            assert page.evaluate("getComputedStyle(document.documentElement).overflowX") == "visible"


@pytest.mark.parametrize("name", ["front page", "article"])
@pytest.mark.parametrize("language", languages.CODES)
def test_a_page_stands_without_its_pictures(visit_paper: Visit, addresses: Addresses, language: str, name: str) -> None:
    with visit_paper(width=390) as reader:
        come_twice(reader.page, addresses[language][name])
        load_all_pictures(reader.page)
        wanted = boxes(reader.page)
    with visit_paper(width=390) as reader:
        # A route would do without the cache, and with it without the face of the other script.
        network = reader.context.new_cdp_session(reader.page)
        network.send("Network.enable")
        network.send("Network.setBlockedURLs", {"urls": ["*/media/*"]})
        come_twice(reader.page, addresses[language][name])
        load_all_pictures(reader.page)
        # Less than half a pixel is a fraction that the browser rounds as it likes.
        assert boxes(reader.page) == [pytest.approx(box, abs=0.49) for box in wanted]
        assert reader.page.evaluate("[...document.images].every(image => image.naturalWidth === 0)")
        background = "getComputedStyle(document.querySelector('main .frame')).backgroundColor"
        assert reader.page.evaluate(background) != "rgba(0, 0, 0, 0)"
        expect(reader.page.get_by_role("heading", level=1)).to_be_attached()
    assert wanted


def come_twice(page: Page, address: str) -> None:
    """The face of the other script is not waited for: it is there from the second page on, and lines break by it."""
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    answer = page.reload()
    assert answer
    assert answer.status == 200


def boxes(page: Page) -> list[list[float]]:
    """Return where the boxes of the pictures stand on the page, and how large they are."""
    page.evaluate("document.fonts.ready.then(() => true)")
    return page.evaluate(
        """[...document.querySelectorAll('.frame')].map(frame => {
            const box = frame.getBoundingClientRect();
            return [box.x, box.y + scrollY, box.width, box.height];
        })"""
    )


@pytest.mark.parametrize("name", ["front page", "section", "article", "search"])
@pytest.mark.parametrize(
    ("language", "files"),
    [("ar", ["libre-franklin-figures", "rubik-arabic-core"]), ("en", ["libre-franklin-basic", "rubik-arabic-name"])],
)
def test_a_page_fetches_one_small_file_of_each_script(
    visit_paper: Visit, addresses: Addresses, language: str, files: list[str], name: str
) -> None:
    with visit_paper() as reader:
        fetched: list[str] = []
        reader.page.on("request", lambda request: fetched.extend(re.findall(r"/fonts/(.+)-wght-", request.url)))
        reader.page.goto(addresses[language][name])
        reader.page.evaluate("document.fonts.ready.then(() => true)")
        assert sorted(fetched) == files


def test_every_letter_of_the_arabic_press_comes_from_our_own_fonts(visit_paper: Visit, addresses: Addresses) -> None:
    """A letter of a foreign font stands out, and one that no font has is a box."""
    with visit_paper() as reader:
        page = reader.page
        page.goto(addresses["ar"]["not found"])
        page.evaluate("document.fonts.ready.then(() => null)")
        page.reload()
        letters = [*LETTERS, *(f"ب{sign}" for sign in SIGNS)]
        foreign = {letter: fonts for letter, fonts in fonts_of(page, letters).items() if fonts != {True}}
        assert foreign == {}


def fonts_of(page: Page, letters: list[str]) -> dict[str, set[bool]]:
    """Write the letters onto the page; return for each whether the fonts that draw it are the page's own."""
    page.evaluate(
        """letters => {
            for (const letter of letters) {
                const line = document.createElement("p");
                line.className = "letter";
                line.textContent = letter;
                document.querySelector("main").append(line);
            }
            // Fonts are asked for when the letters are laid out.
            document.body.offsetHeight;
        }""",
        letters,
    )
    expect(page.locator(".letter")).to_have_count(len(letters))
    page.evaluate("document.fonts.ready.then(() => true)")
    protocol = page.context.new_cdp_session(page)
    protocol.send("DOM.enable")
    protocol.send("CSS.enable")
    root = protocol.send("DOM.getDocument")["root"]["nodeId"]
    nodes = protocol.send("DOM.querySelectorAll", {"nodeId": root, "selector": ".letter"})["nodeIds"]
    fonts = [protocol.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in nodes]
    return {letter: {font["isCustomFont"] for font in used} for letter, used in zip(letters, fonts, strict=True)}
