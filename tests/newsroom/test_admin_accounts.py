"""Accounts in the admin: who makes them, and what nobody but a superuser may."""

import pytest
from admin_forms import change, fields_of, send
from django.urls import reverse
from html_page import page_of

from newsroom.models import User

pytestmark = pytest.mark.django_db


def test_roles_are_offered_by_their_names_in_the_language_of_the_reader(chief, as_user):
    page = page_of(as_user(chief).get("/admin/newsroom/user/"))
    words = page.one("nav", id="changelist-filter").words
    assert "رئيس التحرير" in words
    assert "chief editor" not in words


def test_the_chief_makes_an_account_that_can_log_in(chief, as_user, reader):
    typed = {"username": "karim", "password1": "a quite long one 7", "password2": "a quite long one 7"}
    group = chief.groups.model.objects.get(name="writer")
    answer = send(
        as_user(chief), "/admin/newsroom/user/add/", "user_form",
        **typed, groups=[group.pk], languages=["ar"], first_name="كريم",
    )  # fmt: skip
    assert answer.status_code == 302
    user = User.objects.get(username="karim")
    assert (user.is_staff, user.is_superuser, user.languages, list(user.groups.all())) == (True, False, ["ar"], [group])
    form = fields_of(page_of(reader.get("/admin/login/")).one("form", id="login-form"))
    answer = reader.post("/admin/login/", form | {"username": "karim", "password": "a quite long one 7"})
    assert answer.status_code == 302


@pytest.mark.parametrize("person", ["writer", "translator", "editor", "photographer", "moderator"])
def test_nobody_else_makes_or_changes_accounts(person, request, as_user, chief):
    client = as_user(request.getfixturevalue(person))
    typed = {"username": "karim", "password1": "a quite long one 7", "password2": "a quite long one 7"}
    assert client.post("/admin/newsroom/user/add/", typed).status_code == 403
    assert client.post(change(chief), {"username": "taken"}).status_code == 403
    assert client.post(reverse("admin:auth_user_password_change", args=[chief.pk]), typed).status_code == 403
    assert not User.objects.filter(username__in=("karim", "taken")).exists()


def test_the_chief_makes_nobody_a_superuser(chief, editor, as_user):
    client = as_user(chief)
    for user in (chief, editor):
        form = fields_of(page_of(client.get(change(user))).one("form", id="user_form"))
        assert (
            client.post(change(user), form | {"is_superuser": "on", "user_permissions": ["1", "2"]}).status_code == 302
        )
        user.refresh_from_db()
        assert not user.is_superuser
        assert not user.user_permissions.exists()


def test_the_chief_does_not_touch_a_superuser(chief, superuser, as_user):
    client = as_user(chief)
    assert client.post(change(superuser), {"username": "mine"}).status_code == 403
    address = reverse("admin:auth_user_password_change", args=[superuser.pk])
    assert client.get(address).status_code == 403
    assert (
        client.post(address, {"password1": "a quite long one 7", "password2": "a quite long one 7"}).status_code == 403
    )
    superuser.refresh_from_db()
    assert superuser.username == "superuser"
    assert superuser.check_password("a long password")


def test_the_chief_sets_a_new_password(chief, editor, as_user):
    client, address = as_user(chief), reverse("admin:auth_user_password_change", args=[editor.pk])
    assert address in [link.get("href") for link in page_of(client.get(change(editor))).all("a")]
    send(client, address, "user_form", password1="a quite long one 7", password2="a quite long one 7")
    editor.refresh_from_db()
    assert editor.check_password("a quite long one 7")
    answer = send(client, address, "user_form", password1="short", password2="short")
    assert answer.status_code == 200
    assert page_of(answer).all("ul", class_="errorlist")


@pytest.mark.parametrize("path", ["", "{key}/change/", "{key}/history/", "{key}/password/"])
def test_nobody_but_a_superuser_sees_anything_of_a_password(path, chief, editor, as_user):
    algorithm, _, salt = editor.password.split("$")[:3]
    text = as_user(chief).get(f"/admin/newsroom/user/{path.format(key=editor.pk)}").content.decode()
    for secret in (editor.password, salt[:6], f"{algorithm}$"):
        assert secret not in text
    assert "***" not in text


@pytest.mark.parametrize("lookup", ["password__startswith", "password", "password__regex"])
def test_nobody_guesses_a_hash_by_filtering(lookup, chief, superuser, as_user):
    for person in (chief, superuser):
        assert as_user(person).get("/admin/newsroom/user/", {lookup: "md5"}).status_code == 400
    assert as_user(superuser).get("/admin/newsroom/auditentry/", {f"user__{lookup}": "md5"}).status_code == 400


def test_a_wrong_form_keeps_what_was_typed(chief, as_user):
    answer = send(as_user(chief), "/admin/newsroom/user/add/", "user_form", username="ناد ية", first_name="نادية")
    assert answer.status_code == 200
    assert page_of(answer).one("input", name="first_name")["value"] == "نادية"
    assert not User.objects.filter(first_name="نادية").exists()
