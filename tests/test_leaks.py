"""Nothing leaks: no address, page, feed, sitemap, search or header tells a stranger of what is not public.

Every word that must stay unseen contains HUSH; what readers once had (the headline of a withdrawn
article) contains ONCE and may stand on its own 410 page alone.
"""

import base64
import hashlib
import itertools
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urlsplit

import crawl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from makers import make_article, make_author, make_comment, make_image, make_page, make_section, make_topic, make_user

from articles.models import Article, Page
from comments.choices import State
from comments.models import Comment
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

HUSH = "hush"
ONCE = "once"
number = itertools.count(1)
DAY = timedelta(days=1)


def words(condition: str, *, seen: bool) -> dict[str, Any]:
    """Return the editorial texts of a hidden article, each a word of its own; `veil` is there to be searched for."""
    mark = f"{condition}{next(number)}"
    hidden = {
        name: f"{HUSH}{name.replace('_', '')}{mark}"
        for name in ("kicker", "short_headline", "standfirst", "dateline", "source", "lead_alt", "lead_caption")
    }
    headline = f"{ONCE if seen else HUSH}headline{mark} word"
    return hidden | {
        "headline": headline,
        "seo_title": f"{HUSH}title{mark}",
        "seo_description": f"{HUSH}description{mark}",
        "slug": f"{ONCE if seen else HUSH}slug{mark}",
        "body": f"<p>{HUSH}body{mark} veil word</p>",
    }


def schedule(row: Any) -> None:
    row.publish(by=SYSTEM, at=timezone.now() + DAY)


def publish(row: Any) -> None:
    row.publish(by=SYSTEM, at=timezone.now() - DAY)


def submit(row: Any) -> None:
    row.submit(by=SYSTEM)


def approve(row: Any) -> None:
    submit(row)
    row.approve(by=SYSTEM)


def unschedule(row: Any) -> None:
    schedule(row)
    row.unschedule(by=SYSTEM)


def embargo(row: Any) -> None:
    row.embargoed_until = timezone.now() + DAY
    publish(row)


def stop(row: Any) -> None:
    """Withdraw it before its hour, which is past when readers come."""
    row.publish(by=SYSTEM, at=timezone.now() + timedelta(hours=1))
    row.withdraw(by=SYSTEM, reason=f"{HUSH}reason")


def withdraw(row: Any) -> None:
    publish(row)
    row.withdraw(by=SYSTEM, reason=f"{ONCE}reason{row.pk}")


def restore(row: Any) -> None:
    withdraw(row)
    row.restore(by=SYSTEM)
    if isinstance(row, Article):
        row.revise(by=SYSTEM, headline=f"{HUSH}newheadline", body=f"<p>{HUSH}newbody veil</p>")


def expire(row: Any) -> None:
    publish(row)
    row.expires_at = timezone.now() - timedelta(hours=1)
    row.save()


def embargo_later(row: Any) -> None:
    publish(row)
    row.embargoed_until = timezone.now() + DAY
    row.save()


# Condition -> how a draft gets there, and what its address answers: 404 where no reader has ever had it.
CONDITIONS: dict[str, tuple[Any, int]] = {
    "draft": (lambda row: None, 404),
    "inreview": (submit, 404),
    "ready": (approve, 404),
    "scheduled": (schedule, 404),
    "unscheduled": (unschedule, 404),
    "embargoed": (embargo, 404),
    "stopped": (stop, 404),
    "withdrawn": (withdraw, 410),
    "restored": (restore, 410),
    "expired": (expire, 410),
    "embargoedlater": (embargo_later, 410),
}


Answers = dict[str, Any]


