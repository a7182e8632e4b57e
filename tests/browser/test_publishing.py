"""How long it takes an editor to bring a piece of news from the first page of the admin to its readers."""

import time

import pytest
from browser import desk
from browser.desk import at_the_desk
from browser.telling import Telling
from browser.visitor import Visit
from playwright.sync_api import expect

from articles.models import Article
from newsroom.plain_text import isolated

TELLING = Telling(number=9, javascript=True, width=1280)
COUNT_CLICKS = """
addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks") ?? 0) + 1);
}, true);
"""
# The link to the new article, the text, the box that says it has no picture, the button.
FEWEST_CLICKS = 4


def test_news_is_published_with_a_handful_of_clicks(visit_newsroom: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    with at_the_desk(visit_newsroom, "chief", "ar", **TELLING.browser) as chief:
        desk.make_section(chief, TELLING)
    with at_the_desk(visit_newsroom, "editor_ar", "ar", **TELLING.browser) as editor:
        page = editor.page
        page.add_init_script(COUNT_CLICKS)
        page.goto("/admin/")
        begin = time.monotonic()
        editor.link(editor.say("New article in Arabic")).click()
        desk.write_text(editor, TELLING.arabic)
        editor.field(Article, "section").select_option(label=isolated(TELLING.arabic.section))
        editor.field(Article, "without_picture").check()
        editor.press(editor.say("Publish", "button"))
        expect(editor.link(editor.say("Read it on the site"))).to_be_visible()
        seconds = time.monotonic() - begin
        clicks = int(page.evaluate("sessionStorage.getItem('clicks')"))
    with capsys.disabled():
        print(f"\nfrom “new article” to “published” in {clicks} clicks and {seconds:.1f} s")
    assert clicks == FEWEST_CLICKS
    with visit_newsroom(**TELLING.browser) as reader:
        reader.page.goto("/ar/")
        expect(reader.page.get_by_role("link", name=TELLING.arabic.headline, exact=True).first).to_be_visible()
