"""The revisions of an article in the admin: the list, one of them, and what differs between two."""

import pytest
from admin_forms import change, send_article
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from html_page import page_of
from makers import make_article, make_author, make_image, make_section, make_topic, make_user

from articles.models import Article, Section, Topic
from newsroom.actors import SYSTEM
from newsroom.models import Site

pytestmark = pytest.mark.django_db

QUERY_BUDGET = 25


def revisions(article, number=None, name=""):
    if number is None:
        return reverse("admin:articles_article_revisions", args=[article.pk])
    return reverse(f"admin:articles_article_{name or 'revision'}", args=[article.pk, number])


def comparison(article, query=""):
    return reverse("admin:articles_article_compare", args=[article.pk]) + query


def texts(page, tag):
    return [element.words for element in page.all(tag)]


@pytest.fixture
def article(editor, chief):
    """Three revisions: started, sharpened by the editor, a typo mended by the chief; readers have the second."""
    article = make_article(
        published=False, headline="الماء في المدينة", body="<p>قال الوزير إن الماء قليل.</p><p>والناس ينتظرون.</p>"
    )
    article.revise(by=editor, headline="أزمة الماء في المدينة", note="بعد اتصال بالوزارة")
    article.publish(by=chief)
    article.revise(by=chief, body="<p>قال الوزير إن الماء كثير.</p><p>والناس ينتظرون.</p>", minor=True)
    return article


def test_the_list_says_who_wrote_what_when_and_which_one_readers_have(article, editor, as_user):
    Site.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Tokyo"})
    page = page_of(as_user(editor).get(revisions(article)))
    rows = page.one("table", id="result_list").one("tbody").all("tr")
    assert [row.one("th").one("a").words for row in rows] == ["3", "2", "1"]
    assert [row.one("bdi", lang="ar", dir="rtl").words for row in rows] == [
        "أزمة الماء في المدينة", "أزمة الماء في المدينة", "الماء في المدينة",
    ]  # fmt: skip
    with translation.override("ar"):
        assert "chief" in rows[0].words
        assert translation.gettext("minor edit") in rows[0].words
        assert [translation.gettext("live") in row.words for row in rows] == [False, True, False]
    assert "بعد اتصال بالوزارة" in rows[1].words
    assert rows[0].one("time")["datetime"].endswith("+09:00")


def test_what_waits_for_its_hour_is_marked(article, chief, as_user):
    article.publish(by=chief, at=timezone.now() + timezone.timedelta(days=1))
    page = page_of(as_user(chief).get(revisions(article)))
    rows = page.one("table", id="result_list").one("tbody").all("tr")
    with translation.override("ar"):
        assert [translation.gettext("scheduled") in row.words for row in rows] == [True, False, False]


def test_a_long_list_has_pages(editor, as_user):
    article = make_article(published=False)
    for number in range(60):
        article.revise(by=editor, headline=f"العنوان {number}")
    client = as_user(editor)
    first = page_of(client.get(revisions(article)))
    assert len(first.one("tbody").all("tr")) == 50
    (older,) = [link["href"] for link in first.all("a", rel="next")]
    assert len(page_of(client.get(revisions(article) + older.partition("/revisions/")[2])).one("tbody").all("tr")) == 11
    assert client.get(f"{revisions(article)}?page=9").status_code == 404


def test_one_revision_reads_as_the_article_would(editor, as_user):
    image = make_image()
    article = make_article(
        headline="الأول", kicker="ماء", body=f'<h2>ما الجديد</h2><figure data-image="{image.pk}"></figure>',
        authors=[make_author(name_ar="ليلى")], topics=[make_topic(name_ar="البيئة")],
        section=make_section(name_ar="محليات"),
    )  # fmt: skip
    article.revise(by=editor, headline="الثاني", body="<p>نص.</p>")
    page = page_of(as_user(editor).get(revisions(article, 1)))
    reading = page.one("article", class_="admin-reading")
    assert (reading["lang"], reading["dir"]) == ("ar", "rtl")
    assert (reading.one("h3").words, reading.one("h2").words) == ("الأول", "ما الجديد")
    assert reading.one("img")["src"]
    particulars = page.one("dl", class_="admin-revision__particulars").words
    for words in ("محليات", "ليلى", "البيئة"):
        assert words in particulars
    assert as_user(editor).get(revisions(article, 9)).status_code == 404


def test_the_newest_is_compared_with_the_one_before_it(article, editor, as_user):
    page = page_of(as_user(editor).get(comparison(article)))
    diff = page.one("div", class_="admin-diff")
    assert [section["data-field"] for section in diff.all("section")] == ["body"]
    removed, added = diff.one("del"), diff.one("ins")
    with translation.override("ar"):
        # The words say it, whoever does not see the colours.
        assert removed.words == f"{translation.pgettext('diff', 'removed')} قليل"
        assert added.words == f"{translation.pgettext('diff', 'added')} كثير"
    text = diff.all("p", class_="admin-diff__text", lang="ar", dir="rtl")
    assert "والناس ينتظرون." in [element.words for element in text]


def test_the_labels_are_in_the_language_of_the_interface_and_the_text_in_its_own(article, english_editor, as_user):
    page = page_of(as_user(english_editor).get(comparison(article)))
    assert page.one("del").words == "removed قليل"
    assert page.one("del").one("span")["lang"] == "en"
    assert page.one("div", class_="admin-diff").all("p", lang="ar", dir="rtl")


