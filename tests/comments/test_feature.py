"""The editor's pick, made and unmade in the queue."""

import pytest
from at_the_queue import QUEUE, offers, press_other
from html_page import page_of
from makers import make_article, make_comment

from comments.choices import Act, State
from comments.models import Comment
from newsroom.refusals import NotPermitted, Stale, WrongState

pytestmark = pytest.mark.django_db


def test_a_comment_becomes_the_pick_and_is_one_no_longer(moderator, as_user):
    comment, client = make_comment(), as_user(moderator)
    for picked, act in ((True, Act.FEATURE), (False, Act.UNFEATURE)):
        assert press_other(client, comment, "feature", "tab=approved").status_code == 302
        comment.refresh_from_db()
        assert (comment.featured_at is not None) == picked
        assert (comment.actions.first().act, comment.actions.first().user) == (act, moderator)


def test_a_reply_and_what_waits_are_not_offered(moderator, as_user):
    reply = make_comment(parent=make_comment())
    pending = make_comment(state=State.PENDING)
    client = as_user(moderator)
    for tab, comment in (("approved", reply), ("pending", pending)):
        row = page_of(client.get(QUEUE, {"tab": tab})).one("article", id=f"comment-{comment.pk}")
        assert not offers(row, "feature")
        answer = client.post(f"{QUEUE}feature/", {"comment": f"{comment.pk}:{comment.version}", "next": f"tab={tab}"})
        assert answer.status_code == 422
        with pytest.raises(WrongState):
            comment.feature(by=moderator)
    assert not Comment.objects.filter(featured_at__isnull=False).exists()


def test_who_has_an_older_version_is_told(moderator, chief, as_user):
    comment = make_comment()
    earlier = Comment.objects.get(pk=comment.pk)
    comment.feature(by=chief)
    with pytest.raises(Stale):
        earlier.feature(by=moderator)
    answer = as_user(moderator).post(f"{QUEUE}feature/", {"comment": f"{comment.pk}:{earlier.version}", "next": ""})
    assert answer.status_code == 422
    comment.refresh_from_db()
    assert comment.featured_at is not None


def test_nobody_without_the_right_or_of_the_other_edition(writer, editor):
    comment, english = make_comment(make_article("ar")), make_comment(make_article("en"))
    for person, row in ((writer, comment), (editor, english)):
        with pytest.raises(NotPermitted):
            row.feature(by=person)


def test_a_comment_that_is_removed_is_the_pick_no_longer(moderator):
    comment = make_comment()
    comment.feature(by=moderator)
    comment.reject(by=moderator)
    assert comment.featured_at is None
