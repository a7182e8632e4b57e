"""Pages such as “about” in the admin."""

import pytest
from admin_forms import change, fields_of, said, send
from django.urls import reverse
from html_page import page_of
from makers import make_page, make_user

from articles.choices import Status
from articles.models import Page
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/page/add/"


def send_page(client, page, **typed):
    return send(client, change(page), "page_form", **typed)


@pytest.fixture
def page_writer(db):
    """Somebody who may write pages and not publish them: no role of ours, but a newsroom may make one."""
    from django.contrib.auth.models import Permission

    user = make_user("page_writer", languages=["ar"])
    names = ("add_page", "change_page", "view_page", "submit_page")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def test_the_chief_writes_and_publishes_a_page(chief, as_user):
    words = {"title": "من نحن", "slug": "about", "body": "<p>نحن هنا.</p>", "_step": "publish"}
    answer = send(as_user(chief), f"{ADD}?language=ar", "page_form", **words)
    page = Page.objects.get()
    assert answer["Location"] == change(page)
    assert (page.language, page.title, page.body, page.is_public()) == ("ar", "من نحن", "<p>نحن هنا.</p>", True)
    assert [entry.user for entry in AuditEntry.objects.about(page)] == [chief, chief]


def test_the_form_comes_back_with_its_text(chief, as_user):
    answer = send(as_user(chief), f"{ADD}?language=en", "page_form", title="About", slug="من نحن", body="<p>We.</p>")
    assert answer.status_code == 200
    page = page_of(answer)
    assert page.one("input", name="title")["value"] == "About"
    assert page.one("textarea", name="body").text.strip() == "<p>We.</p>"
    assert page.one("input", name="language")["value"] == "en"
    assert not Page.objects.exists()


def test_a_page_leads_to_its_other_edition_or_to_writing_it(chief, as_user):
    arabic, client = make_page("ar", title="من نحن"), as_user(chief)
    tabs = page_of(client.get(change(arabic))).one("nav", class_="admin-tabs")
    assert tabs.one("button", name="_edition")
    answer = send_page(client, arabic, title="عنّا", _edition="1")
    assert Page.objects.get().title == "عنّا"
    form = page_of(client.get(answer["Location"])).one("form", id="page_form")
    assert (form.one("input", name="slug")["value"], form.one("input", name="language")["value"]) == ("about", "en")
    client.post(answer["Location"], fields_of(form) | {"title": "About us", "body": "<p>We.</p>"})
    english = Page.objects.get(language="en")
    for here, there in ((arabic, english), (english, arabic)):
        assert page_of(client.get(change(here))).one("nav", class_="admin-tabs").one("a")["href"] == change(there)


def test_two_at_once_and_the_second_keeps_the_text(chief, superuser, as_user):
    page = make_page("ar", title="من نحن")
    form = fields_of(page_of(as_user(superuser).get(change(page))).one("form", id="page_form"))
    send_page(as_user(chief), page, title="عنّا")
    answer = as_user(superuser).post(change(page), form | {"title": "عن الصحيفة"})
    assert answer.status_code == 200
    assert page_of(answer).one("input", name="title")["value"] == "عن الصحيفة"
    assert Page.objects.get().title == "عنّا"


@pytest.mark.parametrize("person", ["writer", "editor", "translator", "moderator", "photographer"])
def test_nobody_but_the_chief_writes_pages(person, request, as_user):
    page, client = make_page("ar", title="من نحن"), as_user(request.getfixturevalue(person))
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"title": "x", "slug": "x", "language": "ar"}).status_code == 403
    assert client.post(change(page), {"title": "x", "slug": "about", "version": page.version}).status_code == 403
    assert Page.objects.get().title == "من نحن"


def test_whoever_may_not_publish_changes_no_page_that_readers_have(page_writer, as_user):
    live, draft = make_page("ar", title="من نحن"), make_page("ar", slug="contact", title="اتصل", published=False)
    client = as_user(page_writer)
    form = fields_of(page_of(client.get(change(draft))).one("form", id="page_form"))
    assert client.post(change(draft), form | {"title": "اتصل بنا"}).status_code == 302
    assert client.post(change(live), form | {"title": "عنّا", "version": live.version}).status_code == 403
    assert client.post(change(draft), form | {"version": draft.version + 1, "_step": "publish"}).status_code == 403
    assert sorted(Page.objects.values_list("title", flat=True)) == sorted(["من نحن", "اتصل بنا"])
    assert not Page.objects.public().filter(slug="contact").exists()


def test_withdrawing_and_a_refusal_are_said_in_place(chief, as_user):
    page, client = make_page("ar"), as_user(chief)
    send_page(client, page, _step="withdraw", reason="تُكتب من جديد.")
    page.refresh_from_db()
    assert (page.status, page.withdrawal_reason) == (Status.WITHDRAWN, "تُكتب من جديد.")
    answer = send_page(client, page, _step="withdraw")
    assert said(client, answer)
    assert change(page).replace("/change/", "/delete/") not in client.get(change(page)).content.decode()


def test_the_list_offers_a_page_in_each_language(chief, as_user):
    page = page_of(as_user(chief).get(reverse("admin:articles_page_changelist")))
    assert [link["href"] for link in page.all("a", class_="addlink")] == [f"{ADD}?language=ar", f"{ADD}?language=en"]


def test_the_history_of_a_page_names_its_acts(chief, as_user):
    page = make_page("ar", title="من نحن")
    send_page(as_user(chief), page, title="عنّا")
    history = page_of(as_user(chief).get(change(page).replace("/change/", "/history/")))
    assert "chief" in history.words
