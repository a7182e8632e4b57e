"""A newsroom's day, from a section that is not there yet to a reader's comment under an article.

Everything is done by the forms that people use; the accounts alone are there before.
"""

import re
import urllib.error
import urllib.request
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from browser import desk
from browser.desk import at_the_desk
from browser.server import Newsroom
from browser.telling import NO_BREAK_SPACE, Telling, Words
from browser.visitor import Visit
from browser.words import counted, word
from playwright.sync_api import Locator, Page, expect

from newsroom import languages

LINK = re.compile(r'(?:href|src|action)="([^"#]+)|<(?:loc|link)>([^<]+)')
TELLINGS = [
    Telling(number=3, javascript=True, width=1280),
    Telling(number=4, javascript=True, width=390),
    Telling(number=5, javascript=False, width=1280),
    Telling(number=6, javascript=False, width=390),
]


def named(telling: Telling) -> str:
    return f"{telling.width}px-{'with' if telling.javascript else 'without'}-javascript"


@pytest.mark.parametrize("telling", TELLINGS, ids=named)
def test_a_story_goes_from_the_desk_to_its_readers_and_back(
    visit_newsroom: Visit, newsroom: Newsroom, telling: Telling
) -> None:
    with at_the_desk(visit_newsroom, "chief", "ar", **telling.browser) as chief:
        desk.make_section(chief, telling)
        desk.make_author(chief, telling)
        desk.upload_picture(chief, telling)
        desk.log_out(chief)
    with at_the_desk(visit_newsroom, "editor_ar", "ar", **telling.browser) as editor:
        desk.write_arabic_article(editor, telling)
    with visit_newsroom(**telling.browser) as reader:
        only_in_arabic(reader.page, telling)
    with at_the_desk(visit_newsroom, "translator", "en", **telling.browser) as translator:
        desk.create_english_edition(translator, telling)
    with at_the_desk(visit_newsroom, "editor_en", "en", **telling.browser) as editor:
        desk.write_english_edition(editor, telling)
    with visit_newsroom(**telling.browser) as reader:
        read_both(reader.page, telling)
        assert reader.cookies_set == []
        send_a_mistake(reader.page, telling)
        send_the_comment(reader.page, telling)
        does_not_see_it_yet(reader.page, telling)
    assert_nowhere(telling.reader_mail, newsroom.address)
    with at_the_desk(visit_newsroom, "moderator", "ar", **telling.browser) as moderator:
        desk.approve_comment(moderator, telling)
    with visit_newsroom(**telling.browser) as reader:
        sees_it(reader.page, telling)
    assert_nowhere(telling.reader_mail, newsroom.address)


def open_article(page: Page, words: Words) -> None:
    """Come to an article as readers do, by its headline on the front page."""
    page.goto(f"/{words.language}/")
    page.get_by_role("main").get_by_role("link", name=words.headline, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.headline)


def switch_on(page: Page, language: str) -> Locator:
    return page.get_by_role("navigation", name=word(language, "Choose the edition"))


def only_in_arabic(page: Page, telling: Telling) -> None:
    """See that the switch promises no edition that is not there, and leads to the front page of the other."""
    open_article(page, telling.arabic)
    switch = switch_on(page, "ar")
    expect(switch).to_contain_text(word("ar", "This page is not available in English"))
    switch.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/$"))
    expect(page.get_by_text(telling.arabic.headline)).to_have_count(0)


def read_both(page: Page, telling: Telling) -> None:
    open_article(page, telling.arabic)
    reads(page, telling.arabic)
    switch_on(page, "ar").get_by_role("link", name="English").click()
    reads(page, telling.english)
    switch_on(page, "en").get_by_role("link", name="العربية").click()
    reads(page, telling.arabic)


def reads(page: Page, words: Words) -> None:
    """See an edition of the article whole: its direction, its words, its people, its picture."""
    expect(page.locator("html")).to_have_attribute("lang", words.language)
    expect(page.locator("html")).to_have_attribute("dir", languages.direction(words.language))
    expect(page.get_by_role("heading", level=1)).to_have_text(words.headline)
    article = page.get_by_role("main").get_by_role("article").first
    for text in (words.standfirst, *words.paragraphs):
        expect(article.get_by_text(text, exact=True)).to_be_visible()
    expect(article.get_by_role("link", name=words.section, exact=True)).to_be_visible()
    expect(article.get_by_role("link", name=words.author, exact=True)).to_be_visible()
    picture = article.get_by_role("img", name=words.alt, exact=True)
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0
    assert NO_BREAK_SPACE not in article.locator(".article__body").inner_text()
    expect(switch_on(page, words.language)).not_to_contain_text(word(words.language, "This page is not available"))


