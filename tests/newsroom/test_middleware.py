import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from makers import make_article, make_page, make_section

from newsroom import content_security
from newsroom.middleware import response_headers
from newsroom.models import Site

pytestmark = pytest.mark.django_db

ARABIC = '<html lang="ar" dir="rtl"'
ENGLISH = '<html lang="en" dir="ltr"'


def public_paths():
    section = make_section(slug_ar="اقتصاد", slug_en="economy")
    articles = [make_article(language, section=section) for language in ("ar", "en")]
    make_page("ar")
    return [
        "/",
        "/ar/",
        "/en/",
        "/ar/latest/",
        "/ar/section/اقتصاد/",
        "/en/search/?q=x",
        "/ar/about/",
        "/ar/feed.xml",
        "/sitemap.xml",
        "/robots.txt",
        "/healthz",
        "/ar/nothing-here/",
        "/en/comments/received/",
        *(article.get_absolute_url() for article in articles),
    ]


@pytest.mark.parametrize(("path", "mark"), [("/ar/", ARABIC), ("/en/", ENGLISH), ("/en/nothing/", ENGLISH)])
@pytest.mark.parametrize("preferred", ["ar", "en", "fr", ""])
def test_the_path_says_the_language_and_the_browser_does_not(reader, path, mark, preferred):
    reader.cookies["django_language"] = preferred
    answer = reader.get(path, headers={"Accept-Language": preferred})
    assert mark in answer.text
    assert answer["Content-Language"] == path[1:3]


@pytest.mark.parametrize("path", ["/nothing/", "/fr/", "/AR/", "/arab/"])
def test_outside_both_editions_the_leading_one_answers(reader, path):
    answer = reader.get(path)
    assert answer.status_code == 404
    assert ARABIC in answer.text


def test_a_path_without_a_slash_is_no_error_of_ours(reader):
    assert reader.options("/", PATH_INFO="*").status_code == 404


def test_anonymous_pages_set_no_cookie_and_vary_on_nothing(reader):
    for path in public_paths():
        answer = reader.get(path)
        assert answer.status_code < 500, path
        assert not answer.cookies, path
        assert not set(answer.get("Vary", "").lower().replace(" ", "").split(",")) & {
            "cookie",
            "accept-language",
            "*",
        }, path


def test_a_public_page_is_the_same_for_staff(reader, chief, as_user):
    for path in public_paths():
        answer = as_user(chief).get(path)
        assert answer.content == reader.get(path).content, path
        assert not answer.cookies, path


def test_every_answer_carries_the_headers_no_view_decides(reader):
    for path in public_paths():
        answer = reader.get(path)
        assert answer["Content-Security-Policy"] == content_security.PUBLIC_POLICY, path
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"


def test_a_file_opened_by_itself_can_do_nothing_and_a_missing_one_is_a_page(rf):
    def policy(status):
        answer = response_headers(lambda _request: HttpResponse(status=status))(rf.get("/static/css/site.css"))
        return answer["Content-Security-Policy"]

    assert policy(200) == "sandbox; default-src 'none'"
    assert policy(404) == content_security.PUBLIC_POLICY


def test_the_policies_allow_nothing_inline(reader, chief, as_user):
    for policy in (
        reader.get("/ar/")["Content-Security-Policy"],
        as_user(chief).get("/admin/")["Content-Security-Policy"],
    ):
        assert "unsafe" not in policy
        assert "*" not in policy
        # But for the players of the embeds, which a reader has to ask for.
        assert "http" not in re.sub("frame-src [^;]*;", "", policy)
        for directive in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
            assert directive in policy


def test_the_admin_is_not_stored_anywhere(reader, chief, as_user):
    for answer in (reader.get("/admin/login/"), as_user(chief).get("/admin/"), reader.get("/admin/x.css")):
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("chosen", "mark"), [("ar", 'dir="rtl"'), ("en", 'dir="ltr"')])
def test_the_admin_speaks_the_language_of_the_account(chief, as_user, chosen, mark):
    chief.interface_language = chosen
    chief.save()
    client = as_user(chief)
    client.cookies["interface_language"] = "en" if chosen == "ar" else "ar"
    answer = client.get("/admin/", headers={"Accept-Language": "fr"})
    assert f'<html lang="{chosen}"' in answer.text
    assert mark in answer.text


@pytest.mark.parametrize(
    ("cookie", "spoken"), [("en", "en"), ("ar", "ar"), ("fr", "ar"), ("", "ar"), ("x" * 3000, "ar")]
)
def test_before_login_the_admin_speaks_the_language_of_the_cookie(reader, cookie, spoken):
    reader.cookies["interface_language"] = cookie
    assert f'<html lang="{spoken}"' in reader.get("/admin/login/").text


def test_the_cookie_of_the_admin_changes_nothing_for_readers(reader):
    reader.cookies["interface_language"] = "en"
    assert ARABIC in reader.get("/ar/").text


def test_one_answer_leaves_no_language_or_zone_behind(reader):
    reader.get("/en/")
    reader.get("/admin/login/")
    assert timezone.get_current_timezone() == ZoneInfo("UTC")


def test_times_are_those_of_the_newsroom(reader):
    Site.objects.create(pk=1, time_zone="Asia/Riyadh")
    moment = datetime(2026, 3, 31, 22, 30, tzinfo=ZoneInfo("UTC"))
    article = make_article(published_at=moment, first_published_at=moment, year=2026, month=4)
    page = reader.get(article.get_absolute_url()).text
    assert "2026-04-01T01:30:00+03:00" in page


@pytest.mark.parametrize(
    "path", ["/ar/%00/", "/ar/%ff%fe/", "/ar/2026/07/%2e%2e/", "/en/section/%E2%80%AE/", "/ar/" + "a/" * 500]
)
def test_a_path_of_rubbish_is_not_found_in_the_language_of_its_edition(path):
    client = Client(raise_request_exception=False)
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert (ENGLISH if path.startswith("/en/") else ARABIC) in answer.text