class Hidden:
    """A newsroom with one of everything that must not be seen, among much that may."""

    def __init__(self) -> None:
        self.shared = {
            "section": make_section(name_ar="الاقتصاد", name_en="Economy"),
            "topics": [make_topic(name_ar="الماء", name_en="Water")],
            "authors": [make_author(name_ar="ليلى", name_en="Leila")],
            "lead_image": make_image(),
        }
        self.articles: list[tuple[Article, int]] = []
        self.pages: list[tuple[Page, int]] = []
        for language, (condition, (bring, status)) in itertools.product(languages.CODES, CONDITIONS.items()):
            self.hide(language, condition, bring, status)
        self.public = make_article("ar", **self.shared)
        make_article("en", story=self.public.story, **self.shared)
        self.write_comments()
        self.chief = make_user("chief", role="chief editor", languages=["ar", "en"])
        self.public.revise(by=SYSTEM, headline=f"{HUSH}workingcopy", body=f"<p>{HUSH}worktext veil</p>")

    def hide(self, language: str, condition: str, bring: Any, status: int) -> None:
        seen = status == 410
        article = make_article(language, published=False, **words(condition, seen=seen), **self.shared)
        # Beside it the other edition, which readers see and which must not give it away.
        make_article(languages.other(language), story=article.story, **self.shared)
        bring(article)
        if status == 410 or condition in ("scheduled", "embargoed"):
            make_comment(article, **self.commenter("underhidden"))
        self.articles.append((article, status))
        mark = f"{ONCE if seen else HUSH}page{condition}{language}"
        page = make_page(language, slug=mark, title=mark, body=f"<p>{HUSH}pagebody</p>", published=False)
        bring(page)
        self.pages.append((page, status))

    def write_comments(self) -> None:
        approved = make_comment(self.public, name="سلمى", body="رأي منشور", email=f"{HUSH}approved@example.org")
        for state in State.values:
            if state != State.APPROVED:
                make_comment(self.public, state=state, **self.commenter(state))
                make_comment(self.public, state=state, parent=approved, **self.commenter(f"{state}reply"))
        for state in (State.REJECTED, State.SPAM, State.WITHDRAWN, State.PENDING):
            removed = make_comment(self.public, **self.commenter(f"removed{state}"))
            make_comment(parent=removed, name="نادر", body="رد منشور", email=f"{HUSH}reply{state}@example.org")
            Comment.objects.decide({removed.pk: removed.version}, to=state, by=SYSTEM)

    def commenter(self, mark: str) -> dict[str, str]:
        mark = f"{mark}{next(number)}"
        return {
            "name": f"{HUSH}name{mark}",
            "email": f"{HUSH}mail{mark}@example.org",
            "body": f"{HUSH}comment{mark} veil https://{HUSH}link{mark}.example/",
            "website": f"https://{HUSH}site{mark}.example/",
        }


