"""Each filter of the list of articles keeps what it says, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_author, make_comment, make_image, make_section

from articles.models import Article
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def listed(client, **query):
    """Return the headlines of the list."""
    table = page_of(client.get(LIST, query)).all("table", id="result_list")
    return {row.one("th").one("bdi").words for row in table[0].one("tbody").all("tr")} if table else set()


def draft(headline, **columns):
    return make_article(published=False, headline=headline, **columns)


@pytest.fixture
def desk(chief, writer, as_user):
    """One article for each thing that can be said of one, and the browser of who leads both editions."""
    now = timezone.now()
    picture = make_image()
    draft("مسودة", lead_image=picture).revise(by=writer, note="كتبتها")
    draft("عند المحرر", lead_image=picture).submit(by=writer)
    ready = draft("جاهز", lead_image=picture)
    ready.submit(by=writer)
    ready.approve(by=chief)
    draft("لاحقًا", lead_image=picture).publish(by=chief, at=now + timedelta(hours=5))
    make_article(headline="بلا صورة عن قصد", without_picture=True)
    make_article(headline="نسيت صورته", without_picture=False)
    make_article(headline="عاجل", lead_image=picture, breaking_until=now + timedelta(minutes=5))
    make_article(headline="لم يعد عاجلا", lead_image=picture, breaking_until=now - timedelta(minutes=5))
    gone = make_article(headline="سُحب", lead_image=picture)
    gone.withdraw(by=chief, reason="خطأ")
    changed = make_article(headline="عُدّل", lead_image=picture)
    changed.revise(by=writer, body="<p>آخر</p>")
    swap = make_article(headline="تعديل لاحق", lead_image=picture)
    swap.revise(by=writer, body="<p>آخر</p>")
    swap.publish(by=chief, at=now + timedelta(hours=5))
    make_article(headline="انتهى", lead_image=picture, expires_at=now + timedelta(seconds=1))
    Article.objects.filter(headline="انتهى").update(
        published_at=now - timedelta(days=2), first_published_at=now - timedelta(days=2), expires_at=now
    )
    make_comment(make_article(headline="عليه تعليق", lead_image=picture), state="pending")
    make_comment(make_article(headline="تعليقه منشور", lead_image=picture), state="approved")
    return as_user(chief)


@pytest.mark.parametrize(
    ("name", "value", "headlines"),
    [
        ("state", "draft", {"مسودة"}),
        ("state", "in_review", {"عند المحرر"}),
        ("state", "ready", {"جاهز"}),
        ("state", "scheduled", {"لاحقًا"}),
        ("state", "withdrawn", {"سُحب"}),
        ("state", "expired", {"انتهى"}),
        ("state", "changed", {"عُدّل", "تعديل لاحق"}),
        ("state", "swap", {"تعديل لاحق"}),
        ("with", "breaking", {"عاجل"}),
        ("with", "no-picture", {"نسيت صورته"}),
        ("comments", "waiting", {"عليه تعليق"}),
        ("mine", "waiting", {"عند المحرر", "جاهز"}),
    ],
)
def test_a_filter_keeps_what_it_says(name, value, headlines, desk):
    assert listed(desk, **{name: value}) == headlines


def test_my_work_is_what_i_have_written_and_what_came_back_to_me(desk, writer, editor, as_user):
    assert listed(as_user(writer), mine="written") == {"مسودة", "عُدّل", "تعديل لاحق"}
    article = Article.objects.get(headline="مسودة")
    article.submit(by=writer)
    article.return_(by=editor, note="أين المصدر؟")
    assert listed(as_user(writer), mine="returned") == listed(as_user(writer), mine="waiting") == {"مسودة"}
    assert listed(as_user(editor), mine="returned") == set()


def test_language_section_and_author_are_filters(chief, as_user):
    section, author = make_section(), make_author(name_ar="ليلى الفاسي", name_en="Layla Fassi")
    make_article("ar", headline="هنا", section=section, authors=[author])
    make_article("en", headline="There", section=make_section())
    client = as_user(chief)
    assert listed(client, language__exact="en") == {"There"}
    assert listed(client, section__id__exact=section.pk) == {"هنا"}
    assert listed(client, author="fassi") == listed(client, author="ليلى") == {"هنا"}
    assert listed(client, author="لا أحد") == set()


def test_the_translation_is_a_filter(chief, as_user):
    make_article(headline="وحده")
    for headline, change in (("مواكب", None), ("متأخر", "<p>جديد</p>")):
        source = make_article(headline=headline)
        edition = source.create_edition(by=SYSTEM)
        edition.revise(by=SYSTEM, headline=f"en {headline}", body="<p>Text</p>")
        edition.publish(by=SYSTEM)
        if change:
            source.revise(by=SYSTEM, body=change)
            source.publish(by=SYSTEM)
    make_article(headline="يُترجم").create_edition(by=SYSTEM).revise(by=SYSTEM, headline="en يُترجم")
    client = as_user(chief)
    assert listed(client, freshness="none") == {"وحده"}
    assert listed(client, freshness="in_progress") == {"en يُترجم"}
    assert listed(client, freshness="outdated") == {"en متأخر"}
    assert listed(client, freshness="current") == {"مواكب", "en مواكب", "متأخر", "يُترجم"}


def test_what_no_filter_knows_is_no_error(desk):
    for query in ({"state": "none"}, {"mine": "²"}, {"with": "x"}, {"freshness": "\0"}, {"author": "\0"}):
        assert desk.get(LIST, query).status_code in (200, 302)
