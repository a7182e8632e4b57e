"""What the people of the newsroom do in the admin, by the labels and the buttons that they see."""

import contextlib
from collections.abc import Iterator
from typing import Any

from browser.server import PASSWORD
from browser.telling import NO_BREAK_SPACE, Telling, Words
from browser.visitor import Visit
from browser.words import counted, label, labelled, plural, word
from html_page import page_of
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Author, Image, ImageText, Section
from newsroom import languages
from newsroom.models import User
from newsroom.plain_text import isolated


class Desk:
    """A member of staff who is logged in and reads the admin in `language`."""

    def __init__(self, page: Page, language: str, *, javascript: bool) -> None:
        self.page = page
        self.language = language
        self.javascript = javascript

    def say(self, english: str, context: str = "") -> str:
        return word(self.language, english, context)

    def field(self, model: Any, name: str) -> Locator:
        # A group of fields may have the name of one of them.
        control = self.page.locator("input, select, textarea")
        return self.page.get_by_label(labelled(label(self.language, model, name))).and_(control)

    def byline(self) -> Locator:
        return self.page.get_by_label(labelled(self.say("byline %(number)s") % {"number": 1}))

    def link(self, text: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=text, exact=True)

    def press(self, text: str) -> None:
        self.page.get_by_role("button", name=text, exact=True).click()

    def open(self, model: Any) -> None:
        """Go from the first page of the admin to the list of a kind of things."""
        self.page.goto("/admin/")
        self.page.get_by_role("rowheader", name=plural(self.language, model)).get_by_role("link").click()

    def add(self, model: Any) -> None:
        self.page.goto("/admin/")
        row = self.page.get_by_role("row").filter(
            has=self.page.get_by_role("rowheader", name=plural(self.language, model))
        )
        row.get_by_role("link", name=self.say("Add"), exact=True).click()

    def is_told(self, words: str) -> None:
        """See in the message of the last act what it was done to, or what came of it."""
        expect(self.page.locator(".messagelist .success")).to_contain_text(words)


@contextlib.contextmanager
def at_the_desk(visit: Visit, username: str, language: str, **browser: Any) -> Iterator[Desk]:
    """Log in by the form."""
    with visit(**browser) as visitor:
        page = visitor.page
        page.goto("/admin/")
        # Before login the admin speaks the leading edition's language.
        page.get_by_label(labelled(label("ar", User, "username"))).fill(username)
        page.get_by_label(labelled(word("ar", "Password"))).fill(PASSWORD)
        page.get_by_role("button", name=word("ar", "Log in"), exact=True).click()
        desk = Desk(page, language, javascript=browser.get("javascript", True))
        expect(page.get_by_role("heading", level=1)).to_have_text(desk.say("The desk"))
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("html")).to_have_attribute("dir", languages.direction(language))
        yield desk


def log_out(desk: Desk) -> None:
    desk.press(desk.say("Log out"))
    desk.page.goto("/admin/")
    expect(desk.page.get_by_role("button", name=desk.say("Log in"), exact=True)).to_be_visible()


def make_section(desk: Desk, telling: Telling) -> None:
    desk.add(Section)
    fill_names(desk, Section, telling.arabic.section, telling.arabic.section_word, "ar")
    fill_names(desk, Section, telling.english.section, telling.english.section_word, "en")
    desk.press(desk.say("Save"))
    desk.is_told(telling.arabic.section)


def make_author(desk: Desk, telling: Telling) -> None:
    desk.add(Author)
    fill_names(desk, Author, telling.arabic.author, telling.arabic.author_word, "ar")
    fill_names(desk, Author, telling.english.author, telling.english.author_word, "en")
    desk.press(desk.say("Save"))
    desk.is_told(telling.arabic.author)


def fill_names(desk: Desk, model: Any, name: str, address_word: str, language: str) -> None:
    for field, words in ((f"name_{language}", name), (f"slug_{language}", address_word)):
        is_written_in(desk.field(model, field), language)
        desk.field(model, field).fill(words)


def is_written_in(field: Locator, language: str) -> None:
    """See that a field has the language and the direction of what is written in it, not of the interface."""
    expect(field).to_have_attribute("lang", language)
    expect(field).to_have_attribute("dir", languages.direction(language))


