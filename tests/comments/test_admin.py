"""Deciding about comments in the admin."""

import pytest
from admin_forms import change, fields_of, said
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_comment, make_user

from comments.choices import TRANSITIONS, State
from comments.models import Comment, ModerationAction
from newsroom.models import Site

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/comment/"


@pytest.fixture
def onlooker(db):
    """Somebody who may look at comments and not decide: no role of ours, but a newsroom may make one."""
    user = make_user("onlooker", languages=["ar", "en"])
    user.user_permissions.add(Permission.objects.get(codename="view_comment"))
    return user


def decide(client, comment, to, **typed):
    """Open the comment's page, press one of its buttons, and return the answer."""
    page = page_of(client.get(change(comment)))
    form = page.one("form", id="decide")
    button = page.one("button", name="to", value=to)
    assert button["form"] == "decide"
    return client.post(form["action"], fields_of(form) | {"to": button["value"]} | typed)


def act(client, action, comments, **typed):
    keys = [comment.pk for comment in comments]
    return client.post(LIST, {"action": action, "_selected_action": keys, "index": "0"} | typed)


def address(comment):
    return reverse("admin:comments_comment_decide", args=[comment.pk])


@pytest.mark.parametrize(("to", "log"), [("approved", 1), ("rejected", 1), ("spam", 1)])
def test_a_moderator_decides_on_the_page_of_a_comment(to, log, moderator, as_user):
    comment, client = make_comment(state=State.PENDING), as_user(moderator)
    answer = decide(client, comment, to)
    assert answer["Location"] == change(comment)
    assert said(client, answer)
    comment.refresh_from_db()
    assert (comment.state, comment.decided_at is not None) == (to, True)
    entry = ModerationAction.objects.get(comment=comment)
    assert (entry.user, entry.actor, entry.from_state, entry.to_state) == (moderator, "moderator", "pending", to)


def test_a_rejection_takes_its_reason(moderator, as_user):
    comment = make_comment(state=State.PENDING)
    decide(as_user(moderator), comment, "rejected", reason="abuse")
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == (State.REJECTED, "abuse")


def test_an_approved_comment_is_on_the_article_and_its_page_leads_there(moderator, as_user, reader):
    article = make_article()
    comment, client = make_comment(article, state=State.PENDING, body="كلام مفيد"), as_user(moderator)
    assert "كلام مفيد" not in reader.get(article.get_absolute_url()).content.decode()
    decide(client, comment, "approved")
    assert "كلام مفيد" in reader.get(article.get_absolute_url()).content.decode()
    links = [link.get("href") for link in page_of(client.get(change(comment))).all("a")]
    assert f"{article.get_absolute_url()}#comment-{comment.pk}" in links


@pytest.mark.parametrize("state", State.values)
def test_only_in_a_published_comment_can_an_address_be_followed(state, moderator, as_user):
    comment = make_comment(state=state, body="انظروا https://spam.example/")
    page = page_of(as_user(moderator).get(change(comment)))
    assert "https://spam.example/" in page.one("div", class_="admin-comment").words
    links = page.one("div", class_="admin-comment").all("a")
    assert [link["href"] for link in links] == ["https://spam.example/"] * (state == State.APPROVED)


@pytest.mark.parametrize("state", State.values)
def test_the_buttons_are_the_decisions_that_are_possible(state, moderator, as_user):
    comment = make_comment(state=state)
    page = page_of(as_user(moderator).get(change(comment)))
    offered = {button["value"] for button in page.all("button", name="to")}
    assert offered == TRANSITIONS[state] & {State.APPROVED, State.REJECTED, State.SPAM}
    assert bool(page.all("select", name="reason")) == (State.REJECTED in offered)


def test_a_decision_about_an_older_version_is_left_alone_and_said(moderator, chief, as_user):
    comment, client = make_comment(state=State.PENDING), as_user(moderator)
    form = fields_of(page_of(client.get(change(comment))).one("form", id="decide"))
    decide(as_user(chief), comment, "rejected")
    answer = client.post(address(comment), form | {"to": "approved"})
    assert said(client, answer)
    comment.refresh_from_db()
    assert comment.state == State.REJECTED
    assert ModerationAction.objects.count() == 1


@pytest.mark.parametrize("person", ["writer", "translator", "photographer", "onlooker"])
def test_nobody_decides_without_the_right(person, request, as_user):
    comment, client = make_comment(state=State.PENDING), as_user(request.getfixturevalue(person))
    assert client.post(address(comment), {"version": comment.version, "to": "approved"}).status_code == 403
    act(client, "approve", [comment])
    comment.refresh_from_db()
    assert (comment.state, ModerationAction.objects.count()) == (State.PENDING, 0)