def send(page: Page) -> int:
    """Press the button under the form and return the status of the answer."""
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        page.get_by_role("button", name=word("ar", "Send comment"), exact=True).click()
    return answer.value.status


def send_a_mistake(page: Page, telling: Telling) -> None:
    """Forget half of the e-mail address: everything typed comes back, and the field says what is wrong with it."""
    name, mail, comment = (page.get_by_role("textbox", name=text) for text in comment_labels())
    name.fill(telling.reader_name)
    mail.fill("salma@")
    comment.fill(telling.comment)
    assert send(page) == 422
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.get_by_role("alert")).to_contain_text(
        counted("ar", "One field needs your attention", "%(counter)s fields need your attention", 1)
    )
    expect(name).to_have_value(telling.reader_name)
    expect(mail).to_have_value("salma@")
    expect(comment).to_have_value(telling.comment)
    mistake = word("ar", "Write a complete e-mail address, such as name@example.org.")
    expect(mail).to_have_attribute("aria-invalid", "true")
    expect(mail).to_have_accessible_description(re.compile(re.escape(mistake)))
    expect(page.get_by_text(mistake)).to_be_visible()
    expect(name).not_to_have_attribute("aria-invalid", "true")


def comment_labels() -> list[re.Pattern[str]]:
    labels = (word("ar", "Name", "comment form"), word("ar", "E-mail"), word("ar", "Comment"))
    return [re.compile(rf"^{re.escape(label)}") for label in labels]


def send_the_comment(page: Page, telling: Telling) -> None:
    """Mend the address; the text need not be typed again. Be told that it waits, and see it."""
    page.get_by_role("textbox", name=comment_labels()[1]).fill(telling.reader_mail)
    assert send(page) == 303
    expect(page.get_by_role("heading", level=1)).to_have_text(word("ar", "Your comment has been received"))
    waits = word("ar", "Thank you. Your comment is waiting for an editor. Only you can see it until then.")
    expect(page.get_by_role("status")).to_contain_text(waits)
    own = page.get_by_role("article")
    expect(own.get_by_role("heading", name=telling.reader_name)).to_be_visible()
    for line in telling.comment.splitlines():
        expect(own).to_contain_text(line)
    expect(page.get_by_role("main")).not_to_contain_text(telling.reader_mail)


def does_not_see_it_yet(page: Page, telling: Telling) -> None:
    page.get_by_role("link", name=word("ar", "Back to the article")).click()
    reads(page, telling.arabic)
    own = page.get_by_role("region", name=word("ar", "Only you can see this"))
    if telling.javascript:
        # A script has fetched it for its author alone.
        expect(own).to_contain_text(telling.reader_name)
    else:
        expect(own).to_have_count(0)
    assert "كان جدي على ذلك القارب" not in page.request.get(page.url).text()


def sees_it(page: Page, telling: Telling) -> None:
    open_article(page, telling.arabic)
    comments = page.get_by_role("region", name=word("ar", "Comments"))
    expect(comments.get_by_role("listitem")).to_have_count(1)
    expect(comments.get_by_role("heading", name=telling.reader_name)).to_be_visible()
    for line in telling.comment.splitlines():
        expect(comments).to_contain_text(line)
    switch_on(page, "ar").get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(telling.english.headline)
    expect(page.get_by_text(telling.reader_name)).to_have_count(0)


def assert_nowhere(secret: str, address: str) -> None:
    """Follow every link from the two front pages, the feeds and the map of the site, and never meet `secret`."""
    starts = ("/ar/", "/en/", "/ar/feed.xml", "/en/feed.xml", "/sitemap.xml")
    waiting = [address + start for start in starts]
    seen: dict[str, str] = {}
    while waiting:
        url = waiting.pop()
        if url not in seen:
            seen[url] = fetch(url)
            waiting += [link for link in links(seen[url], url) if link.startswith(f"{address}/")]
    assert len(seen) > 20
    assert [url for url, text in seen.items() if secret in text] == []


def fetch(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return str(answer.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        return error.read().decode("utf-8", "replace")


def links(text: str, url: str) -> list[str]:
    found = (urljoin(url, unescape(next(filter(None, groups)))) for groups in LINK.findall(text))
    return [link for link in found if not urlsplit(link).path.startswith(("/static/", "/admin/", "/media/"))]
