"""The buttons of the admin that take an article from one status to the next."""

from datetime import timedelta

import pytest
from admin_forms import change, fields_of, said, send, send_article
from django.utils import timezone
from html_page import page_of
from makers import make_article

from articles.choices import Status
from articles.models import Article
from articles.workflow import STEPS
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db


def buttons(client, article):
    return [button["value"] for button in page_of(client.get(change(article))).all("button", name="_step")]


@pytest.mark.parametrize(
    ("status", "of_writer", "of_editor"),
    [
        (Status.DRAFT, ["submit"], ["publish", "submit"]),
        (Status.IN_REVIEW, [], ["publish", "return_", "approve"]),
        (Status.READY, [], ["publish", "return_"]),
        (Status.PUBLISHED, [], ["publish", "withdraw"]),
        (Status.WITHDRAWN, [], ["publish", "restore"]),
    ],
)
def test_each_sees_the_steps_that_are_theirs(status, of_writer, of_editor, writer, editor, as_user):
    article = make_article(published=status in (Status.PUBLISHED, Status.WITHDRAWN), status=status)
    assert buttons(as_user(writer), article) == of_writer
    assert buttons(as_user(editor), article) == of_editor


def test_from_the_writer_through_review_to_the_readers_and_back(writer, editor, as_user):
    article = make_article(published=False)
    walk = [
        (writer, "submit", Status.IN_REVIEW),
        (editor, "return_", Status.DRAFT),
        (writer, "submit", Status.IN_REVIEW),
        (editor, "approve", Status.READY),
        (editor, "publish", Status.PUBLISHED),
        (editor, "withdraw", Status.WITHDRAWN),
        (editor, "restore", Status.DRAFT),
    ]
    for person, verb, status in walk:
        answer = send_article(as_user(person), article, _step=verb)
        assert answer["Location"] == change(article)
        article.refresh_from_db()
        assert article.status == status, verb
    log = AuditEntry.objects.about(article).exclude(verb="start").order_by("pk").values_list("verb", "user__username")
    assert list(log) == [(verb.rstrip("_"), person.username) for person, verb, _status in walk]


def test_the_text_typed_with_the_button_is_stored_first(editor, as_user):
    article = make_article(published=False)
    send_article(as_user(editor), article, headline="العنوان الأخير", _step="publish")
    article.refresh_from_db()
    assert (article.headline, article.is_public()) == ("العنوان الأخير", True)


