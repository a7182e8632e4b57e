"""The newsroom's log in the admin: read, searched, cut by who, what and when, and taken along."""

import csv
import io
import json
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from html_page import page_of
from makers import make_article, make_section

from newsroom.actors import SYSTEM
from newsroom.client import staff_network
from newsroom.models import AuditEntry, Site

pytestmark = pytest.mark.django_db

LOG = reverse("admin:newsroom_auditentry_changelist")


def export(form="csv", query=""):
    return reverse("admin:newsroom_auditentry_export", args=[form]) + query


def body(answer):
    return b"".join(answer.streaming_content).decode()


def table(answer):
    rows = list(csv.reader(io.StringIO(body(answer).removeprefix("\ufeff"))))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def rows(client, query=""):
    return page_of(client.get(LOG + query)).one("table", id="result_list").one("tbody").all("tr")


def test_each_step_says_from_which_status_to_which(chief, as_user):
    article = make_article(published=False, headline="أزمة الماء")
    article.submit(by=chief)
    article.approve(by=chief)
    article.publish(by=chief)
    article.withdraw(by=chief, reason="")
    steps = AuditEntry.objects.about(article).order_by("pk").values_list("detail", flat=True)[1:]
    assert [(detail["from"], detail["to"]) for detail in steps] == [
        ("draft", "in_review"), ("in_review", "ready"), ("ready", "published"), ("published", "withdrawn"),
    ]  # fmt: skip
    client = as_user(chief)
    assert "منشور ← " in rows(client)[0].one("td", class_="field-from_to").words
    chief.interface_language = "en"
    chief.save()
    assert [row.one("td", class_="field-from_to").words for row in rows(client)][:4] == [
        "published → withdrawn", "ready → published", "in review → ready", "draft → in review",
    ]  # fmt: skip
    assert rows(client)[0].one("td", class_="field-title_isolated").one("bdi").words == "أزمة الماء"


def test_an_act_that_is_no_step_has_no_arrow(chief, as_user):
    AuditEntry.objects.record(make_section(), "change", by=chief)
    assert rows(as_user(chief))[0].one("td", class_="field-from_to").words == "–"


def test_it_is_cut_by_act_kind_person_and_date(chief, editor, as_user):
    article, section = make_article(published=False), make_section()
    AuditEntry.objects.record(section, "change", by=editor)
    article.submit(by=chief)
    with patch("django.utils.timezone.now", return_value=timezone.now() - timedelta(days=40)):
        AuditEntry.objects.record(section, "delete", by=chief)
    client = as_user(chief)
    counts = {
        "": 4,
        "?verb=submit": 1,
        "?kind=articles.section": 2,
        f"?person={editor.pk}": 1,
        f"?person={chief.pk}": 2,
        "?person=site": 1,
        f"?{urlencode({'at__gte': timezone.now() - timedelta(days=7)})}": 3,
        "?verb=submit&kind=articles.section": 0,
        "?person=x": 4,
    }
    for query, count in counts.items():
        assert len(page_of(client.get(LOG + query)).all("td", class_="field-title_isolated")) == count, query
    for query, count in counts.items():
        # What is taken along is what was seen.
        taken = [json.loads(line) for line in body(client.post(export("jsonl", query))).splitlines()]
        assert len([line for line in taken if line["verb"] != "export_log"]) == count, query


def test_it_is_searched_by_title_name_note_and_network(chief, editor, as_user):
    article = make_article(headline="أزمة الماء")
    before = staff_network.set("abcd" * 8)
    AuditEntry.objects.record(article, "look", by=editor, note="بطلب المصدر")
    staff_network.reset(before)
    client = as_user(chief)
    for words in ("بطلب", "abcdabcd", "editor"):
        (row,) = rows(client, f"?q={words}")
        assert "أزمة الماء" in row.words
    assert rows(client, "?q=abcd")[0].one("td", class_="field-same_network").one("a")["href"].endswith("abcd" * 8)
    assert len(rows(client, "?q=الماء")) == 3


