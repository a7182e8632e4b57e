"""`manage.py export_comments`: everything, one comment a line."""

import json
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from makers import make_article, make_comment, make_comments

from comments.choices import ReportReason, State
from comments.models import Comment, Report
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def export(*arguments):
    out = StringIO()
    call_command("export_comments", *arguments, stdout=out)
    return out.getvalue()


def rows(*arguments):
    return [json.loads(line) for line in export(*arguments).splitlines()]


def test_a_line_holds_the_words_the_state_and_every_decision(moderator):
    comment = make_comment(state=State.PENDING, name="سلمى", body="سطر\nسطر", website="https://example.org/")
    comment.approve(by=moderator)
    comment.reject(by=moderator, reason="off_topic", note="عن مقال آخر")
    make_comment(make_article("en"), body="another", state=State.SPAM)
    first, second = rows()
    assert (first["name"], first["text"], first["website"]) == ("سلمى", "سطر\nسطر", "https://example.org/")
    assert (first["edition"], first["state"], first["reason"]) == ("ar", "rejected", "off_topic")
    assert first["article_url"] == comment.article.get_absolute_url()
    told = [(line["by"], line["from"], line["to"], line["reason"], line["note"]) for line in first["decisions"]]
    assert told == [
        ("moderator", "pending", "approved", "", ""),
        ("moderator", "approved", "rejected", "off_topic", "عن مقال آخر"),
    ]
    assert (second["text"], second["state"], second["edition"]) == ("another", "spam", "en")


def test_edits_reports_replies_and_the_staff_are_in_it(moderator):
    comment = make_comment()
    comment.edit("نص آخر", findings=[{"reason": "links", "score": 2, "words": ["x@example.org"]}], score=2)
    Report.objects.file(comment, reason=ReportReason.ABUSE, note="انظروا", device="d" * 32, client="c" * 32)
    Comment.objects.answer(comment, "جواب", by=moderator)
    first, second = rows()
    assert [(edit["text"], edit["state"]) for edit in first["edits"]] == [("نص آخر", "pending")]
    assert [(report["reason"], report["note"]) for report in first["reports"]] == [("abuse", "انظروا")]
    assert (first["findings"], first["score"]) == (["links"], 2)
    assert (second["in_reply_to"], second["staff"]) == (comment.pk, "moderator")


def test_no_address_of_anybody_leaves_unless_it_is_asked_for():
    make_comment(email="sentinel@example.org")
    assert "@" not in export()
    assert [row["email"] for row in rows("--with-addresses")] == ["sentinel@example.org"]


def test_pseudonyms_never_leave():
    comment = make_comment(device="d" * 32, network="e" * 32, fingerprint="f" * 32)
    text = export("--with-addresses")
    for pseudonym in (comment.email_key, comment.device, comment.network, comment.fingerprint):
        assert pseudonym
        assert pseudonym not in text


def test_it_writes_a_file_for_nobody_else(tmp_path):
    make_comment(body="في الملف")
    file = tmp_path / "comments.jsonl"
    assert "1 comments are in" in export("--output", str(file))
    assert json.loads(file.read_text(encoding="utf-8"))["text"] == "في الملف"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        export("--output", str(tmp_path / "none" / "comments.jsonl"))


def test_many_comments_are_read_a_chunk_at_a_time(django_assert_max_num_queries):
    made = make_comments(make_article(), 1100)
    Comment.objects.decide({row.pk: 1 for row in made}, to=State.APPROVED, by=SYSTEM)
    # The comments, and for each 500 their decisions, edits and reports.
    with django_assert_max_num_queries(1 + 3 * 3):
        assert len(rows()) == 1100


def test_a_file_that_others_could_read_is_one_for_nobody_else_then(tmp_path):
    make_comment()
    file = tmp_path / "comments.jsonl"
    file.write_text("what was in it before, and longer than what comes" * 100)
    file.chmod(0o644)
    export("--output", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "before" not in file.read_text(encoding="utf-8")