def test_any_two_are_compared_in_either_direction(article, editor, as_user):
    client = as_user(editor)
    page = page_of(client.get(comparison(article, "?from=1&to=3")))
    assert [section["data-field"] for section in page.all("section", class_="admin-diff__field")] == [
        "headline",
        "body",
    ]
    assert (page.one("input", name="from")["value"], page.one("input", name="to")["value"]) == ("1", "3")
    back = page_of(client.get(comparison(article, "?from=3&to=1")))
    assert "كثير" in " ".join(texts(back, "del"))
    assert "قليل" in " ".join(texts(back, "ins"))


def test_two_alike_say_so(article, editor, as_user):
    page = page_of(as_user(editor).get(comparison(article, "?from=2&to=2")))
    with translation.override("ar"):
        assert translation.gettext("Nothing differs between the two.") in page.words


@pytest.mark.parametrize(
    "query", ["?from=9", "?to=9", "?to=x", "?from=-1", "?to=99999999999999999999", "?from=1&to=٣٣"]
)
def test_a_number_that_is_none_is_said_beside_its_field(query, article, editor, as_user):
    answer = as_user(editor).get(comparison(article, query))
    page = page_of(answer)
    assert answer.status_code == 200
    (error,) = page.all("span", class_="errornote")
    name = "from" if "from=9" in query or "-1" in query else "to"
    assert page.one("input", name=name)["aria-describedby"] == error["id"]
    assert not page.all("div", class_="admin-diff")


def test_what_is_chosen_is_told_by_name_also_when_it_is_gone(editor, as_user):
    section, topic = make_section(name_ar="محليات"), make_topic(name_ar="البيئة")
    article = make_article(published=False, section=section, topics=[topic], authors=[make_author(name_ar="ليلى")])
    article.revise(by=editor, section=make_section(name_ar="اقتصاد"), topics=[], authors=[], kind="analysis")
    key = topic.pk
    Topic.objects.all().delete()
    page = page_of(as_user(editor).get(comparison(article)))
    words = {section["data-field"]: section.words for section in page.all("section", class_="admin-diff__field")}
    assert "محليات" in words["section"]
    assert "اقتصاد" in words["section"]
    assert "ليلى" in words["authors"]
    with translation.override("ar"):
        assert translation.gettext("number %(number)s, deleted since") % {"number": key} in words["topics"]
        assert translation.gettext("Analysis") in words["kind"]


def test_an_article_that_was_never_revised_has_an_empty_list(editor, as_user):
    article = make_article(published=False)
    article.revisions.all().delete()
    client = as_user(editor)
    for address in (revisions(article), comparison(article), change(article)):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("person", ["writer", "moderator", "english_editor"])
def test_who_may_read_the_article_may_read_its_revisions(person, article, request, as_user):
    client = as_user(request.getfixturevalue(person))
    for address in (revisions(article), revisions(article, 1), comparison(article)):
        assert client.get(address).status_code == 200


def test_who_may_not_read_it_is_refused(article, as_user, reader):
    client = as_user(make_user("nobody", languages=["ar"]))
    for address in (revisions(article), revisions(article, 1), comparison(article), revisions(article, 1, "revert")):
        assert client.get(address).status_code == 403
        assert reader.get(address).status_code == 302


def test_the_form_shows_the_newest_five_beside_it(article, editor, as_user):
    for number in range(4):
        article.revise(by=editor, headline=f"العنوان {number}")
    page = page_of(as_user(editor).get(change(article)))
    panel = next(
        panel for panel in page.all("section", class_="admin-panel") if revisions(article, 7) in str(hrefs(panel))
    )
    assert [revisions(article, number) in hrefs(panel) for number in range(1, 8)] == [False] * 2 + [True] * 5
    assert revisions(article) in hrefs(panel)


def test_the_history_leads_to_them(article, editor, as_user):
    page = page_of(as_user(editor).get(change(article).replace("/change/", "/history/")))
    assert {revisions(article), revisions(article, 1), comparison(article, "?to=2")} <= set(hrefs(page))


def hrefs(element):
    return [link.get("href") for link in element.all("a")]


def test_a_form_that_was_only_opened_and_saved_writes_no_revision(article, editor, as_user):
    send_article(as_user(editor), article)
    assert article.revisions.count() == 3
    send_article(as_user(editor), article, headline="أزمة الماء")
    assert article.revisions.count() == 4


def test_a_note_is_reason_enough_for_a_revision(article, editor, as_user):
    send_article(as_user(editor), article, note="راجعه المحرر القانوني")
    assert article.revisions.order_by("-number")[0].note == "راجعه المحرر القانوني"


def test_times_and_settings_alone_write_no_revision(article, editor, as_user):
    send_article(as_user(editor), article, expires_at_0="2099-01-01", expires_at_1="10:00:00")
    assert Article.objects.get(pk=article.pk).expires_at.year == 2099
    assert article.revisions.count() == 3


def test_a_revision_is_never_changed(article):
    revision = article.revisions.first()
    revision.note = "آخر"
    with pytest.raises(TypeError):
        revision.save()


def test_the_pages_cost_the_same_however_many_revisions_there_are(article, editor, as_user):
    client = as_user(editor)
    addresses = (revisions(article), revisions(article, 1), comparison(article, "?from=1"))
    before = [queries(client, address) for address in addresses]
    rows = [make_section() for _ in range(3)], [make_topic() for _ in range(3)], [make_author() for _ in range(3)]
    for number in range(40):
        article.revise(
            by=SYSTEM, section=rows[0][number % 3], topics=rows[1][: number % 3], authors=rows[2][number % 3 :]
        )
    assert Section.objects.count() >= 3
    after = [queries(client, address) for address in addresses]
    assert [len(found) for found in after[:2]] == [len(found) for found in before[:2]]
    for found in after:
        assert len(found) <= QUERY_BUDGET, "\n".join(found)


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]