def test_a_line_can_be_looked_at_and_not_touched(chief, as_user):
    article = make_article(published=False)
    article.submit(by=chief)
    entry = AuditEntry.objects.about(article).first()
    client = as_user(chief)
    address = reverse("admin:newsroom_auditentry_change", args=[entry.pk])
    page = page_of(client.get(address))
    assert "in_review" in page.words
    assert not page.all(name="_save")
    assert client.post(address, {"note": "x"}).status_code == 403
    assert client.post(address.replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert client.post(LOG, {"action": "delete_selected", "_selected_action": [entry.pk]}).status_code in (200, 302)
    assert AuditEntry.objects.get(pk=entry.pk).note == ""


def test_the_spreadsheet_says_it_in_the_words_of_the_list(chief, as_user):
    Site.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Tokyo"})
    article = make_article(published=False, headline="أزمة، و«ماء»")
    article.submit(by=chief)
    answer = as_user(chief).post(export(query="?verb=submit"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="log-2')
    with translation.override("ar"):
        _ = translation.gettext
        (line,) = table(answer)
        assert line[_("title")] == "أزمة، و«ماء»"
        assert line[_("actor")] == "chief"
        assert line[_("act")] == translation.pgettext("log", "submitted for review")
        assert (line[translation.pgettext("status", "from")], line[translation.pgettext("status", "to")]) == (
            _("draft"), _("in review"),
        )  # fmt: skip
        assert line[_("time")].endswith("+09:00")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_spreadsheet_is_a_formula(start, chief, as_user):
    AuditEntry.objects.record(make_section(), "look", by=chief, note=f"{start}HYPERLINK(1)")
    answer = as_user(chief).post(export(query="?verb=look"))
    assert f"'{start}HYPERLINK(1)" in body(answer)


def test_the_lines_for_machines_are_json(chief, as_user):
    article = make_article(published=False, headline="=1+1\nالثاني")
    article.submit(by=chief)
    answer = as_user(chief).post(export("jsonl"))
    lines = [json.loads(line) for line in body(answer).splitlines()]
    (line,) = [line for line in lines if line["verb"] == "submit"]
    assert (line["subject_type"], line["subject_id"], line["actor"]) == ("articles.article", article.pk, "chief")
    assert (line["detail"]["from"], line["detail"]["to"]) == ("draft", "in_review")
    assert line["at"].endswith("+00:00")


def test_the_export_is_a_line_of_the_log(chief, as_user):
    as_user(chief).post(export("jsonl", "?verb=submit"))
    entry = AuditEntry.objects.get(verb="export_log")
    assert (entry.user, entry.detail) == (chief, {"format": "jsonl", "filters": "verb=submit"})
    assert entry.network


def test_who_may_not_read_the_log_takes_nothing_along(editor, writer, as_user, reader):
    for client in (as_user(editor), as_user(writer)):
        assert client.get(LOG).status_code == 403
        assert client.post(export()).status_code == 403
    assert reader.post(export()).status_code == 403
    assert not AuditEntry.objects.filter(verb="export_log").exists()


def test_it_is_sent_for_a_post_with_its_token_alone(chief, as_user):
    assert as_user(chief).get(export()).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chief)
    assert strict.post(export()).status_code == 403
    assert not AuditEntry.objects.filter(verb="export_log").exists()


@pytest.mark.parametrize("path", ["xml", "CSV"])
def test_a_form_there_is_not_is_not_found(path, chief, as_user):
    assert as_user(chief).post(export(path)).status_code == 404


@pytest.mark.parametrize("query", ["?nothing=1", "?at__gte=x", "?person=99999999999999999999999"])
def test_a_filter_there_is_not_is_no_failure(query, chief, as_user):
    assert as_user(chief).post(export(query=query)).status_code in (200, 404)
    assert as_user(chief).get(LOG + query).status_code in (200, 302)


def test_the_page_offers_the_files_of_what_it_shows(chief, as_user):
    AuditEntry.objects.record(make_section(), "look", by=chief)
    page = page_of(as_user(chief).get(f"{LOG}?q=look"))
    forms = [button.get("formaction") for button in page.all("button") if button.get("formaction")]
    assert forms == [export("csv", "?q=look"), export("jsonl", "?q=look")]


def test_the_list_costs_the_same_however_long_the_log_is(chief, as_user):
    client = as_user(chief)
    article = make_article()
    counts = []
    for _round in range(2):
        for _number in range(30):
            AuditEntry.objects.record(article, "look", by=SYSTEM)
        with CaptureQueriesContext(connection) as captured:
            client.get(LOG)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 25
