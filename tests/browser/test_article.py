"""An article as it is read: larger or darker, passed on, on paper, without a mouse, with colours of one's own."""

import re
from typing import Any

import pytest
from browser.visitor import Visit, until
from playwright.sync_api import Locator, Page, expect

from newsroom import languages

Addresses = dict[str, dict[str, str]]
WORDS: dict[str, dict[str, str]] = {
    "ar": {
        "large": "نص كبير", "dark": "داكن", "automatic": "تلقائي", "copy": "نسخ الرابط", "short": "نسخ الرابط القصير",
        "copied": "نُسخ الرابط", "share": "مشاركة عبر…",
    },
    "en": {
        "large": "Large text", "dark": "Dark", "automatic": "Automatic", "copy": "Copy link",
        "short": "Copy short link", "copied": "Link copied", "share": "Share with…",
    },
}  # fmt: skip
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 19, 17)"}


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def size(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.article__body')).fontSize)"))


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize("language", languages.CODES)
def test_a_reader_makes_the_text_larger_and_it_stays_so(
    visit_paper: Visit, addresses: Addresses, language: str
) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto(addresses[language]["article"])
        usual = size(page)
        button(page, WORDS[language]["large"]).click()
        expect(button(page, WORDS[language]["large"])).to_have_attribute("aria-pressed", "true")
        assert size(page) == pytest.approx(usual * 1.15)
        page.reload()
        expect(button(page, WORDS[language]["large"])).to_have_attribute("aria-pressed", "true")
        assert size(page) == pytest.approx(usual * 1.15)
        assert reader.context.cookies() == []


@pytest.mark.parametrize(("device", "chosen"), [("light", "dark"), ("dark", "light")])
def test_a_reader_chooses_the_colours_against_the_device(
    visit_paper: Visit, addresses: Addresses, device: str, chosen: str
) -> None:
    with visit_paper(color_scheme=device) as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        assert paper(page) == PAPER[device]
        button(page, {"dark": "داكن", "light": "فاتح"}[chosen]).click()
        assert paper(page) == PAPER[chosen]
        # As early as the head: before there is anything to paint.
        page.add_init_script(
            """new MutationObserver((changes, observer) => {
                if (!document.body) return;
                window.schemeAtBody = document.documentElement.dataset.scheme;
                observer.disconnect();
            }).observe(document, { childList: true, subtree: true });"""
        )
        page.goto(addresses["en"]["front page"])
        assert page.evaluate("schemeAtBody") == chosen
        assert paper(page) == PAPER[chosen]
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == chosen
        button(page, "Automatic").click()
        assert paper(page) == PAPER[device]


def test_without_a_script_there_is_nothing_to_press_and_all_to_read(visit_paper: Visit, addresses: Addresses) -> None:
    with visit_paper(javascript=False) as reader:
        page = reader.page
        page.goto(addresses["en"]["article"])
        expect(page.locator(".article__body p").first).to_be_visible()
        for name in ("reader-choice", "copy-link", "share-page"):
            assert page.locator(name).count()
            for element in page.locator(name).all():
                expect(element).to_be_hidden()
        expect(page.get_by_role("link", name="Share on Telegram")).to_be_visible()


@pytest.mark.parametrize("language", languages.CODES)
def test_a_reader_copies_the_address_as_it_is_read_or_the_short_one(
    visit_paper: Visit, addresses: Addresses, language: str
) -> None:
    with visit_paper(permissions=["clipboard-read", "clipboard-write"]) as reader:
        page = reader.page
        page.goto(addresses[language]["article"])
        foot = page.locator(".article__foot")
        words = WORDS[language]
        foot.get_by_role("button", name=words["copy"], exact=True).click()
        expect(foot.get_by_role("button", name=words["copied"])).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.evaluate("decodeURI(document.querySelector('link[rel=canonical]').href)")
        assert "%" not in copied
        foot.get_by_role("button", name=words["short"], exact=True).click()
        until(page, "navigator.clipboard.readText().then(text => /\\/a\\/\\d+\\/$/.test(text))")


def test_a_device_that_passes_pages_on_is_offered_to(visit_paper: Visit, addresses: Addresses) -> None:
    with visit_paper(width=390) as reader:
        page = reader.page
        page.add_init_script("navigator.share = async (told) => { window.told = told; };")
        page.goto(addresses["ar"]["article"])
        button(page, WORDS["ar"]["share"]).click()
        told = page.evaluate("told")
        assert told["title"] == page.locator("h1").inner_text()
        assert told["url"] == page.locator("link[rel=canonical]").get_attribute("href")


@pytest.mark.parametrize("language", languages.CODES)
def test_on_paper_stands_what_was_written_and_nothing_to_press(
    visit_paper: Visit, addresses: Addresses, language: str
) -> None:
    with visit_paper(color_scheme="dark", width=673) as reader:
        page = reader.page
        page.goto(addresses[language]["article"])
        button(page, WORDS[language]["dark"]).click()
        page.emulate_media(media="print", color_scheme="dark")
        assert paper(page) == PAPER["light"]
        for shown in (".article__headline", ".byline__names", ".article__header time", ".article__body p"):
            expect(page.locator(shown).first).to_be_visible()
        for hidden in ("nav", "button", "form", ".comments", ".footer", ".article__tools", ".columns__rail"):
            for element in page.locator(hidden).all():
                expect(element).to_be_hidden()
        address = "getComputedStyle(document.querySelector('.article__address'), '::before').content"
        assert re.search(r"http://[^/]+/a/\d+/", page.evaluate(address))
        assert page.evaluate("document.documentElement.scrollWidth") == 673


def test_the_address_of_a_link_is_printed(visit_paper: Visit, addresses: Addresses) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        page.evaluate(
            """() => {
                const link = document.createElement("a");
                link.href = "https://example.org/map";
                document.querySelector(".article__body p").append(link);
            }"""
        )
        page.emulate_media(media="print")
        printed = "getComputedStyle(document.querySelector('.article__body a[href*=map]'), '::after')"
        assert page.evaluate(f"{printed}.content") == '" (https://example.org/map)"'
        assert page.evaluate(f"{printed}.direction") == "ltr"


@pytest.mark.parametrize("language", languages.CODES)
def test_the_marks_are_seen_with_colours_of_ones_own(visit_paper: Visit, addresses: Addresses, language: str) -> None:
    with visit_paper(forced_colors="active") as reader:
        page = reader.page
        page.goto(addresses[language]["article"])
        unseen = page.evaluate(
            """() => {
                const ground = getComputedStyle(document.documentElement).backgroundColor;
                const last = ".article__body > p:last-of-type";
                const marks = [[".trail__step + .trail__step", "::before"], [last, "::after"]];
                return marks.filter(([element, part]) =>
                    getComputedStyle(document.querySelector(element), part).backgroundColor === ground);
            }"""
        )
        assert unseen == []


def test_whoever_wants_more_contrast_reads_no_grey(visit_paper: Visit, addresses: Addresses) -> None:
    with visit_paper(contrast="more") as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        colours = (
            "[...document.querySelectorAll('.meta, .article__standfirst, h1')].map(e => getComputedStyle(e).color)"
        )
        assert set(page.evaluate(colours)) == {"rgb(20, 19, 16)"}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", languages.CODES)
def test_the_keyboard_goes_through_the_whole_article_in_sight(
    visit_paper: Visit, addresses: Addresses, language: str, width: int
) -> None:
    with visit_paper(width=width, reduced_motion="reduce") as reader:
        page = reader.page
        page.goto(addresses[language]["article"])
        stops = list(walk(page))
        assert len(stops) > 40
        assert [stop for stop in stops if not stop["seen"]] == []
        places = [stop["place"] for stop in stops]
        # In the order in which they are read, and each place once.
        order = [place for number, place in enumerate(places) if place and place not in places[:number]]
        assert order == [place for place in ("header", "main", "footer") if place in places]
        assert places.index("footer") > len(places) - 40


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the top of the page to its end; say of each stop where it is and whether it is in sight."""
    stops: list[dict[str, Any]] = []
    for _step in range(300):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const element = document.activeElement;
                if (element === document.body || element.dataset.visited) return null;
                element.dataset.visited = "yes";
                const style = getComputedStyle(element);
                const box = element.getBoundingClientRect();
                const across = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
                const down = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
                return {
                    what: element.outerHTML.slice(0, 120),
                    place: element.closest("main") ? "main" : element.closest(".footer") ? "footer"
                        : element.closest(".header") ? "header" : "",
                    seen: style.outlineStyle !== "none" && across >= Math.min(12, box.width)
                        && down >= Math.min(12, box.height),
                };
            }"""
        )
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError("the page has no end")
