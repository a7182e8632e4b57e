"""No page of the admin shuts anybody out: axe finds nothing serious, in either direction, wide and narrow.

The pages are found by the names of their addresses, so that a new one is looked at as well. Each
is seen in both languages, at both widths and in both colour schemes, if not in all eight together.
"""

import contextlib
import functools
import itertools
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from admin_pages import arguments_of, named_patterns
from browser.axe import DESK, PHONE, Look, bring_axe, violations
from browser.desk import Desk, at_the_desk
from browser.furnishing import ARTICLES, FURNISH
from browser.server import Newsroom, empty_newsroom
from browser.visitor import Visit, Visitor, visiting
from django.urls import reverse
from makers import picture_file
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from newsroom import languages

CHIEFS = {"ar": "chief", "en": "chief_en"}
LOOKS: dict[str, tuple[Look, ...]] = {
    "ar": ((PHONE, "dark"), (DESK, "light")),
    "en": ((DESK, "dark"), (PHONE, "light")),
}
# Pages that the stock admin makes alike for every kind of things: one look in each language is enough.
STOCK = re.compile(r"^/admin/(?!articles/article/).*/(add|history|delete|change)/$")
# Of every argument that an address of the admin has: which row is looked at.
ROWS = {
    "app_label": "articles", "content_type_id": 1, "form": "csv", "id": 1, "key": 1, "language": "ar", "link": 1,
    "note": 1, "number": 1, "object_id": 1,
}  # fmt: skip
# Status -> names of which it may be the answer: what takes a POST alone, and what of the stock admin's no chief may do.
REFUSED = {405: re.compile(""), 403: re.compile(r"_(add|delete)$|^autocomplete$")}
UPLOADED = picture_file().read()
NOTHING = re.compile(r"(?!)")
# Name -> why it answers with no page of its own; those that take a POST alone say so themselves.
NO_PAGES = {
    "articles_article_address": "a line of the form",
    "articles_image_choose": "a dialog; looked at below",
    "articles_image_shown": "a picture in the editor of a text",
    "articles_article_merge": "leads to the form where nothing is to be brought together; looked at below",
    "articles_pin_changelist": "leads to the front page of an edition",
    "comments_queue_counts": "numbers for a script",
    "jsi18n": "a script",
    "login": "leads to the first page; looked at below",
    "notification": "leads to what it tells of",
    "view_on_site": "leads to the reader's pages",
}


def key_of(language: str, kind: str) -> int:
    return languages.CODES.index(language) * len(ARTICLES) + ARTICLES.index(kind) + 1


def article(name: str, language: str, kind: str, **query: str | int) -> str:
    """Return the address of a page of an article; `query` goes behind it."""
    argument = "object_id" if name in ("change", "history") else "key"
    path = reverse(f"admin:articles_article_{name}", kwargs={argument: key_of(language, kind)})
    return f"{path}?{urlencode(query)}" if query else path


def more_pages() -> Iterator[str]:
    """Yield what the names do not lead to: other rows, other editions, filters and searches."""
    for language in languages.CODES:
        yield f"{reverse('admin:articles_article_add')}?language={language}"
        yield article("merge", language, "conflict")
    yield article("change", "en", "changed")
    yield article("compare", "en", "changed", **{"from": 1, "to": 2})
    yield from (article("change", "ar", kind) for kind in ("edition", "scheduled", "withdrawn", "unfinished"))
    articles, queue = reverse("admin:articles_article_changelist"), reverse("admin:comments_queue")
    yield f"{articles}?q=المرفأ&status__exact=published"
    yield f"{articles}?q=nothing"
    yield f"{reverse('admin:articles_image_changelist')}?q=nothing"
    yield from (f"{queue}?tab={tab}" for tab in ("reported", "spam", "edits", "approved"))
    yield f"{queue}?author=1"
    yield f"{reverse('admin:newsroom_auditentry_changelist')}?verb=publish"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with empty_newsroom(tmp_path_factory.mktemp("furnished"), FURNISH) as running:
        yield running


@pytest.fixture
def visit(chromium: Browser, furnished: Newsroom) -> Visit:
    @contextlib.contextmanager
    def with_axe(**options: Any) -> Iterator[Visitor]:
        # A colour that is still changing has another contrast.
        with visiting(chromium, furnished.address, reduced_motion="reduce", **options) as visitor:
            bring_axe(visitor.context)
            yield visitor
            # Where a session has ended, that is what is looked at.
            visitor.troubles[:] = [trouble for trouble in visitor.troubles if not trouble.startswith("403: ")]

    return with_axe