def test_the_onlooker_sees_no_button(onlooker, as_user):
    comment, client = make_comment(state=State.PENDING), as_user(onlooker)
    assert not page_of(client.get(change(comment))).all("button", name="to")
    assert not page_of(client.get(LIST)).all("select", name="action")


def test_a_stranger_is_sent_to_the_login(reader):
    comment = make_comment(state=State.PENDING)
    assert reader.post(address(comment), {"version": 1, "to": "approved"}).status_code == 403
    comment.refresh_from_db()
    assert comment.state == State.PENDING


def test_it_wants_a_post_and_the_forgery_token(moderator, as_user):
    comment = make_comment(state=State.PENDING)
    assert as_user(moderator).get(address(comment), {"to": "approved", "version": 1}).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    assert strict.post(address(comment), {"version": comment.version, "to": "approved"}).status_code == 403
    comment.refresh_from_db()
    assert comment.state == State.PENDING


@pytest.mark.parametrize(
    "forged",
    [
        {"to": "withdrawn"}, {"to": "pending"}, {"to": "deleted"}, {"to": ""}, {"version": "x", "to": "approved"},
        {"version": "", "to": "approved"}, {"version": "9" * 40, "to": "approved"}, {"version": "-1", "to": "spam"},
    ],
)  # fmt: skip
def test_a_decision_that_is_none_is_refused(forged, moderator, as_user):
    comment = make_comment(state=State.PENDING)
    assert as_user(moderator).post(address(comment), {"version": comment.version} | forged).status_code == 403
    comment.refresh_from_db()
    assert comment.state == State.PENDING


def test_a_reason_that_is_none_is_left_out(moderator, as_user):
    comment = make_comment(state=State.PENDING)
    decide(as_user(moderator), comment, "rejected", reason="because")
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == (State.REJECTED, "")


def test_a_comment_that_is_not_there_is_a_404(moderator, as_user):
    assert (
        as_user(moderator).post("/admin/comments/comment/999/decide/", {"version": 1, "to": "spam"}).status_code == 404
    )


@pytest.mark.parametrize(("action", "state"), [("approve", "approved"), ("reject", "rejected"), ("mark_spam", "spam")])
def test_several_are_decided_in_the_list(action, state, moderator, as_user):
    comments, client = [make_comment(state=State.PENDING) for _ in range(3)], as_user(moderator)
    answer = act(client, action, comments[:2], reason="abuse")
    assert said(client, answer)
    assert [Comment.objects.get(pk=comment.pk).state for comment in comments] == [state, state, State.PENDING]
    reason = "abuse" if action == "reject" else ""
    assert {Comment.objects.get(pk=comment.pk).reason for comment in comments[:2]} == {reason}
    assert ModerationAction.objects.filter(user=moderator).count() == 2


def test_a_rejection_in_the_list_takes_an_edited_comment_whole(moderator, as_user):
    comment = make_comment()
    comment.edit("غير ذلك", findings=[], score=0)
    act(as_user(moderator), "reject", [comment])
    assert Comment.objects.get().state == State.REJECTED


def test_where_a_reason_is_wanted_the_list_asks_for_it_too(moderator, as_user):
    Site.objects.create(pk=1, comments_reason_required=True)
    comment, client = make_comment(state=State.PENDING), as_user(moderator)
    assert said(client, act(client, "reject", [comment]))
    assert Comment.objects.get().state == State.PENDING
    act(client, "reject", [comment], reason="abuse")
    assert Comment.objects.get().state == State.REJECTED


def test_one_that_is_it_already_is_said_to_be_left_alone(moderator, as_user):
    done, waiting, client = make_comment(), make_comment(state=State.PENDING), as_user(moderator)
    answer = act(client, "approve", [done, waiting])
    assert len(page_of(client.get(answer["Location"])).one("ul", class_="messagelist").all("li")) == 2
    assert Comment.objects.get(pk=waiting.pk).state == State.APPROVED


