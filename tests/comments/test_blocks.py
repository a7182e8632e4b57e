"""Blocks: who is held, who is refused, and how that ends."""

import pytest
from django.test import Client
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_comment

from comments.choices import State
from comments.models import Block, Comment
from comments.models.block import Effect, Subject
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, WrongState

pytestmark = pytest.mark.django_db

LIST = reverse("admin:comments_block_changelist")


@pytest.fixture
def browser():
    return Client(REMOTE_ADDR="192.0.2.7")


@pytest.fixture
def comment(send, browser):
    """What the one who is to be blocked has sent."""
    send(make_article(), client=browser, body="أول ما كتب")
    return Comment.objects.get()


def reasons_of(comment):
    return {finding["reason"] for finding in comment.findings}


@pytest.mark.parametrize("subject", [Subject.EMAIL, Subject.DEVICE])
@pytest.mark.parametrize(("language", "words"), [("ar", "غرفة الأخبار"), ("en", "takes no more comments from you")])
def test_who_is_refused_is_told_so_and_keeps_the_text(send, browser, moderator, language, words, subject):
    send(make_article(language), client=browser, body="أول ما كتب")
    Block.objects.put(Comment.objects.get(), subject=subject, effect=Effect.REFUSE, by=moderator)
    answer = send(make_article(language), client=browser, body="ثاني ما كتب")
    assert answer.status_code == 403
    page = page_of(answer)
    assert page.one("textarea").text.strip() == "ثاني ما كتب"
    assert page.one("html")["lang"] == language
    if language == "en":
        assert words in page.one("div", class_="notice").words
    assert Comment.objects.count() == 1


def test_a_refused_address_is_refused_in_any_browser_and_others_are_not(send, comment, browser, moderator):
    Block.objects.put(comment, subject=Subject.EMAIL, effect=Effect.REFUSE, by=moderator)
    assert send(make_article(), client=Client(), email="Leila@Example.org").status_code == 403
    assert send(make_article(), client=Client(), email="other@example.org").status_code == 303


def test_who_is_held_is_told_nothing_and_always_waits(send, comment, browser, moderator):
    Block.objects.put(comment, subject=Subject.DEVICE, effect=Effect.HOLD, by=moderator)
    assert send(make_article(), client=browser, email="new@example.org", body="آخر").status_code == 303
    held = Comment.objects.latest("pk")
    assert (held.state, "blocked" in reasons_of(held)) == (State.PENDING, True)


def test_a_network_is_held_and_never_refused(send, comment, moderator):
    block = Block.objects.put(comment, subject=Subject.NETWORK, effect=Effect.REFUSE, by=moderator)
    assert block.effect == Effect.HOLD
    neighbour = Client(REMOTE_ADDR="192.0.2.200")
    assert send(make_article(), client=neighbour, email="new@example.org").status_code == 303
    assert "blocked" in reasons_of(Comment.objects.latest("pk"))


def test_of_two_blocks_the_stricter_counts(send, comment, browser, moderator):
    Block.objects.put(comment, subject=Subject.NETWORK, effect=Effect.HOLD, by=moderator)
    Block.objects.put(comment, subject=Subject.EMAIL, effect=Effect.REFUSE, by=moderator)
    assert send(make_article(), client=browser).status_code == 403


def test_a_block_knows_nobodys_address(comment, moderator):
    block = Block.objects.put(comment, subject=Subject.EMAIL, effect=Effect.REFUSE, by=moderator)
    row = " ".join(str(value) for value in Block.objects.filter(pk=block.pk).values().get().values())
    assert "leila" not in row
    assert "192.0.2" not in row


def test_blocking_needs_the_right_and_something_to_know_the_author_by(comment, writer, moderator):
    with pytest.raises(NotPermitted):
        Block.objects.put(comment, subject=Subject.EMAIL, effect=Effect.HOLD, by=writer)
    with pytest.raises(WrongState):
        Block.objects.put(make_comment(), subject=Subject.DEVICE, effect=Effect.HOLD, by=moderator)
    assert not Block.objects.exists()
    assert not AuditEntry.objects.exclude(subject_type="articles.article").exists()


def test_a_block_is_lifted_in_the_admin_and_both_are_logged(send, comment, browser, moderator, as_user):
    block = Block.objects.put(comment, subject=Subject.EMAIL, effect=Effect.REFUSE, by=moderator)
    desk = as_user(moderator)
    assert "moderator" in desk.get(LIST).text
    desk.post(reverse("admin:comments_block_delete", args=[block.pk]), {"post": "yes"})
    assert not Block.objects.exists()
    lines = AuditEntry.objects.about(block).order_by("pk").values_list("verb", "user")
    assert list(lines) == [("block", moderator.pk), ("lift", moderator.pk)]
    assert send(make_article(), client=browser).status_code == 303


def test_several_are_lifted_by_the_action_of_the_list(comment, moderator, as_user):
    for subject in Subject:
        Block.objects.put(comment, subject=subject, effect=Effect.HOLD, by=moderator)
    chosen = list(Block.objects.values_list("pk", flat=True))
    as_user(moderator).post(LIST, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    assert not Block.objects.exists()
    assert AuditEntry.objects.filter(verb="lift").count() == 3


def test_in_the_admin_none_is_made_or_changed(comment, moderator, as_user):
    block = Block.objects.put(comment, subject=Subject.EMAIL, effect=Effect.HOLD, by=moderator)
    desk = as_user(moderator)
    assert desk.get(reverse("admin:comments_block_add")).status_code == 403
    page = reverse("admin:comments_block_change", args=[block.pk])
    assert desk.get(page).status_code == 200
    assert desk.post(page, {"effect": "refuse"}).status_code == 403
    block.refresh_from_db()
    assert block.effect == Effect.HOLD


def test_a_writer_sees_none(writer, as_user):
    assert as_user(writer).get(LIST).status_code == 403
