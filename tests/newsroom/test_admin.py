"""The admin as a whole: its pages, its language, accounts and settings."""

import re

import pytest
from admin_forms import change, fields_of, said, send
from django.test import Client
from django.urls import get_resolver, reverse
from html_page import page_of
from makers import make_article, make_author, make_comment, make_image, make_page, make_section, make_topic, make_user

from articles.models import Correction, Redirect, Synonym
from comments.models import Block, PersonalDataRequest, Term
from newsroom import languages
from newsroom.models import AuditEntry, OutboxMessage, Site, User

pytestmark = pytest.mark.django_db
LANGUAGE = "/admin/language/"


@pytest.fixture
def filled(chief):
    """One row at least of everything the admin shows."""
    article = make_article(
        lead_image=make_image(), authors=[make_author()], topics=[make_topic()], section=make_section()
    )
    Correction.objects.create(article=article, text="كان الرقم خطأ.")
    comment = make_comment(article, state="pending")
    return {
        "articles_article": article,
        "articles_page": make_page(),
        "articles_section": article.section,
        "articles_topic": article.topics.get(),
        "articles_author": article.authors[0],
        "articles_image": article.lead_image,
        "articles_synonym": Synonym.objects.first(),
        "articles_redirect": Redirect.objects.create(path="/ar/2020/01/قديم/", article=article),
        "comments_comment": comment,
        "comments_term": Term.objects.create(text="كلمة"),
        "comments_block": Block.objects.put(comment, subject="email", effect="hold", by=chief),
        "comments_personaldatarequest": PersonalDataRequest.objects.create(purpose="export", email_key="k" * 32),
        "newsroom_user": chief,
        "newsroom_site": Site.objects.get_or_create(pk=1)[0],
        "newsroom_auditentry": AuditEntry.objects.first(),
        "newsroom_outboxmessage": OutboxMessage.objects.put("comments.decision", comment=comment.pk),
        "auth_group": chief.groups.get(),
    }


def addresses(filled):
    yield from (reverse(f"admin:{name}") for name in ("index", "password_change", "password_change_done", "jsi18n"))
    for name, row in filled.items():
        yield reverse(f"admin:{name}_changelist")
        yield reverse(f"admin:{name}_change", args=[row.pk])
        yield reverse(f"admin:{name}_history", args=[row.pk])
        yield reverse(f"admin:{name}_add")
        yield reverse(f"admin:{name}_delete", args=[row.pk])
    yield from (reverse("admin:app_list", args=[app]) for app in ("articles", "comments", "newsroom", "auth"))
    yield from (reverse("admin:articles_pin_edition", args=[code]) for code in languages.CODES)
    yield from (reverse(f"admin:comments_queue{page}") for page in ("", "_metrics"))
    yield from (f"{reverse('admin:articles_article_add')}?language={code}" for code in languages.CODES)
    yield reverse("admin:auth_user_password_change", args=[filled["newsroom_user"].pk])


@pytest.mark.parametrize("interface", languages.CODES)
@pytest.mark.parametrize("person", ["chief", "superuser"])
def test_every_page_opens_in_both_languages(person, interface, filled, request, as_user):
    user = request.getfixturevalue(person)
    User.objects.filter(pk=user.pk).update(interface_language=interface)
    client = as_user(User.objects.get(pk=user.pk))
    opened = 0
    for path in addresses(filled):
        answer = client.get(path)
        assert answer.status_code in (200, 403), f"{path}: {answer.status_code}"
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            html = page_of(answer).one("html")
            assert (html["lang"], html["dir"]) == (interface, languages.direction(interface)), path
            opened += 1
    assert opened > 30


def test_every_kind_of_row_of_the_admin_is_among_those_pages(filled):
    found = {name.removesuffix("_changelist") for name in names_of_the_admin() if name.endswith("_changelist")}
    # The front page is arranged as a whole, and not pin by pin.
    assert found == {*filled, "articles_pin"}


def names_of_the_admin():
    admin = next(entry for entry in get_resolver().url_patterns if getattr(entry, "app_name", "") == "admin")
    for entry in admin.url_patterns:
        yield from (inner.name or "" for inner in getattr(entry, "url_patterns", [entry]))


@pytest.mark.parametrize("person", ["writer", "translator", "editor", "photographer", "moderator"])
def test_for_every_role_a_page_opens_or_says_no_and_never_breaks(person, filled, request, as_user):
    client = as_user(request.getfixturevalue(person))
    statuses = {path: client.get(path).status_code for path in addresses(filled)}
    # 404: an application of which this person may see nothing.
    assert set(statuses.values()) <= {200, 403, 404}
    assert statuses[reverse("admin:newsroom_user_changelist")] == 403
    assert statuses[reverse("admin:newsroom_site_changelist")] == 403
    assert statuses[reverse("admin:newsroom_auditentry_changelist")] == 403
    assert statuses[reverse("admin:auth_group_changelist")] == 403


# the language of the interface


def test_the_chosen_language_is_stored_with_the_account(chief, as_user):
    client = as_user(chief)
    page = page_of(client.get("/admin/articles/article/"))
    form = page.one("form", class_="interface-language")
    assert form.one("button", **{"aria-current": "true"})["value"] == "ar"
    answer = client.post(form["action"], fields_of(form) | {"language": "en"})
    assert answer["Location"] == "/admin/articles/article/"
    chief.refresh_from_db()
    assert chief.interface_language == "en"
    assert page_of(client.get("/admin/")).one("html")["lang"] == "en"
    # Another browser of the same person has it too.
    assert page_of(as_user(chief).get("/admin/")).one("html")["lang"] == "en"