def upload_picture(desk: Desk, telling: Telling) -> None:
    desk.add(Image)
    file: Any = {"name": "quay.png", "mimeType": "image/png", "buffer": telling.picture}
    desk.field(Image, "original").set_input_files(file)
    desk.field(Image, "title").fill(telling.picture_title)
    for position, words in enumerate((telling.arabic, telling.english)):
        alt = desk.field(ImageText, "alt").nth(position)
        is_written_in(alt, words.language)
        alt.fill(words.alt)
        desk.field(ImageText, "credit").nth(position).fill(words.credit)
    desk.press(desk.say("Save"))
    desk.is_told(telling.picture_title)


def write_text(desk: Desk, words: Words) -> None:
    for name in ("headline", "standfirst"):
        is_written_in(desk.field(Article, name), words.language)
        desk.field(Article, name).fill(getattr(words, name))
    if desk.javascript:
        # Its own name, without the colon of the label.
        editor = desk.page.get_by_role("textbox", name=label(desk.language, Article, "body"), exact=True)
        is_written_in(editor, words.language)
        editor.click()
        for position, paragraph in enumerate(words.paragraphs):
            if position:
                desk.page.keyboard.press("Enter")
            desk.page.keyboard.type(paragraph)
    else:
        is_written_in(desk.field(Article, "body"), words.language)
        desk.field(Article, "body").fill("\n\n".join(words.paragraphs))


def choose_picture(desk: Desk, title: str) -> None:
    if desk.javascript:
        # The label names the list that select2 has put away; its own box has the name of what is chosen.
        desk.page.locator(".field-lead_image").get_by_role("combobox").first.click()
        desk.page.get_by_role("searchbox").last.fill(title)
        desk.page.get_by_role("option", name=title).click()
    else:
        desk.field(Article, "lead_image").select_option(label=isolated(title))


def write_arabic_article(desk: Desk, telling: Telling) -> None:
    desk.page.goto("/admin/")
    desk.link(desk.say("New article in Arabic")).click()
    write_text(desk, telling.arabic)
    desk.field(Article, "section").select_option(label=isolated(telling.arabic.section))
    desk.byline().select_option(label=isolated(telling.arabic.author))
    choose_picture(desk, telling.picture_title)
    publish(desk, telling.arabic)


def create_english_edition(desk: Desk, telling: Telling) -> None:
    desk.open(Article)
    desk.link(telling.arabic.headline).click()
    desk.press(desk.say("Create the English edition"))
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(desk.say("Article in English"))
    desk.is_told(telling.arabic.headline)


def write_english_edition(desk: Desk, telling: Telling) -> None:
    """Come to it from the Arabic one; what the editions share stands in it already."""
    desk.open(Article)
    desk.link(telling.arabic.headline).click()
    editions = desk.page.get_by_role("navigation", name=desk.say("Editions"))
    editions.get_by_role("link", name=languages.NAMES["en"]).click()
    expect(desk.field(Article, "section").locator("option:checked")).to_have_text(isolated(telling.english.section))
    expect(desk.byline().locator("option:checked")).to_have_text(isolated(telling.english.author))
    expect(desk.page.locator(".field-lead_image option:checked")).to_have_text(isolated(telling.picture_title))
    expect(desk.field(Article, "headline")).to_have_value("")
    write_text(desk, telling.english)
    publish(desk, telling.english)


def publish(desk: Desk, words: Words) -> None:
    desk.press(desk.say("Publish", "button"))
    desk.is_told(words.headline)
    desk.is_told(desk.say("published"))
    expect(desk.link(desk.say("Read it on the site"))).to_be_visible()
    body = stored_body(desk)
    assert body == words.stored_body, body


def stored_body(desk: Desk) -> str:
    """Return the body as the database has it: what the server puts into the form, before any script has touched it."""
    answer = desk.page.context.request.get(desk.page.url)
    body = page_of(answer.text()).one("textarea", name="body").text.strip()
    assert NO_BREAK_SPACE not in body, body
    return body


def approve_comment(desk: Desk, telling: Telling) -> None:
    desk.page.goto("/admin/")
    # Beside the words of the link stands how many wait.
    desk.page.get_by_role("link", name=desk.say("Comments that wait")).click()
    row = desk.page.get_by_role("article").filter(has_text=telling.reader_name)
    expect(row).to_contain_text(telling.reader_name)
    # Whoever moderates all day does not see who wrote.
    expect(desk.page.get_by_role("main")).not_to_contain_text(telling.reader_mail)
    row.get_by_role("button", name=desk.say("Approve", "button"), exact=True).click()
    approved = counted(desk.language, "%(count)d comment was approved.", "%(count)d comments were approved.", 1)
    expect(desk.page.locator("#queue-notice")).to_contain_text(approved % {"count": 1})
    expect(row).to_have_count(0)
