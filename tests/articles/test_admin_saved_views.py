"""Lists of articles with a name of their own."""

import pytest
from html_page import page_of
from makers import make_article

from articles.models import SavedView
from articles.models.saved_view import MOST

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
PAGE = f"{LIST}views/"


def keep(client, name, query):
    return client.post(PAGE, {"act": "keep", "name": name, "query": query}, follow=True)


def links(client, address=LIST):
    return {link.words: link["href"] for link in page_of(client.get(address)).all("a", class_="desk-views__link")}


def test_a_list_with_a_name_is_one_click_away(editor, as_user):
    make_article(headline="منشورة")
    make_article(headline="مسودة", published=False)
    client = as_user(editor)
    form = page_of(client.get(LIST, {"state": "draft", "p": "1"})).one("details", class_="desk-views__save")
    query = form.one("input", name="query")["value"]
    assert query == "state=draft"
    assert "مسوداتنا" in keep(client, "مسوداتنا", query).content.decode()
    assert links(client) == {"مسوداتنا": "?state=draft"}
    table = page_of(client.get(LIST + links(client)["مسوداتنا"])).one("table", id="result_list")
    assert [cell.words for cell in table.all("th", class_="field-headline_isolated")] == ["مسودة"]


def test_nobody_sees_the_lists_of_others_nor_can_change_them(editor, chief, as_user):
    keep(as_user(editor), "لي", "state=draft")
    view = SavedView.objects.get()
    assert links(as_user(chief)) == {}
    for act in ("rename", "delete"):
        answer = as_user(chief).post(PAGE, {"act": act, "view": view.pk, "name": "مسروق"})
        assert answer.status_code == 403
    view.refresh_from_db()
    assert view.name == "لي"


def test_who_may_not_see_articles_has_no_lists(as_user, db):
    from makers import make_user

    nobody = make_user("nobody")
    assert as_user(nobody).get(PAGE).status_code == 403
    assert keep(as_user(nobody), "لي", "state=draft").status_code == 403
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("name", "query"),
    [("", "state=draft"), ("   ", "state=draft"), ("ا" * 61, "state=draft"), ("بلا مرشح", ""), ("بلا مرشح", "p=3"),
     ("طويل", "q=" + "a" * 600)],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_a_reason_and_what_was_typed(name, query, editor, as_user):
    answer = keep(as_user(editor), name, query)
    page = page_of(answer)
    assert answer.status_code == 200
    assert page.one("ul", class_="errorlist").words
    assert page.one("input", name="name")["value"] == name if name else True
    assert page.one("input", name="query")["value"] == query if query else True
    assert not SavedView.objects.exists()


def test_the_same_name_leads_to_the_newer_list(editor, as_user):
    client = as_user(editor)
    keep(client, "لي", "state=draft")
    keep(client, "لي", "state=ready")
    assert links(client) == {"لي": "?state=ready"}


def test_a_list_gets_another_name_but_not_one_that_is_taken(editor, as_user):
    client = as_user(editor)
    keep(client, "أ", "state=draft")
    keep(client, "ب", "state=ready")
    view = SavedView.objects.get(name="أ")
    answer = client.post(PAGE, {"act": "rename", "view": view.pk, "name": "ب"})
    assert page_of(answer).one("ul", class_="errorlist").words
    client.post(PAGE, {"act": "rename", "view": view.pk, "name": "ج"})
    assert set(links(client)) == {"ب", "ج"}
    client.post(PAGE, {"act": "delete", "view": view.pk})
    assert set(links(client)) == {"ب"}


def test_there_are_only_so_many(editor, as_user):
    SavedView.objects.bulk_create(SavedView(user=editor, name=str(n), query="state=draft") for n in range(MOST))
    page = page_of(keep(as_user(editor), "واحدة أخرى", "state=draft"))
    assert page.one("ul", class_="errorlist").words
    assert SavedView.objects.count() == MOST


@pytest.mark.parametrize(
    "form", [{"act": "drop"}, {}, {"act": "delete", "view": "x"}, {"act": "rename", "view": "9" * 30}]
)
def test_a_forged_form_changes_nothing(form, editor, as_user):
    keep(as_user(editor), "لي", "state=draft")
    assert as_user(editor).post(PAGE, form).status_code == 403
    assert SavedView.objects.get().name == "لي"


def test_a_name_is_text_and_nothing_else(editor, as_user):
    page = keep(as_user(editor), "<script>alert(1)</script> {x}", "state=draft").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {x}" in page
