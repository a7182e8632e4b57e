"""The log says whether two acts of the staff came from one network, and never from which."""

import pytest
from admin_forms import send_article
from django.urls import reverse
from makers import make_article

from newsroom.actors import SYSTEM
from newsroom.client import staff_network
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db


def networks(article):
    entries = AuditEntry.objects.about(article).exclude(network="").order_by("pk")
    return list(entries.values_list("network", flat=True))


def test_acts_in_the_admin_bear_the_pseudonym_of_their_network(editor, as_user):
    article = make_article(published=False)
    for address, step in (("192.0.2.7", "submit"), ("192.0.2.200", "approve"), ("198.51.100.7", "publish")):
        client = as_user(editor)
        client.defaults["REMOTE_ADDR"] = address
        send_article(client, article, _step=step)
    first, second, third = networks(article)
    assert first == second != third
    assert len(first) == 32
    stored = str(list(AuditEntry.objects.values()))
    assert "192.0.2" not in stored
    assert "198.51.100" not in stored


def test_what_the_machine_does_bears_none():
    article = make_article()
    AuditEntry.objects.record(article, "look", by=SYSTEM)
    assert networks(article) == []


def test_nothing_is_left_for_the_request_that_comes_after(editor, as_user, reader):
    as_user(editor).get(reverse("admin:index"))
    assert staff_network.get() == ""
    as_user(editor).get("/admin/no/such/page/")
    assert staff_network.get() == ""


def test_it_is_another_under_another_secret(editor, as_user, settings):
    first, second = make_article(published=False), make_article(published=False)
    send_article(as_user(editor), first, _step="submit")
    settings.SECRET_KEY = "another-secret-of-another-newsroom"
    send_article(as_user(editor), second, _step="submit")
    assert networks(first) != networks(second)