def whole(response: Any) -> str:
    """Return all a stranger gets: the body and the headers, in small letters."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{headers}\n{crawl.text_of(response)}".lower()


def test_every_public_address_of_the_urlconf_is_crawled():
    assert set(crawl.public_names()) == set(crawl.ADDRESSES)


def no_hidden_word_is_anywhere(hidden: Hidden, answers: Answers) -> None:
    found = {path for path, response in answers.items() if HUSH in whole(response)}
    assert found == set()


def what_readers_once_had_is_named_on_its_own_page_alone(hidden: Hidden, answers: Answers) -> None:
    own = {article.get_absolute_url() for article, status in hidden.articles if status == 410}
    own |= {page.get_absolute_url() for page, status in hidden.pages if status == 410}
    short = {reverse("short_link", args=[article.pk]) for article, status in hidden.articles if status == 410}
    found = {urlsplit(path).path for path, response in answers.items() if ONCE in whole(response)}
    assert found == own | short


def no_address_of_a_commenter_is_anywhere_in_any_disguise(hidden: Hidden, answers: Answers) -> None:
    pages = "\n".join(whole(response) for response in answers.values())
    for email in Comment.objects.values_list("email", flat=True):
        for disguise in disguises(email):
            assert disguise.lower() not in pages


def disguises(email: str) -> set[str]:
    """Return what an e-mail address is given away by: itself, encoded, or as the hashes that avatar services take."""
    spellings = {email, email.upper(), email.strip().lower()}
    found = set(spellings)
    for spelling in spellings:
        content = spelling.encode()
        for algorithm in ("md5", "sha1", "sha224", "sha256", "sha512"):
            digest = hashlib.new(algorithm, content)
            found |= {digest.hexdigest(), base64.b64encode(digest.digest()).decode()}
        found |= {
            base64.b64encode(content).decode().rstrip("="),
            base64.urlsafe_b64encode(content).decode().rstrip("="),
        }
        found |= {
            quote(spelling, safe=""),
            spelling.replace("@", "&#64;"),
            spelling.replace("@", " at "),
            content.hex(),
        }
    return found


def the_address_of_what_is_hidden_says_nothing_or_that_it_is_gone(hidden: Hidden, answers: Answers) -> None:
    for article, status in hidden.articles:
        own = address(article)
        assert answers[own].status_code == status, article
        assert answers[f"{own}?order=newest"].status_code == status
        link = answers[reverse("short_link", args=[article.pk])]
        assert (link.status_code, link.headers.get("Location")) == ((404, None) if status == 404 else (301, own))
    for page, status in hidden.pages:
        assert answers[page.get_absolute_url()].status_code == status


def a_hidden_address_answers_exactly_like_one_that_never_was(hidden: Hidden, answers: Answers) -> None:
    """Not only the same status: the same page, so that nobody can ask what is being prepared."""
    for article, status in hidden.articles:
        if status == 404:
            never = Client().get(address(article).replace(article.slug, "neverwas"))
            assert crawl.text_of(answers[address(article)]) == crawl.text_of(never)


def nobody_gets_a_token_or_a_form_for_a_hidden_article(hidden: Hidden, answers: Answers) -> None:
    for article, status in hidden.articles:
        token = f"{reverse('comments:token', args=[article.language])}?article={article.pk}"
        post = reverse("comments:post", args=[article.language, article.pk])
        statuses = answers[token].status_code, answers[post].status_code
        assert statuses == (404, 404)
        sent = Client().post(
            post, {"name": "x", "email": "x@example.org", "body": "xxxx"}, HTTP_SEC_FETCH_SITE="same-origin"
        )
        assert sent.status_code == status
        assert HUSH not in whole(sent)


def a_search_finds_no_hidden_article_by_any_of_its_words(hidden: Hidden, answers: Answers) -> None:
    for article, _ in hidden.articles:
        for word in (article.slug, article.standfirst, "veil"):
            page = Client().get(reverse("articles:search", args=[article.language]), {"q": word})
            text = crawl.text_of(page).replace(word, "")
            assert page.context["count"] == 0
            assert HUSH not in text
            assert ONCE not in text


def counts_count_what_readers_can_see(hidden: Hidden, answers: Answers) -> None:
    public = Article.objects.public()
    for language in languages.CODES:
        counts = [row["count"] for row in public.in_language(language).months()]
        archive = [
            response
            for path, response in answers.items()
            if path.startswith(f"/{language}/archive/") and response.status_code == 200
        ]
        assert archive
        assert all([count for _, _, count in response.context["months"]] == counts for response in archive)
    page = answers[hidden.public.get_absolute_url()]
    approved = Comment.objects.public().on(hidden.public).count()
    assert f'<span class="comments__count" aria-hidden="true">{approved}</span>' in crawl.text_of(page)
    assert approved == 5


def staff_who_are_logged_in_read_the_same_pages_as_everybody(hidden: Hidden, answers: Answers) -> None:
    browser = Client()
    browser.force_login(hidden.chief)
    own = [address(article) for article, _ in hidden.articles]
    lists = [path for path, response in answers.items() if response.status_code == 200 and is_list(response)]
    assert len(lists) > 12
    for path in own + lists:
        again = browser.get(path)
        assert (again.status_code, again.content) == (answers[path].status_code, answers[path].content), path


def is_list(response: Any) -> bool:
    return bool(response.templates) and response.templates[0].name not in (
        "articles/article.html",
        "articles/page.html",
    )


def address(article: Article) -> str:
    """Return where the article is, or where it would be."""
    if article.year:
        return article.get_absolute_url()
    day = article.published_at or timezone.now()
    words = {"language": article.language, "year": day.year, "month": day.month, "slug": article.slug}
    return reverse("articles:article", kwargs=words)


# One newsroom and one crawl of all its addresses serve all of them: each takes seconds to make.
CHECKS = (
    no_hidden_word_is_anywhere,
    what_readers_once_had_is_named_on_its_own_page_alone,
    no_address_of_a_commenter_is_anywhere_in_any_disguise,
    the_address_of_what_is_hidden_says_nothing_or_that_it_is_gone,
    a_hidden_address_answers_exactly_like_one_that_never_was,
    nobody_gets_a_token_or_a_form_for_a_hidden_article,
    a_search_finds_no_hidden_article_by_any_of_its_words,
    counts_count_what_readers_can_see,
    staff_who_are_logged_in_read_the_same_pages_as_everybody,
)


def test_nothing_leaks(subtests):
    written = timezone.now().replace(hour=9)
    with patch("django.utils.timezone.now") as clock:
        clock.return_value = written
        hidden = Hidden()
        clock.return_value = written + timedelta(hours=2)
        answers = crawl.crawl(Client())
        assert len(answers) > 200
        for check in CHECKS:
            with subtests.test(check.__name__):
                check(hidden, answers)