@pytest.fixture(scope="module")
def named_paths(chromium: Browser, furnished: Newsroom) -> list[str]:
    """Return the address of the page behind each name of the admin's."""
    paths = []
    with at_the_desk(functools.partial(visiting, chromium, furnished.address), CHIEFS["ar"], "ar") as desk:
        for pattern in named_patterns():
            path = reverse(f"admin:{pattern.name}", kwargs={name: ROWS[name] for name in arguments_of(pattern)})
            answer = desk.page.request.get(path, max_redirects=0)
            if answer.status == 200 and "</main>" in answer.text():
                paths.append(path)
            else:
                is_known = pattern.name in NO_PAGES or REFUSED.get(answer.status, NOTHING).search(pattern.name)
                assert is_known, f"{pattern.name} is not looked at: {path} answers {answer.status}"
    return paths


def opened(page: Page, paths: list[str]) -> Iterator[str]:
    for path in paths:
        answer = page.goto(path)
        assert answer
        assert answer.status == 200, path
        assert urlsplit(answer.url).path == urlsplit(path).path
        yield path


def typed_states(desk: Desk) -> Iterator[str]:
    """Bring about what no address leads to: refusals beside the fields, questions before an act, what lies above."""
    page = desk.page
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(article("change", desk.language, "unfinished"))
    desk.press(desk.say("Publish", "button"))
    expect(page.locator(".messagelist a").first).to_be_visible()
    yield "an article that lacks what publishing needs"
    for model in ("article", "section", "author", "image", "page"):
        page.goto(reverse(f"admin:articles_{model}_add"))
        desk.press(desk.say("Save"))
        expect(page.locator(".errornote")).to_be_visible()
        yield f"an empty form: {model}"
    for model, act in (("article", "withdraw_selected"), ("topic", "delete_selected")):
        page.goto(reverse(f"admin:articles_{model}_changelist"))
        page.locator("#action-toggle").check()
        page.locator("select[name=action]").select_option(act)
        page.locator("button[name=index]").click()
        expect(page.locator("input[name=action]").first).to_be_attached()
        yield f"{act}: {model}"
    yield from of_the_library(desk)
    page.goto(reverse("admin:comments_queue"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "the keys of the queue"
    page.goto(article("change", desk.language, "breaking"))
    page.context.clear_cookies(name="sessionid")
    desk.field(Article, "headline").press_sequentially("!")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-log-in]")).to_be_visible()
    yield "the session has ended"
    desk.press(desk.say("Save"))
    expect(page.locator("#login-form")).to_be_visible()
    yield "log in, and send it again"


def of_the_library(desk: Desk) -> Iterator[str]:
    page = desk.page
    page.goto(reverse("admin:articles_image_upload"))
    for number in range(2):
        # The second time it is there already.
        page.locator("#upload-files").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": UPLOADED})
        expect(page.locator("[data-files] [data-state]")).to_have_count(number + 1)
    yield "uploaded pictures"
    page.goto(article("change", desk.language, "changed"))
    desk.press(desk.say("Choose from the library"))
    expect(page.locator(".picker .library-card").first).to_be_visible()
    yield "the dialog of the library"


@pytest.mark.parametrize("language", languages.CODES)
def test_no_page_of_the_admin_shuts_anybody_out(visit: Visit, named_paths: list[str], language: str) -> None:
    found: dict[str, list[str]] = {}
    paths, looks = [*named_paths, *more_pages()], LOOKS[language]
    with at_the_desk(visit, CHIEFS[language], language) as desk:
        for place in itertools.chain(opened(desk.page, paths), typed_states(desk)):
            found[place] = violations(desk.page, looks[:1] if STOCK.search(place) else looks)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", languages.CODES)
def test_nor_does_what_is_seen_without_an_account(visit: Visit, language: str) -> None:
    with at_the_desk(visit, CHIEFS[language], language) as desk:
        desk.page.goto(article("change", language, "changed"))
        preview = desk.page.locator(".preview-link__address input").first.input_value()
    with visit() as guest:
        page, found = guest.page, {}
        page.goto(preview)
        found["a preview"] = violations(page, LOOKS[language])
        page.locator("#note [type=submit]").click()
        expect(page.locator("#note .field__error").first).to_be_visible()
        found["a note without words"] = violations(page, LOOKS[language])
        page.goto(reverse("admin:login"))
        page.locator(f".interface-language [value={language}]").click()
        found["log in"] = violations(page, LOOKS[language])
        page.locator("#id_username").fill("nobody")
        page.locator("#id_password").fill("nothing")
        page.keyboard.press("Enter")
        expect(page.locator(".errornote")).to_be_visible()
        found["log in, refused"] = violations(page, LOOKS[language])
    assert {place: wrong for place, wrong in found.items() if wrong} == {}