def test_a_time_to_come_schedules_it_in_the_zone_of_the_newsroom(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    answer = send_article(client, article, _step="publish", publish_at_0="2099-07-01", publish_at_1="18:00:00")
    article.refresh_from_db()
    assert article.is_scheduled()
    assert article.published_at.isoformat() == "2099-07-01T17:00:00+00:00"
    assert "18:00 (Africa/Casablanca, UTC+01:00)" in said(client, answer)
    assert buttons(client, article) == ["publish", "unschedule", "withdraw"]
    # The button alone, pressed again, does not bring it forward.
    send_article(client, article, _step="publish")
    assert Article.objects.get(pk=article.pk).is_scheduled()
    send_article(client, article, _step="unschedule")
    assert Article.objects.get(pk=article.pk).status == Status.READY


def test_a_withdrawal_gives_its_reason_to_the_readers(editor, as_user, reader):
    article = make_article()
    send_article(as_user(editor), article, _step="withdraw", reason="كان الاسم خطأ.")
    answer = reader.get(article.get_absolute_url())
    assert answer.status_code == 410
    assert "كان الاسم خطأ." in answer.content.decode()


@pytest.mark.parametrize("step", ["withdraw", "unschedule"])
def test_nothing_wrong_in_the_form_keeps_it_before_the_readers(step, editor, as_user):
    article, client = make_article(published=step == "withdraw", headline="الأول"), as_user(editor)
    if step == "unschedule":
        article.publish(by=SYSTEM, at=timezone.now() + timedelta(hours=1))
    answer = send_article(client, article, headline="", standfirst="مقدمة أخرى", reason="أمر قضائي", _step=step)
    article.refresh_from_db()
    assert article.status == {"withdraw": Status.WITHDRAWN, "unschedule": Status.READY}[step]
    assert article.withdrawal_reason == ("أمر قضائي" if step == "withdraw" else "")
    page = page_of(answer)
    assert str(article.get_status_display()) in page.one("ul", class_="messagelist").words
    assert page.one("div", class_="field-headline").one("ul", class_="errorlist").words
    form = fields_of(page.one("form", id="article_form"))
    assert form["standfirst"] == ["مقدمة أخرى"]
    # Mended, it is saved: the step has taken nobody's turn.
    assert client.post(change(article), form | {"headline": "الثاني"}).status_code == 302
    assert article.working_copy()["headline"] == "الثاني"


def test_withdrawn_from_a_form_that_somebody_has_overtaken_it_is_withdrawn_and_the_text_brought_together(
    editor, chief, as_user
):
    article, client = make_article(), as_user(editor)
    form = fields_of(page_of(client.get(change(article))).one("form", id="article_form"))
    send_article(as_user(chief), article, headline="من غيره")
    answer = client.post(change(article), form | {"standfirst": "مقدمة أخرى", "_step": "withdraw", "reason": "خطأ"})
    article.refresh_from_db()
    assert article.status == Status.WITHDRAWN
    assert send(client, answer["Location"], "merge-form").status_code == 302
    content = article.working_copy()
    assert (content["headline"], content["standfirst"]) == ("من غيره", "مقدمة أخرى")


def test_what_was_typed_with_it_is_saved(editor, as_user):
    article, client = make_article(), as_user(editor)
    answer = send_article(client, article, headline="عنوان جديد", _step="withdraw", reason="خطأ")
    assert answer["Location"] == change(article)
    assert said(client, answer)
    article.refresh_from_db()
    assert (article.status, article.working_copy()["headline"]) == (Status.WITHDRAWN, "عنوان جديد")


def test_a_step_that_came_too_late_is_refused_and_the_text_kept(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    Article.objects.get(pk=article.pk).submit(by=SYSTEM)
    answer = send_article(client, article, headline="عنوان جديد", _step="submit")
    assert said(client, answer)
    article.refresh_from_db()
    assert (article.status, article.headline) == (Status.IN_REVIEW, "عنوان جديد")


@pytest.mark.parametrize("verb", [*STEPS, "delete", "save", "__class__", ""])
def test_a_forged_step_of_somebody_without_the_right_changes_nothing(verb, writer, as_user):
    article = make_article(published=False, status=Status.READY, headline="الأول")
    answer = send_article(as_user(writer), article, headline="الثاني", _step=verb)
    article.refresh_from_db()
    assert answer.status_code == (302 if verb == "submit" else 403)
    # Sending it in is the writer's own right: it is refused for its status, and the text stays.
    assert (article.status, article.headline) == (Status.READY, "الثاني" if verb == "submit" else "الأول")
    assert not AuditEntry.objects.about(article).exclude(verb="start").exists()


@pytest.mark.parametrize("verb", ["delete", "save", "create_edition", "refresh_from_db", "__init__"])
def test_what_is_no_step_is_refused_even_to_the_chief(verb, chief, as_user):
    article = make_article(published=False)
    assert send_article(as_user(chief), article, _step=verb).status_code == 403
    assert Article.objects.filter(pk=article.pk).exists()


def test_the_step_of_the_other_edition_is_refused(english_editor, editor, as_user):
    article = make_article(published=False)
    form = fields_of(page_of(as_user(editor).get(change(article))).one("form", id="article_form"))
    assert as_user(english_editor).post(change(article), form | {"_step": "publish"}).status_code == 403
    assert not Article.objects.public().exists()


def test_a_live_article_is_moved_to_a_later_time_by_nobody(editor, as_user):
    client, article = as_user(editor), make_article()
    later = f"{timezone.now() + timedelta(days=2):%Y-%m-%d}"
    answer = send_article(client, article, _step="publish", publish_at_0=later, publish_at_1="10:00:00")
    assert said(client, answer)
    assert Article.objects.public().filter(pk=article.pk).exists()


def test_the_page_links_to_the_article_only_while_readers_can_see_it(editor, as_user):
    article = make_article()
    hrefs = [link.get("href") for link in page_of(as_user(editor).get(change(article))).all("a")]
    assert article.get_absolute_url() in hrefs
    article.withdraw(by=SYSTEM, reason="")
    hrefs = [link.get("href") for link in page_of(as_user(editor).get(change(article))).all("a")]
    assert article.get_absolute_url() not in hrefs


def test_nobody_deletes_what_readers_have_had(editor, as_user):
    article, draft = make_article(), make_article(published=False)
    client = as_user(editor)
    delete = change(article).replace("/change/", "/delete/")
    assert delete not in [link.get("href") for link in page_of(client.get(change(article))).all("a")]
    assert client.post(delete, {"post": "yes"}).status_code == 403
    delete = change(draft).replace("/change/", "/delete/")
    assert delete in [link.get("href") for link in page_of(client.get(change(draft))).all("a")]
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert list(Article.objects.all()) == [article]


def test_a_writer_deletes_nothing(writer, as_user):
    draft = make_article(published=False)
    assert as_user(writer).post(change(draft).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    assert Article.objects.get() == draft


def test_the_enter_key_saves_and_takes_no_step(editor, as_user):
    article = make_article(published=False)
    form = page_of(as_user(editor).get(change(article))).one("form", id="article_form")
    row = form.one("div", class_="submit-row")
    first = next(control for control in row.all() if control.tag in ("button", "input"))
    assert (first["type"], first["name"]) == ("submit", "_save")
    # The furthest step stands beside it, the rest behind one word.
    assert row.one("details").all("button", value="submit")
    assert not row.one("details").all("button", value="publish")
