"""What is stored or deleted by a form of the admin that no verb stands behind: one line in the log for each."""

import pytest
from admin_forms import change, send, send_article
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_author, make_image, make_page, make_section, make_topic

from articles.models import Correction, Section
from newsroom.actors import GUEST, SYSTEM
from newsroom.models import AuditEntry, Site

pytestmark = pytest.mark.django_db

NAMES = {"section": make_section, "topic": make_topic, "author": make_author}


def log(**cut):
    """Return acts, people and details of the log, oldest first, without what makers have written."""
    lines = AuditEntry.objects.exclude(user=None).filter(**cut).order_by("pk")
    return [(line.verb, line.subject_title, line.detail.get("fields")) for line in lines]


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_in_both_languages(kind, superuser, as_user):
    row, client = NAMES[kind](), as_user(superuser)
    send(client, change(row), f"{kind}_form", name_en="Renamed", name_ar="اسم آخر")
    send(client, change(row), f"{kind}_form")
    row.refresh_from_db()
    client.post(reverse(f"admin:articles_{kind}_delete", args=[row.pk]), {"post": "yes"})
    assert log() == [("change", str(row), ["name_ar", "name_en"]), ("delete", str(row), None)]


def test_a_section_that_is_added_and_several_that_go_at_once(superuser, as_user):
    client, address = as_user(superuser), "/admin/articles/section/"
    for number in ("1", "2"):
        typed = {"name_ar": f"قسم {number}", "name_en": f"Section {number}"}
        send(client, f"{address}add/", "section_form", **typed)
    keys = list(Section.objects.values_list("pk", flat=True))
    client.post(address, {"action": "delete_selected", "_selected_action": keys, "post": "yes"})
    assert not Section.objects.exists()
    assert [verb for verb, _title, _fields in log()] == ["add", "add", "delete", "delete"]
    assert len({title for _verb, title, _fields in log(verb="delete")}) == 2


def test_a_picture_of_a_live_article_with_its_words(superuser, as_user):
    image = make_image(title="الميناء")
    make_article(lead_image=image)
    client = as_user(superuser)
    send(client, change(image), "image_form", **{"texts-0-alt": "سفينة عند الرصيف"})
    for row in (image, make_image(title="المنارة")):
        client.post(reverse("admin:articles_image_delete", args=[row.pk]), {"post": "yes"})
    # What is in use stays, and so there is nothing to be told of it.
    assert log() == [("change", "الميناء", ["articles.imagetext.alt"]), ("delete", "المنارة", None)]


def test_the_settings_of_the_site(superuser, as_user):
    site, _created = Site.objects.get_or_create(pk=1)
    send(as_user(superuser), change(site), "site_form", name_en="The Paper")
    assert [(verb, fields) for verb, _title, fields in log()] == [("change", ["name_en"])]


def test_an_article_and_a_page_that_nobody_has_read(superuser, as_user):
    rows = [make_article(published=False, headline="لن يُقرأ"), make_page(published=False, title="عنا")]
    for row in rows:
        address = reverse(f"admin:articles_{row._meta.model_name}_delete", args=[row.pk])
        as_user(superuser).post(address, {"post": "yes"})
    assert log() == [("delete", "لن يُقرأ", None), ("delete", "عنا", None)]


def test_a_correction_from_its_first_word_to_its_last(editor, superuser, as_user):
    article = make_article(headline="الميناء")
    client = as_user(editor)
    first = {"corrections-TOTAL_FORMS": "1", "corrections-0-kind": "correction", "corrections-0-text": "كان العدد 12."}
    typed = {"corrections-0-published_at_0": "2026-05-01", "corrections-0-published_at_1": "10:00:00"}
    send_article(client, article, **first, **typed)
    send_article(client, article, **{"corrections-0-text": "كان العدد 13."})
    send_article(client, article)
    send_article(as_user(superuser), article, **{"corrections-0-DELETE": "on"})
    assert not Correction.objects.exists()
    lines = AuditEntry.objects.about(article).filter(verb__endswith="correction").order_by("pk")
    assert list(lines.values_list("verb", "user__username", "note")) == [
        ("add_correction", "editor", "كان العدد 12."),
        ("change_correction", "editor", "كان العدد 13."),
        ("delete_correction", "superuser", "كان العدد 13."),
    ]


@pytest.mark.parametrize(("interface", "words"), [("en", "name in English"), ("ar", "الاسم بالإنجليزية")])
def test_the_log_names_the_fields_in_both_languages(interface, words, superuser, as_user):
    superuser.interface_language = interface
    superuser.save()
    client = as_user(superuser)
    send(client, change(make_section()), "section_form", name_en="Renamed")
    line = AuditEntry.objects.get(verb="change")
    page = page_of(client.get(reverse("admin:newsroom_auditentry_change", args=[line.pk])))
    assert words in page.one("div", class_="field-fields_changed").words


@pytest.mark.parametrize(
    ("interface", "machine", "words"),
    [("en", SYSTEM, "the site itself"), ("ar", SYSTEM, "النظام"), ("ar", GUEST, "ضيف")],
)
def test_a_machine_is_named_in_the_language_of_the_reader(interface, machine, words, chief, as_user):
    chief.interface_language = interface
    chief.save()
    article = make_article()
    AuditEntry.objects.record(article, "look", by=machine)
    client = as_user(chief)
    page = page_of(client.get("/admin/newsroom/auditentry/"))
    assert page.all("td", class_="field-actor_isolated")[0].words == words
    exported = client.post(reverse("admin:newsroom_auditentry_export", args=["csv"]))
    assert words in b"".join(exported.streaming_content).decode()
    history = page_of(client.get(reverse("admin:articles_article_history", args=[article.pk])))
    assert words in history.all("table")[0].words
