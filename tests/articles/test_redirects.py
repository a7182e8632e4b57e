"""Addresses that no page answers: in whatever spelling a reader has them, they lead to the article, or nowhere."""

import unicodedata
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from makers import make_article, make_author, make_page, make_section, make_topic

from articles.models import Article, Redirect
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, WrongState

pytestmark = pytest.mark.django_db
# An address with letters that compose: alef with its hamza, waw with its own.
WORD = "أخبار-المؤسسة"
OLD = f"/ar/2024/05/{WORD}/"


@pytest.fixture
def article() -> Article:
    article = make_article("ar", slug="اليوم", headline="عنوان اليوم")
    Redirect.objects.lead(OLD, article, by=SYSTEM)
    return article


SPELLINGS = {
    "as letters": OLD,
    "encoded in capitals": quote(OLD),
    "encoded in small letters": quote(OLD).replace("%D8", "%d8").replace("%D9", "%d9"),
    "decomposed": quote(unicodedata.normalize("NFD", OLD)),
    "encoded twice": quote(quote(OLD)),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_every_spelling_of_an_earlier_address_leads_to_the_article(spelling, method, article):
    answer = getattr(Client(), method)(SPELLINGS[spelling])
    assert (answer.status_code, answer["Location"]) == (301, article.get_absolute_url())
    assert answer["Location"].isascii()


def test_the_query_is_kept(article):
    answer = Client().get(f"{OLD}?utm_source=%D8%A3&comments=2")
    assert answer["Location"] == f"{article.get_absolute_url()}?utm_source=%D8%A3&comments=2"


def test_the_feed_of_its_comments_moves_with_it(article):
    answer = Client().get(f"{OLD}comments.xml")
    assert (answer.status_code, answer["Location"]) == (301, f"{article.get_absolute_url()}comments.xml")
    assert Client().get(answer["Location"]).status_code == 200


def test_no_browser_keeps_the_way_for_ever(article):
    """The earlier word may be used again, and a browser that had kept both ways would run in circles."""
    for path in (OLD, f"/a/{article.pk}/"):
        assert "max-age=0" in Client().get(path)["Cache-Control"]


def test_a_live_page_in_another_spelling_leads_to_its_own(article):
    present = make_article("ar", slug=WORD)
    odd = quote(unicodedata.normalize("NFD", f"/ar/{present.year}/{present.month:02d}/{WORD}/"))
    assert Client().get(odd)["Location"] == present.get_absolute_url()
    present.withdraw(by=SYSTEM, reason="")
    assert Client().get(odd).status_code == 410


def test_a_post_is_led_nowhere(article):
    assert Client().post(OLD).status_code == 405
    assert Client().post("/ar/old.html").status_code == 404


def test_addresses_of_another_shape_lead_as_well(article):
    for path in ("/ar/2019/أخبار.html", "/en/archive.php/old", "/ar/قديم"):
        Redirect.objects.lead(path, article, by=SYSTEM)
        assert Client().get(path)["Location"] == article.get_absolute_url()


def test_what_is_gone_for_good_says_so():
    Redirect.objects.lead(OLD, None, by=SYSTEM)
    answer = Client().get(OLD)
    assert answer.status_code == 410
    assert Client().head(OLD).status_code == 410


def test_an_earlier_address_never_leads_to_what_is_not_public(article):
    draft = make_article(published=False, headline="مسودة سرية", slug="سر")
    Redirect.objects.lead("/ar/2024/05/draft/", draft, by=SYSTEM)
    never = Client().get("/ar/2024/05/never/")
    answer = Client().get("/ar/2024/05/draft/")
    assert (answer.status_code, answer.content) == (404, never.content)
    article.withdraw(by=SYSTEM, reason="")
    answer = Client().get(OLD)
    assert answer.status_code == 410
    assert "عنوان اليوم" not in answer.content.decode()


def test_the_other_edition_of_the_address_does_not_stand_in_the_way(article):
    """Both editions may have used one word in one month; the earlier address leads, and does not offer the other."""
    english = make_article("en", slug="same")
    earlier = english.get_absolute_url().replace("/en/", "/ar/")
    assert Client().get(earlier).status_code == 404
    Redirect.objects.lead(earlier, article, by=SYSTEM)
    assert Client().get(earlier)["Location"] == article.get_absolute_url()


def test_nothing_odd_in_an_address_is_an_error(article):
    for path in ("/ar/%00/", "/ar/%FF%D8/", f"/ar/{'ا' * 3000}/", "/ar/%25%25/", "/%D8%A3"):
        assert Client().get(path).status_code == 404


def test_a_page_that_is_there_costs_no_query_more(article, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(article.get_absolute_url()).status_code == 200
    assert not [query["sql"] for query in asked if Redirect._meta.db_table in query["sql"]]
    with django_assert_max_num_queries(4):
        Client().get(OLD)


@pytest.mark.parametrize("typed", ["/fr/2024/05/x/", "/admin/", "/", "//ar/x/", "/arab/x/", ""])
def test_only_addresses_of_an_edition_lead(typed, article, chief):
    with pytest.raises(WrongState):
        Redirect.objects.lead(typed, article, by=chief)
    assert Redirect.objects.count() == 1


def test_what_stands_at_its_address_is_not_led_away(article, chief):
    section, topic, author, page = make_section(), make_topic(), make_author(), make_page("ar")
    gone = make_article()
    gone.withdraw(by=SYSTEM, reason="")
    standing = [row.url_in("ar") for row in (section, topic, author)]
    standing += [f"{row.url_in('en')}feed.xml" for row in (section, topic, author)]
    standing += [row.get_absolute_url() for row in (page, gone, article)]
    for path in (*standing, "/ar/", "/ar/latest/", "/ar/search/", "/en/feed.xml", "/ar/comments.xml"):
        with pytest.raises(WrongState):
            Redirect.objects.lead(path, article, by=chief)
    assert Redirect.objects.count() == 1


def test_the_chief_alone_leads_and_removes_and_each_leaves_a_line(article, chief, editor, english_editor):
    row = Redirect.objects.get()
    for other in (editor, english_editor):
        with pytest.raises(NotPermitted):
            Redirect.objects.lead("/ar/x/y/", article, by=other)
        with pytest.raises(NotPermitted):
            row.remove(by=other)
    made = Redirect.objects.lead("/ar/x/y/", article, by=chief)
    assert AuditEntry.objects.about(made).get().verb == "add"
    key = made.pk
    made.remove(by=chief)
    verbs = AuditEntry.objects.filter(subject_type="articles.redirect", subject_id=key).values_list("verb", flat=True)
    assert sorted(verbs) == ["add", "delete"]
    assert Client().get("/ar/x/y/").status_code == 404


def test_a_right_counts_in_its_own_edition_alone(article, chief):
    chief.languages = ["en"]
    chief.save()
    with pytest.raises(NotPermitted):
        Redirect.objects.lead("/ar/x/y/", article, by=chief)
    with pytest.raises(NotPermitted):
        Redirect.objects.get().remove(by=chief)
