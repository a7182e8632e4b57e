"""What is held of an address goes away: looked for afterwards in every table."""

import re

import letters
import pytest
from commenter import ADDRESS, KEY, NAME, erase, everything
from makers import make_comment

from comments import personal_data
from comments.choices import Act, State
from comments.models import (
    Block,
    Comment,
    Discussion,
    ModerationAction,
    Report,
    Revision,
    Term,
)
from newsroom.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


@pytest.mark.parametrize("words", [False, True])
def test_afterwards_the_address_is_nowhere_in_the_database(traces, words):
    before = everything()
    assert ADDRESS in before
    page = erase(words)
    assert page.status_code == 200
    assert "8 comments no longer say who wrote them" in page.content.decode()
    after = everything()
    for trace in (ADDRESS, NAME.lower(), "203.0.113.99", "sentinel", "d" * 32, "n" * 32, "f" * 32):
        assert trace in before
        assert trace not in after, re.findall(f".*{re.escape(trace)}.*", after)


def test_without_the_texts_they_stay_where_they_are(traces, article, reader):
    states = dict(Comment.objects.values_list("pk", "state"))
    erase(words=False)
    assert dict(Comment.objects.values_list("pk", "state")) == states
    approved = Comment.objects.get(pk=traces[State.APPROVED].pk)
    assert (approved.name, approved.body) == ("A reader", "Words, approved")
    page = reader.get(article.get_absolute_url()).content.decode()
    assert "Words, approved" in page
    assert NAME not in page


def test_their_own_address_in_their_own_text_goes_too(traces):
    erase(words=False)
    assert Comment.objects.get(pk=traces["edited"].pk).body == "Write to …"
    assert Revision.objects.get().body == "Or to … again"


def test_with_the_texts_no_word_is_left_and_approved_replies_keep_their_place(traces, article, reader):
    erase(words=True)
    assert not Comment.objects.filter(body__contains="Words").exists()
    assert not Revision.objects.exists()
    answer = Comment.objects.get(pk=traces["answer"].pk)
    assert (answer.state, answer.parent_id) == (State.APPROVED, traces["answered"].pk)
    states = {Comment.objects.get(pk=traces[name].pk).state for name in (State.PENDING, State.APPROVED, "answered")}
    assert states == {State.WITHDRAWN}
    page = reader.get(article.get_absolute_url()).content.decode()
    assert "The answer of another reader" in page
    assert "Words, approved" not in page


@pytest.mark.parametrize("words", [False, True])
def test_the_count_is_right_and_pages_in_a_cache_are_out_of_date(traces, article, words):
    version = Discussion.objects.get(article=article).version
    erase(words)
    discussion = Discussion.objects.get(article=article)
    assert discussion.version > version
    assert discussion.approved_count == Comment.objects.filter(article=article, state=State.APPROVED).count()


@pytest.mark.parametrize("words", [False, True])
def test_each_comment_has_one_line_in_the_log(traces, words):
    erase(words)
    lines = ModerationAction.objects.filter(act=Act.ERASE)
    assert lines.count() == lines.values("comment").distinct().count() == 8
    assert set(lines.values_list("actor", flat=True)) == {"author"}
    entry = AuditEntry.objects.get(verb="erase")
    assert entry.detail == {"comments": 8, "words": words}


@pytest.mark.parametrize("words", [False, True])
def test_once_more_changes_nothing(traces, words):
    erase(words)
    before = everything()
    assert personal_data.erase(KEY, words=words) == 0
    assert personal_data.erase("", words=words) == 0
    assert everything() == before


def test_many_comments_go_in_batches(traces, article, monkeypatch):
    monkeypatch.setattr(personal_data, "CHUNK", 3)
    assert personal_data.erase(KEY, words=True) == 8


def test_what_waits_to_be_mailed_is_not_mailed(traces, article, moderator, post_office):
    comment = make_comment(article, state=State.PENDING, email=ADDRESS, verified=True, wants_decision=True)
    comment.approve(by=moderator)
    make_comment(parent=traces["answered"], state=State.PENDING).approve(by=moderator)
    erase(words=False)
    del post_office[:]
    letters.send()
    assert post_office == []


def test_a_block_outlives_its_note(traces):
    erase(words=True)
    block = Block.objects.get()
    assert (block.key, block.note) == (KEY, "")


def test_an_address_on_the_word_lists_becomes_a_block_that_says_nobodys(traces):
    Block.objects.all().delete()
    erase(words=True)
    assert not Term.objects.exists()
    block = Block.objects.get()
    assert (block.key, block.effect, block.note) == (KEY, "hold", "")


def test_the_open_reports_of_their_browser_still_count(traces):
    erase(words=False)
    reports = Report.objects.filter(resolved_at=None)
    assert reports.count() == 1
    assert reports.get().device not in ("", "d" * 32)


@pytest.mark.parametrize("to", [State.REJECTED, State.SPAM])
def test_what_was_refused_a_moment_ago_cannot_be_put_back_without_its_words(article, moderator, to):
    comment = make_comment(article, email=ADDRESS)
    decision = Comment.objects.decide({comment.pk: comment.version}, to=to, by=moderator)
    personal_data.erase(comment.email_key, words=True)
    assert Comment.objects.undo(decision.batch, by=moderator).stale == [comment.pk]
    assert Comment.objects.get(pk=comment.pk).state == to
