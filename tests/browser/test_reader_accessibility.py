"""No page of the paper shuts a reader out: axe finds nothing, in either edition, wide and narrow, light and dark.

Every public address is looked at, also where there is nothing to read and where every text is longer than its place;
and what readers get where the site fails.
"""

import contextlib
import itertools
from collections.abc import Iterator

import pytest
from browser.axe import DESK, PHONE, bring_axe, violations
from browser.papers import Paper, furnished
from browser.visitor import visiting
from crawl import public_names
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser

from newsroom import languages

LOOKS = tuple(itertools.product((PHONE, DESK), ("light", "dark")))
# Name -> why it answers with no page for a reader.
NO_PAGES = {
    "landing": "leads to an edition",
    "comment": "leads to the article",
    "count_read": "takes a POST alone",
    "short_link": "leads to the article",
    "comments:json": "for programs",
    "comments:post": "takes a POST alone",
    "comments:token": "a line of the form",
    "moderate": "of the staff",
    "preview": "of the staff; browser/test_accessibility looks at it",
    "interface_language": "of the staff",
} | dict.fromkeys(
    (
        "articles:feed", "articles:section_feed", "articles:topic_feed", "articles:author_feed", "comments_feed",
        "article_comments_feed", "sitemap", "sitemap_sections", "sitemap_month", "robots", "media",
        "icon", "identity", "healthz", "readyz",
    ),
    "for programs",
)  # fmt: skip
# What only a mail or a cookie leads to: browser/test_comment_form and test_own_comments do.
BY_MAIL = {"comments:edit", "comments:withdraw", "comments:confirm", "comments:personal_data"}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Paper]]:
    """The paper with one of everything, with nothing, and with more than fits."""
    with contextlib.ExitStack() as open_papers:
        yield {
            state: open_papers.enter_context(furnished(state, tmp_path_factory.mktemp(state)))
            for state in ("normal", "empty", "overlong")
        }


def names_of(paths: list[str]) -> set[str]:
    names = set()
    for path in paths:
        try:
            names.add(resolve(path.partition("?")[0]).view_name)
        except Resolver404:
            continue
    return names


@pytest.mark.parametrize("language", languages.CODES)
@pytest.mark.parametrize("state", ["normal", "empty", "overlong"])
def test_no_page_shuts_a_reader_out(chromium: Browser, papers: dict[str, Paper], state: str, language: str) -> None:
    paper = papers[state]
    # All looks where there is one of everything; where there is nothing, or too much, each edition has two of them.
    looks = LOOKS if state == "normal" else LOOKS[:: 3 if language == "ar" else 1][:2]
    found = {}
    with visiting(chromium, paper.newsroom.address, reduced_motion="reduce") as visitor:
        bring_axe(visitor.context)
        for name, path, status in [*paper.pages[language], *paper.failing(visitor.context, language)]:
            answer = visitor.page.goto(path)
            assert answer
            assert answer.status == status, path
            found[name] = violations(visitor.page, looks, gravest_only=False)
        visitor.troubles[:] = [trouble for trouble in visitor.troubles if "/received/" not in trouble]
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_no_address_is_left_out(papers: dict[str, Paper]) -> None:
    pages = papers["normal"].pages.values()
    looked_at = names_of([path for edition in pages for _name, path, _status in edition])
    assert set(public_names()) - looked_at - NO_PAGES.keys() - BY_MAIL == set()