def test_before_the_login_the_browser_remembers_it_for_the_admin_alone(reader):
    page = page_of(reader.get("/admin/login/"))
    assert page.one("html")["lang"] == "ar"
    form = page.one("form", class_="interface-language")
    answer = reader.post(form["action"], fields_of(form) | {"language": "en"})
    cookie = answer.cookies["interface_language"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
    assert page_of(reader.get("/admin/login/")).one("html")["lang"] == "en"
    assert page_of(reader.get("/ar/")).one("html")["lang"] == "ar"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "\\\\evil"])
def test_it_leads_to_no_other_site(target, chief, as_user):
    answer = as_user(chief).post(LANGUAGE, {"language": "en", "next": target})
    assert answer["Location"].startswith("/admin/") or "evil" not in answer["Location"]
    assert "evil" not in answer["Location"].removeprefix("/admin/")


@pytest.mark.parametrize("language", ["fr", "", "ar; drop", "AR"])
def test_a_language_that_is_none_changes_nothing(language, chief, as_user):
    answer = as_user(chief).post(LANGUAGE, {"language": language, "next": "/admin/"})
    assert answer.status_code == 302
    chief.refresh_from_db()
    assert chief.interface_language == "ar"


def test_it_wants_a_post_and_the_forgery_token(chief, as_user):
    assert as_user(chief).get(LANGUAGE).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chief)
    assert strict.post(LANGUAGE, {"language": "en", "next": "/admin/"}).status_code == 403
    chief.refresh_from_db()
    assert chief.interface_language == "ar"


def test_the_scripts_of_the_admin_speak_the_language_of_the_person(chief, as_user):
    words = as_user(chief).get(reverse("admin:jsi18n")).content.decode()
    assert "\\u0627" in words or "اليوم" in words
    assert '"Insert Table"' in words


# the head of every page


def test_every_page_leads_to_both_editions_and_carries_the_name(chief, as_user):
    Site.objects.update_or_create(pk=1, defaults={"name_ar": "صوت المدينة", "name_en": "City Voice"})
    page = page_of(as_user(chief).get("/admin/"))
    assert page.one("div", id="site-name").words == "صوت المدينة"
    assert {"/ar/", "/en/"} <= {link.get("href") for link in page.all("a")}


def test_the_front_page_offers_each_what_they_may_do(chief, editor, moderator, as_user):
    def tiles(person):
        page = page_of(as_user(person).get("/admin/"))
        places = [*page.all(class_="admin-desk"), *page.all(class_="desk")]
        return {link["href"] for place in places for link in place.all("a")}

    new = "/admin/articles/article/add/?language="
    assert {f"{new}ar", f"{new}en"} <= tiles(chief)
    assert f"{new}en" not in tiles(editor)
    assert tiles(moderator) == {"/admin/comments/queue/"}


def test_its_pages_are_kept_by_no_cache_and_framed_by_nobody(chief, as_user):
    answer = as_user(chief).get("/admin/")
    assert answer["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_no_page_has_inline_script_or_style_but_the_one_that_is_allowed_by_its_hash(filled, chief, as_user):
    client = as_user(chief)
    for path in addresses(filled):
        answer = client.get(path)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        page = page_of(answer)
        inline = [script for script in page.all("script") if not script.get("src")]
        assert all(script.get("type") in ("importmap", "application/json") for script in inline), path
        assert not page.all("style"), path
        assert not [element for element in page.all() if "style" in element.attributes], path
        assert not re.search(r"<[^>]+\son\w+=", answer.content.decode()), path


# settings and log


def test_the_chief_changes_the_settings_of_the_site(chief, as_user):
    Site.objects.get_or_create(pk=1)
    assert send(as_user(chief), "/admin/newsroom/site/1/change/", "site_form", name_ar="صوت المدينة").status_code == 302
    assert Site.objects.get().name_ar == "صوت المدينة"
    answer = send(as_user(chief), "/admin/newsroom/site/1/change/", "site_form", time_zone="Mars/Base", name_en="Red")
    assert answer.status_code == 200
    assert page_of(answer).one("input", name="name_en")["value"] == "Red"
    assert Site.objects.get().time_zone == "Africa/Casablanca"


def test_there_is_one_row_of_settings_and_it_stays(superuser, as_user):
    Site.objects.get_or_create(pk=1)
    client = as_user(superuser)
    assert client.get("/admin/newsroom/site/add/").status_code == 403
    assert client.post("/admin/newsroom/site/1/delete/", {"post": "yes"}).status_code == 403
    assert Site.objects.count() == 1


def test_the_log_is_read_by_the_chief_and_changed_by_nobody(chief, superuser, as_user):
    entry = AuditEntry.objects.record(make_article(headline="عنوان (1)"), "publish", by=chief)
    page = page_of(as_user(chief).get("/admin/newsroom/auditentry/", {"q": "عنوان"}))
    assert "عنوان (1)" in [cell.words for cell in page.all("bdi")]
    client = as_user(superuser)
    assert client.post(change(entry), {"verb": "x"}).status_code == 403
    assert client.post(change(entry).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    assert client.get("/admin/newsroom/auditentry/add/").status_code == 403
    assert AuditEntry.objects.filter(pk=entry.pk, verb="publish").exists()


def test_saving_says_so_in_the_language_of_the_person(chief, as_user):
    client, section = as_user(chief), make_section()
    assert re.search(r"[\u0600-\u06ff]", said(client, send(client, change(section), "section_form", order=3)))


def test_a_person_without_an_edition_writes_in_none(as_user):
    nobody = make_user("nobody", role="writer")
    assert as_user(nobody).get("/admin/articles/article/add/").status_code == 403
    assert not page_of(as_user(nobody).get("/admin/articles/article/")).all("a", class_="addlink")
