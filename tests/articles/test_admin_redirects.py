"""Earlier addresses in the admin: seen by editors, added and deleted by chiefs, shown beside the article's form."""

from urllib.parse import quote

import pytest
from admin_forms import change, fields_of, send
from django.test import Client
from html_page import page_of
from makers import make_article

from articles.models import Article, Redirect
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/redirect/"
ADD = f"{LIST}add/"
OLD = "/ar/2019/05/أخبار-قديمة/"


@pytest.fixture
def article(db: None) -> Article:
    return make_article(headline="المقال الجديد")


PASTED = {
    "a path": OLD,
    "a path, encoded": quote(OLD),
    "without its first slash": OLD.lstrip("/"),
    "a whole address": f"https://www.example.org{OLD}",
    "a whole address, encoded, with a query": f"http://127.0.0.1:8000{quote(OLD)}?utm_source=x#top",
    "with signs that nobody sees": f"\u200f{OLD}\u200e ",
}


@pytest.mark.parametrize("typed", PASTED)
def test_a_chief_pastes_an_old_address_and_readers_are_led(typed, article, chief, as_user):
    answer = send(as_user(chief), ADD, "redirect_form", address=PASTED[typed], target=str(article.pk))
    assert answer.status_code == 302
    assert Client().get(OLD)["Location"] == article.get_absolute_url()
    assert AuditEntry.objects.about(Redirect.objects.get()).get().user == chief


def test_the_article_is_named_by_any_of_its_addresses(article, chief, as_user):
    Redirect.objects.lead("/ar/2018/01/older/", article, by=SYSTEM)
    names = [
        article.get_absolute_url(),
        f"https://news.example{article.get_absolute_url()}",
        f"/a/{article.pk}/",
        f"http://127.0.0.1:8000/admin/articles/article/{article.pk}/change/",
        "/ar/2018/01/older/",
    ]
    for number, name in enumerate(names):
        send(as_user(chief), ADD, "redirect_form", address=f"/ar/old/{number}/", target=name)
        assert Redirect.objects.get(path=f"/ar/old/{number}/").article == article


def test_what_is_gone_is_said_to_be_gone(chief, as_user):
    assert send(as_user(chief), ADD, "redirect_form", address=OLD, answer="gone").status_code == 302
    assert Client().get(OLD).status_code == 410


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"address": ""}, "address"),
        ({"address": "https://example.org/"}, "address"),
        ({"address": "/fr/2019/x/"}, "address"),
        ({"address": "/ar/"}, "address"),
        ({"address": "/ar/" + "x" * 400}, "address"),
        ({"address": "http://[broken/ar/x/"}, "address"),
        ({"target": ""}, "target"),
        ({"target": "999999"}, "target"),
        ({"target": "/ar/2020/01/nowhere/"}, "target"),
        ({"target": "draft"}, "target"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_the_rest_is_kept(typed, field, article, chief, as_user):
    draft = make_article(published=False)
    if typed.get("target") == "draft":
        typed = {"target": str(draft.pk)}
    sent = {"address": OLD, "target": str(article.pk)} | typed
    answer = send(as_user(chief), ADD, "redirect_form", **sent)
    assert answer.status_code == 200
    page = page_of(answer)
    assert page.one("div", class_=f"field-{field}").all("ul", class_="errorlist")
    for name, value in sent.items():
        assert page.one("input", name=name).get("value", "") == value
    assert Redirect.objects.count() == 0


def test_an_address_of_a_live_page_leads_nowhere_else(article, chief, as_user):
    other = make_article()
    answer = send(as_user(chief), ADD, "redirect_form", address=other.get_absolute_url(), target=str(article.pk))
    assert "في هذا الرابط صفحة قائمة" in page_of(answer).one("div", class_="field-address").words
    assert Client().get(other.get_absolute_url()).status_code == 200


def test_a_chief_deletes_one_and_several_and_each_leaves_a_line(article, chief, as_user):
    rows = [Redirect.objects.lead(f"/ar/old/{number}/", article, by=SYSTEM) for number in range(3)]
    client = as_user(chief)
    client.post(f"{LIST}{rows[0].pk}/delete/", {"post": "yes"})
    sent = {"action": "delete_selected", "_selected_action": [row.pk for row in rows[1:]], "post": "yes"}
    client.post(LIST, sent)
    assert Redirect.objects.count() == 0
    assert AuditEntry.objects.filter(subject_type="articles.redirect", verb="delete", user=chief).count() == 3


def test_an_editor_sees_the_list_of_their_edition_and_changes_nothing(article, editor, as_user):
    own = Redirect.objects.lead(OLD, article, by=SYSTEM)
    Redirect.objects.lead("/en/2019/05/old-news/", make_article("en"), by=SYSTEM)
    client = as_user(editor)
    words = page_of(client.get(LIST)).words
    assert OLD in words
    assert "old-news" not in words
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"address": "/ar/x/y/", "answer": "gone"}).status_code == 403
    assert client.post(f"{LIST}{own.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [own.pk], "post": "yes"})
    assert Redirect.objects.count() == 2


def test_a_writer_does_not_see_the_list(writer, as_user):
    assert as_user(writer).get(LIST).status_code == 403


def test_a_chief_of_one_edition_leads_and_deletes_in_that_alone(article, chief, as_user):
    row = Redirect.objects.lead(OLD, article, by=SYSTEM)
    chief.languages = ["en"]
    chief.save()
    client = as_user(chief)
    page = page_of(client.get(ADD))
    sent = fields_of(page.one("form", id="redirect_form")) | {"address": "/ar/x/y/", "answer": "gone"}
    assert client.post(ADD, sent).status_code == 403
    assert client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code in (302, 403, 404)
    assert list(Redirect.objects.all()) == [row]


def test_beside_the_form_stand_the_earlier_addresses_and_what_becomes_of_the_present_one(article, editor, as_user):
    client = as_user(editor)
    assert "earlier-addresses" not in client.get(change(article)).content.decode()
    old = article.get_absolute_url()
    article.revise(by=editor, slug="كلمة-جديدة")
    panel = page_of(client.get(change(article))).one("section", **{"aria-labelledby": "earlier-addresses"})
    assert "كلمة-جديدة" in panel.one("p", class_="admin-note").words
    article = Article.objects.get(pk=article.pk)
    article.publish(by=editor)
    panel = page_of(client.get(change(article))).one("section", **{"aria-labelledby": "earlier-addresses"})
    assert not panel.all("p", class_="admin-note")
    assert Client().get(old)["Location"] == article.get_absolute_url()
    assert len(panel.all("li")) == 1