def test_nobody_changes_deletes_or_adds_what_readers_wrote(superuser, as_user):
    comment, client = make_comment(body="كلام القارئ"), as_user(superuser)
    assert client.post(change(comment), {"body": "x", "name": "y"}).status_code == 403
    assert client.post(change(comment).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    assert client.post("/admin/comments/comment/add/", {"body": "x"}).status_code == 403
    assert Comment.objects.get().body == "كلام القارئ"


def test_the_words_of_a_comment_stay_in_their_direction_and_are_no_html(moderator, as_user):
    comment = make_comment(
        state=State.PENDING, body="<b>Bold</b> & https://evil.example", language="en", name="<i>x</i>"
    )
    page = page_of(as_user(moderator).get(change(comment)))
    words = page.one("div", class_="admin-comment")
    assert (words["lang"], words["dir"]) == ("en", "ltr")
    assert not words.all("b")
    assert "<b>Bold</b>" in words.words
    row = page_of(as_user(moderator).get(LIST)).one("th", class_="field-excerpt").one("bdi")
    assert (row["lang"], row["dir"]) == ("en", "ltr")


def test_the_address_of_a_commenter_is_seen_by_the_chief_and_not_by_who_decides(chief, moderator, editor, as_user):
    comment = make_comment(state=State.PENDING, email="leila.secret@example.org")
    assert "leila.secret@example.org" in as_user(chief).get(change(comment)).content.decode()
    for person in (moderator, editor):
        for path in (change(comment), LIST, f"{LIST}?q=leila.secret", change(comment).replace("/change/", "/history/")):
            assert "leila.secret@example.org" not in as_user(person).get(path).content.decode()


@pytest.mark.parametrize("lookup", ["email__startswith", "email", "email__icontains", "email__regex", "email__gt"])
def test_nobody_guesses_an_address_by_filtering(lookup, onlooker, moderator, chief, as_user):
    make_comment(state=State.PENDING, email="leila.secret@example.org")
    for person in (onlooker, moderator):
        assert as_user(person).get(LIST, {lookup: "leila"}).status_code == 400
    assert as_user(chief).get(LIST, {lookup: "leila"}).status_code == 200


@pytest.mark.parametrize("lookup", ["email_key", "device__gt", "network", "fingerprint", "origin__address"])
def test_nor_who_wrote_by_the_pseudonyms(lookup, moderator, as_user):
    make_comment(state=State.PENDING)
    assert as_user(moderator).get(LIST, {lookup: "0"}).status_code == 400


@pytest.mark.parametrize("person", ["writer", "translator", "photographer", "editor", "chief"])
@pytest.mark.parametrize(
    "lookup", ["comments__email__startswith", "story__articles__comments__email__startswith", "comments__name"]
)
def test_nobody_guesses_an_address_through_the_articles(person, lookup, request, as_user):
    make_comment(email="leila.secret@example.org")
    answer = as_user(request.getfixturevalue(person)).get("/admin/articles/article/", {lookup: "leila"})
    assert answer.status_code == 400


def test_the_search_finds_an_address_only_for_who_may_read_it(onlooker, moderator, chief, as_user):
    make_comment(state=State.PENDING, email="leila.secret@example.org")
    for person, found in ((onlooker, 0), (moderator, 0), (chief, 1)):
        page = page_of(as_user(person).get(LIST, {"q": "leila.secret"}))
        assert len(page.all("th", class_="field-excerpt")) == found


@pytest.mark.parametrize("person", ["writer", "translator", "photographer"])
def test_others_do_not_see_comments_at_all(person, request, as_user):
    comment, client = make_comment(), as_user(request.getfixturevalue(person))
    assert client.get(LIST).status_code == 403
    assert client.get(change(comment)).status_code == 403
    assert client.get(change(comment).replace("/change/", "/history/")).status_code == 403


def test_an_editor_sees_and_decides_the_comments_of_their_own_edition_alone(editor, as_user):
    own, other = (
        make_comment(make_article("ar"), state=State.PENDING),
        make_comment(make_article("en"), state=State.PENDING),
    )
    client = as_user(editor)
    assert [
        row.one("a")["href"].split("?")[0] for row in page_of(client.get(LIST)).all("th", class_="field-excerpt")
    ] == [change(own)]
    assert client.get(change(other)).status_code == 302
    assert client.post(address(other), {"version": other.version, "to": "approved"}).status_code == 404
    act(client, "approve", [own, other])
    assert Comment.objects.get(pk=own.pk).state == State.APPROVED
    assert Comment.objects.get(pk=other.pk).state == State.PENDING


def test_the_page_leads_to_the_article_and_to_what_is_answered(moderator, as_user):
    parent = make_comment(body="السؤال الأول")
    reply = make_comment(parent=parent, state=State.PENDING)
    links = [link.get("href") for link in page_of(as_user(moderator).get(change(reply))).all("a")]
    assert {change(reply.article), change(parent)} <= set(links)
