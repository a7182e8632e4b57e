"""Who gave whom which rights: in the log, before and after, and never to oneself."""

import pytest
from admin_forms import change, send
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from html_page import page_of

from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db

PASSWORD = {"password1": "a quite long one 7", "password2": "a quite long one 7"}


def lines(row, **cut):
    return list(AuditEntry.objects.about(row).filter(**cut).order_by("pk"))


def role(name):
    return Group.objects.get(name=name).pk


def test_a_change_of_rights_is_one_line_with_what_was_and_what_is(chief, writer, as_user):
    answer = send(
        as_user(chief), change(writer), "user_form", groups=[role("chief editor")], languages=["ar", "en"],
        first_name="كريم",
    )  # fmt: skip
    assert answer.status_code == 302
    [line] = lines(writer)
    assert (line.verb, line.user) == ("change_rights", chief)
    assert line.detail == {
        "fields": ["first_name"],
        "rights": {"groups": [["writer"], ["chief editor"]], "languages": [["ar"], ["ar", "en"]]},
    }


@pytest.mark.parametrize("right", ["is_staff", "is_active"])
def test_what_is_taken_is_logged_too(chief, writer, as_user, right):
    send(as_user(chief), change(writer), "user_form", **{right: []})
    [line] = lines(writer)
    assert line.detail["rights"] == {right: [True, False]}


def test_what_a_superuser_alone_gives(superuser, writer, as_user):
    permission = Permission.objects.get(codename="publish_article")
    send(as_user(superuser), change(writer), "user_form", is_superuser="on", user_permissions=[permission.pk])
    [line] = lines(writer)
    assert line.detail["rights"] == {
        "is_superuser": [False, True], "user_permissions": [[], ["articles.publish_article"]],
    }  # fmt: skip


def test_a_new_account_and_a_new_password_and_one_that_goes(superuser, as_user):
    client = as_user(superuser)
    typed = {"username": "karim", "groups": [role("writer")], "languages": ["ar"]}
    send(client, "/admin/newsroom/user/add/", "user_form", **typed, **PASSWORD)
    user = superuser._meta.model.objects.get(username="karim")
    send(client, reverse("admin:auth_user_password_change", args=[user.pk]), "user_form", **PASSWORD)
    assert [(line.verb, line.user) for line in lines(user)] == [("add", superuser), ("set_password", superuser)]
    assert lines(user)[0].detail["rights"] == {
        "groups": [None, ["writer"]], "languages": [None, ["ar"]], "is_staff": [None, True], "is_active": [None, True],
    }  # fmt: skip
    assert not AuditEntry.objects.filter(detail__icontains="quite long").exists()
    client.post(f"/admin/newsroom/user/{user.pk}/delete/", {"post": "yes"})
    assert AuditEntry.objects.get(verb="delete").subject_title == "karim"


def test_ones_own_new_password_is_a_line(writer, as_user):
    client, words = as_user(writer), "a quite long one 7"
    typed = {"old_password": "wrong", "new_password1": words, "new_password2": words}
    assert client.post("/admin/password_change/", typed).status_code == 200
    assert not lines(writer)
    assert client.post("/admin/password_change/", typed | {"old_password": "a long password"}).status_code == 302
    assert [(line.verb, line.user) for line in lines(writer)] == [("set_password", writer)]


def test_a_form_that_changes_nothing_is_no_line(chief, writer, as_user):
    send(as_user(chief), change(writer), "user_form")
    assert not lines(writer)


@pytest.mark.parametrize("typed", [{"languages": ["ar"]}, {"languages": []}, {"groups": []}])
def test_nobody_changes_their_own_editions_or_groups(typed, chief, as_user):
    chief.languages = ["ar", "en"]
    chief.save()
    answer = send(as_user(chief), change(chief), "user_form", **typed, first_name="كريم")
    page = page_of(answer)
    assert page.one("div", class_=f"field-{[*typed][0]}").one("ul", class_="errorlist").words
    assert page.one("input", name="first_name")["value"] == "كريم"
    chief.refresh_from_db()
    assert (chief.languages, chief.groups.get().name) == (["ar", "en"], "chief editor")
    assert not lines(chief)


def test_the_rest_of_ones_own_account_is_ones_own(chief, superuser, as_user):
    assert send(as_user(chief), change(chief), "user_form", first_name="كريم").status_code == 302
    assert lines(chief)[0].detail == {"fields": ["first_name"], "rights": {}}
    assert send(as_user(superuser), change(superuser), "user_form", languages=["ar"]).status_code == 302
    assert lines(superuser)[0].verb == "change_rights"


def test_what_a_group_may_do_is_logged(superuser, as_user):
    group = Group.objects.create(name="interns")
    permission = Permission.objects.get(codename="submit_article")
    send(
        as_user(superuser),
        reverse("admin:auth_group_change", args=[group.pk]),
        "group_form",
        permissions=[permission.pk],
    )
    [line] = lines(group)
    assert line.detail["rights"] == {"permissions": [[], ["articles.submit_article"]]}


@pytest.mark.parametrize(
    ("interface", "words"),
    [
        ("en", ("Groups: Writer → Chief editor", "Works in: العربية → العربية · English", "Staff status: yes → no")),
        ("ar", ("المجموعات: كاتب ← رئيس التحرير", "يعمل في: العربية ← العربية · English", "حالة الطاقم: نعم ← لا")),
    ],
)
def test_the_log_says_it_in_both_languages(interface, words, chief, writer, as_user):
    chief.interface_language = interface
    chief.save()
    rights = {"groups": [role("chief editor")], "languages": ["ar", "en"], "is_staff": []}
    send(as_user(chief), change(writer), "user_form", **rights)
    [line] = lines(writer)
    listed = page_of(as_user(chief).get("/admin/newsroom/auditentry/?verb=change_rights"))
    alone = page_of(as_user(chief).get(reverse("admin:newsroom_auditentry_change", args=[line.pk])))
    shown = [listed.one("td", class_="field-from_to").words, alone.one("div", class_="field-from_to").words]
    for said in shown:
        assert [word for word in words if word not in said] == [], said
