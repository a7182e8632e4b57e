"""Nothing leaks: no address, page, feed, sitemap, search or header tells a stranger of what is not public."""

import base64
import hashlib
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urlsplit

import crawl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hidden import ADDRESS, HUSH, ONCE, Hidden
from html_page import page_of

from articles.finding import find
from articles.models import Article
from articles.views import searching
from comments.models import Comment
from newsroom import languages

pytestmark = pytest.mark.django_db

Answers = dict[str, Any]


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
    for email in Comment.objects.exclude(email="").values_list("email", flat=True):
        for disguise in disguises(email):
            assert disguise.lower() not in pages


def nothing_that_is_kept_of_a_commenter_is_anywhere(hidden: Hidden, answers: Answers) -> None:
    """Neither where they wrote from nor what they are recognised by."""
    pages = "\n".join(whole(response) for response in answers.values())
    kept = {key for row in Comment.objects.values_list("email_key", "idempotency_key") for key in map(str, row)}
    assert len(kept) > 50
    for trace in (ADDRESS, ADDRESS.rpartition(".")[0], *(key for key in kept if key)):
        assert trace not in pages


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
        assert {answer.status_code for path, answer in answers.items() if path.startswith(f"{own}?")} <= {status}
        link = answers[reverse("short_link", args=[article.pk])]
        assert (link.status_code, link.headers.get("Location")) == ((404, None) if status == 404 else (301, own))
    for page, status in hidden.pages:
        assert answers[page.get_absolute_url()].status_code == status


def an_earlier_address_of_what_is_hidden_leads_nowhere(hidden: Hidden, answers: Answers) -> None:
    """What was never public answers as if nothing had ever stood there; of what is gone the title is not told."""
    never = Client().get("/ar/2019/05/neverwas/")
    for path, status in hidden.earlier.items():
        for form in (path, f"{path}comments.xml"):
            assert (answers[form].status_code, answers[form].headers.get("Location")) == (status, None), form
        if status == 404 and path.startswith("/ar/"):
            assert crawl.text_of(answers[path]) == crawl.text_of(never)
    assert set(hidden.earlier.values()) == {404, 410}


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


def found_nothing(*rows: Any, **how: Any) -> Any:
    """Look for it as the page does, and see that there is not even a key."""
    found = find(*rows, **how)
    assert found.keys == []
    return found


def a_search_finds_no_hidden_article_by_any_of_its_words(hidden: Hidden, answers: Answers) -> None:
    for article, _ in hidden.articles:
        # The last is a letter away from what it hides, and nothing else is offered for it.
        for word in (article.slug, article.standfirst, "veil", "veill"):
            with patch.object(searching, "find", side_effect=found_nothing) as looked:
                page = Client().get(reverse("articles:search", args=[article.language]), {"q": word})
            assert looked.called
            text = crawl.text_of(page).replace(word, "")
            assert not page_of(page).all("h2", class_="row__headline")
            assert not page_of(page).all("div", class_="suggestions")
            assert HUSH not in text
            assert ONCE not in text


def the_archive_names_the_months_that_readers_have_articles_of(hidden: Hidden, answers: Answers) -> None:
    for language in languages.CODES:
        public = Article.objects.public().in_language(language)
        months = sorted({(article.year, article.month) for article in public}, reverse=True)
        newest = {year: f"/{language}/archive/{year}/{month:02d}/" for year, month in reversed(months)}
        archive = {
            int(path.split("/")[3]): page_of(response).one("div", class_="months").all("nav")
            for path, response in answers.items()
            if path.startswith(f"/{language}/archive/") and response.status_code == 200
        }
        assert set(archive) == set(newest)
        for year, lists in archive.items():
            *years, of_the_year = [[link["href"] for link in each.all("a")] for each in lists]
            assert of_the_year == [f"/{language}/archive/{year}/{month:02d}/" for of, month in months if of == year]
            # Where there are several years, they stand before the months.
            assert years == ([list(reversed(newest.values()))] if len(newest) > 1 else [])


def counts_count_what_readers_can_see(hidden: Hidden, answers: Answers) -> None:
    page = answers[hidden.public.get_absolute_url()]
    approved = Comment.objects.public().on(hidden.public).count()
    assert f'<span class="comments__count" aria-hidden="true">{approved}</span>' in crawl.text_of(page)
    assert approved == 11


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
    """Say whether it is rows of several: a page that is no article's and no standing one's, or a sitemap."""
    if not response["Content-Type"].startswith("text/html"):
        return bool(response["Content-Type"].startswith("application/xml"))
    return not page_of(response).all("article", class_="article")


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
    nothing_that_is_kept_of_a_commenter_is_anywhere,
    the_address_of_what_is_hidden_says_nothing_or_that_it_is_gone,
    an_earlier_address_of_what_is_hidden_leads_nowhere,
    a_hidden_address_answers_exactly_like_one_that_never_was,
    nobody_gets_a_token_or_a_form_for_a_hidden_article,
    a_search_finds_no_hidden_article_by_any_of_its_words,
    the_archive_names_the_months_that_readers_have_articles_of,
    counts_count_what_readers_can_see,
    staff_who_are_logged_in_read_the_same_pages_as_everybody,
)


def test_nothing_leaks(subtests):
    # Whatever the hour is now, it is past: what has a time of its own by default has the real one.
    written = (timezone.now() - timedelta(days=1)).replace(hour=9)
    with patch("django.utils.timezone.now") as clock:
        clock.return_value = written
        hidden = Hidden()
        clock.return_value = written + timedelta(hours=2)
        answers = crawl.crawl(Client())
        assert len(answers) > 200
        for check in CHECKS:
            with subtests.test(check.__name__):
                check(hidden, answers)
