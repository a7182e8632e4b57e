"""A newsroom of one section and some drafts, and people who type into them in browsers of their own."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from browser.desk import Desk, at_the_desk
from browser.visitor import Visit, Visitor
from browser.words import label
from playwright.sync_api import Locator, Page

from articles.models import Article

TIME = r"\d\d:\d\d:\d\d"
PARAGRAPHS = ("فتح المرفأ أبوابه صباح اليوم.", "غادرت السفن الثلاث في موعدها.", "يعود العمل غدا.")
DRAFTS = f"""
from articles.models import Article, Section
from newsroom.actors import SYSTEM
section = Section.objects.create(name_ar="محليات", name_en="Local", slug_ar="محليات", slug_en="local")
body = "".join(f"<p>{{words}}</p>" for words in {PARAGRAPHS!r})
for number in range(12):
    Article.objects.start("ar", by=SYSTEM, headline=f"مسودة {{number}}", section=section, body=body)
"""


@contextlib.contextmanager
def typing_at(visit: Visit, username: str, number: int, **browser: Any) -> Iterator[tuple[Desk, Visitor]]:
    """Log in and open a draft, in the language of the account."""
    opened: list[Visitor] = []

    @contextlib.contextmanager
    def remembered(**options: Any) -> Iterator[Visitor]:
        with visit(**options) as visitor:
            opened.append(visitor)
            yield visitor

    with at_the_desk(remembered, username, "ar", **browser) as desk:
        desk.page.goto(f"/admin/articles/article/{number}/change/")
        yield desk, opened[0]


def headline(desk: Desk) -> Locator:
    return desk.field(Article, "headline")


def body(desk: Desk) -> Locator:
    return desk.page.get_by_role("textbox", name=label("ar", Article, "body"), exact=True)


def line(page: Page) -> Locator:
    """Return what says whether the text is kept."""
    return page.locator("keep-text [data-line]")


def paragraph(desk: Desk, number: int) -> None:
    """Put the caret at the end of a paragraph of the body."""
    body(desk).locator("p").nth(number).click()
    desk.page.keyboard.press("End")


def said(desk: Desk, english: str) -> re.Pattern[str]:
    return re.compile(re.escape(desk.say(english)).replace(re.escape("%(time)s"), TIME))
