"""Under an embargo everything is prepared and nothing shown; who may override one does it knowingly and is logged."""

from datetime import UTC, datetime, timedelta

import pytest
from admin_forms import change, send_article
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_page

from articles.models import Article
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, WrongState

pytestmark = pytest.mark.django_db
END = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(monkeypatch):
    def stand(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    stand(END - timedelta(hours=2))
    return stand


@pytest.fixture
def article(clock):
    return make_article(published=False, embargoed_until=END)


def overrides(row):
    """Return every use of the right, by whom and of which hour, as the log's filter finds it."""
    lines = AuditEntry.objects.about(row).filter(verb="override_embargo")
    return [(line.user, line.detail["at"]) for line in lines]


def test_it_goes_on_being_written(article, writer):
    article.revise(by=writer, headline="بعد التعديل")
    assert Article.objects.get().headline == "بعد التعديل"


@pytest.mark.parametrize("at", [None, END - SECOND])
def test_it_is_not_published_before_its_hour(article, chief, at):
    with pytest.raises(WrongState, match="12:00|13:00"):
        article.publish(by=chief, at=at)
    assert not AuditEntry.objects.filter(verb="publish").exists()


@pytest.mark.parametrize("later", [timedelta(0), SECOND])
def test_it_is_published_at_its_hour_or_later(article, editor, clock, later):
    article.publish(by=editor, at=END + later)
    clock(END + later - SECOND)
    assert not Article.objects.public().exists()
    clock(END + later)
    assert Article.objects.public().get() == article


def test_an_editor_does_not_override_it(article, editor):
    with pytest.raises(NotPermitted):
        article.publish(by=editor, before_embargo=True)
    assert Article.objects.get().embargoed_until == END


def test_the_chief_does_and_the_log_says_so(article, chief):
    article.publish(by=chief, before_embargo=True)
    assert Article.objects.public().get().embargoed_until is None
    entry = AuditEntry.objects.get(verb="publish")
    assert (entry.user, entry.detail["embargo_overridden"]) == (chief, END.isoformat())
    assert overrides(article) == [(chief, END.isoformat())]


def test_the_chief_of_the_other_edition_does_not(article, english_editor):
    with pytest.raises(NotPermitted):
        article.publish(by=english_editor, before_embargo=True)
    assert not Article.objects.public().exists()


def test_it_is_not_shown_to_outsiders_but_by_who_may_override(article, editor, chief, clock):
    with pytest.raises(WrongState):
        article.require_shareable(editor)
    assert not AuditEntry.objects.filter(verb="override_embargo").exists()
    article.require_shareable(chief)
    assert AuditEntry.objects.get(verb="override_embargo").user == chief
    clock(END)
    article.require_shareable(editor)
    assert AuditEntry.objects.filter(verb="override_embargo").count() == 1


@pytest.mark.parametrize("until", [None, END - SECOND])
def test_it_is_shortened_by_who_may_override(article, editor, chief, until):
    with pytest.raises(NotPermitted):
        article.control(by=editor, embargoed_until=until)
    assert Article.objects.get().embargoed_until == END
    assert overrides(article) == []
    article.control(by=chief, embargoed_until=until)
    assert Article.objects.get().embargoed_until == until
    assert overrides(article) == [(chief, END.isoformat())]


def test_an_editor_makes_it_longer(article, editor):
    article.control(by=editor, embargoed_until=END + SECOND)
    assert Article.objects.get().embargoed_until == END + SECOND
    assert overrides(article) == []


def test_the_other_edition_has_it_too(article, chief):
    assert article.create_edition(by=chief).embargoed_until == END


def test_what_readers_have_had_gets_none(clock, editor):
    article = make_article()
    with pytest.raises(WrongState):
        article.control(by=editor, embargoed_until=END)
    assert Article.objects.public().exists()


def test_a_page_is_published_before_it_by_the_chief_and_the_log_says_so(clock, chief):
    page = make_page(published=False, embargoed_until=END)
    page.publish(by=chief, before_embargo=True)
    assert overrides(page) == [(chief, END.isoformat())]


# in the form


def test_the_button_is_refused_beside_the_field_with_everything_kept(article, chief, as_user):
    answer = send_article(as_user(chief), article, headline="عنوان آخر", _step="publish")
    page = page_of(answer)
    assert answer.status_code == 200
    assert page.one("div", class_="field-embargoed_until").all("ul", class_="errorlist")
    assert page.one("input", name="headline")["value"] == "عنوان آخر"
    assert not Article.objects.public().exists()


def test_the_chief_ticks_a_box_that_an_editor_does_not_have(article, editor, chief, as_user):
    assert not page_of(as_user(editor).get(change(article))).all("input", name="before_embargo")
    send_article(as_user(editor), article, _step="publish", before_embargo="on")
    assert not Article.objects.public().exists()
    send_article(as_user(chief), article, _step="publish", before_embargo="on")
    assert Article.objects.public().get() == article


def test_an_editor_who_empties_the_field_is_told_beside_it(article, editor, as_user):
    answer = send_article(as_user(editor), article, embargoed_until_0="", embargoed_until_1="")
    assert page_of(answer).one("div", class_="field-embargoed_until").all("ul", class_="errorlist")
    assert Article.objects.get().embargoed_until == END
