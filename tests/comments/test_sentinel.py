"""The promise under the form: one unlike address, and everything that leaves the house is read for a trace of it.

`pytest -s` prints how much that was.
"""

import base64
import hashlib
import logging
import re
from datetime import timedelta
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import crawl
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from makers import make_article, make_author, make_comment, make_topic, make_user

from comments.choices import State
from comments.models import Block, Comment, Report
from newsroom import due, outbox
from newsroom.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]

EMAIL = "Sentinel.7261@mail-of-nobody.example"
ADDRESS = "203.0.113.77"
AGENT = "SentinelBrowser/7261"
WORDS = "كلمات يراها الجميع"
HREF = re.compile(r'(?:href|action|src)="([^"#]+)')
# The admin has its lists in every order and by every filter: their pages as they open are enough.
FILTERS = re.compile(r"[?&](?:o|_facets|q|all|p|\w+__\w+)=|/logout/|/jsi18n/|/language/")


@pytest.fixture
def article():
    return make_article("ar", authors=[make_author()], topics=[make_topic()])


@pytest.fixture
def desk(db):
    """A moderator who may not see addresses, whom the digest and the alerts are mailed to."""
    return make_user("desk", role="moderator", languages=["ar", "en"], email="moderator@news.example")


@pytest.fixture
def reader(article):
    """Somebody else, whose comment is answered and who wants to be told."""
    words = {"email": "other@news.example", "verified": True, "wants_replies": True, "wants_decision": True}
    return make_comment(article, name="أخرى", body="سؤال", **words)


@pytest.fixture
def author():
    return Client(REMOTE_ADDR=ADDRESS, headers={"User-Agent": AGENT})


def disguises():
    """Return the forms in which an address has leaked from other systems."""
    for secret in (EMAIL, ADDRESS, AGENT):
        for text in {secret, secret.lower(), secret.upper()}:
            content = text.encode()
            yield from (
                text,
                quote(text, safe=""),
                content.hex(),
                text.replace("@", "&#64;"),
                text.replace("@", " at "),
            )
            for algorithm in ("md5", "sha1", "sha224", "sha256", "sha512"):
                digest = hashlib.new(algorithm, content)
                yield from (digest.hexdigest(), base64.b64encode(digest.digest()).decode())
            for start in range(3):
                # Wherever it stands in a longer text that was encoded as a whole.
                yield base64.b64encode(b"x" * start + content).decode().rstrip("=")[2 + start : -2]
    yield from (EMAIL.lower().split("@")[0], EMAIL.split("@")[1], "203.0.113.", "203.0.113.0/24")


def kept():
    """Return what the database knows the sentinel by, which is for nobody's eyes either."""
    for comment in Comment.objects.filter(email=EMAIL):
        names = ("email_key", "device", "network", "fingerprint")
        yield from (str(getattr(comment, name)) for name in names if getattr(comment, name))


def all_of(answer):
    headers = "".join(f"{name}: {value}\n" for name, value in answer.items())
    return f"{answer.status_code}\n{headers}{answer.cookies}\n{crawl.text_of(answer)}"


def everything_public(client):
    return {path: all_of(answer) for path, answer in crawl.crawl(client).items()}


def everything_in_the_admin(client):
    """Follow the admin's own links from its front page, and return path -> answer."""
    waiting, seen = ["/admin/", "/admin/comments/queue/metrics/"], {}
    while waiting:
        path = waiting.pop()
        # Of filters that combine with each other one at a time: all of them together have no end.
        if path in seen or FILTERS.search(path) or path.count("=") > 1 + path.count("next="):
            continue
        answer = client.get(path)
        seen[path] = all_of(answer)
        found = [urljoin(path, unescape(link)) for link in HREF.findall(crawl.text_of(answer))]
        waiting += [link for link in found if link.startswith("/admin/") and not urlsplit(link).netloc]
    return seen


def write(send, author, article, reader):
    """Send a comment of the sentinel's and return it; then one that is spam, and one whose form is refused."""
    words = {"email": EMAIL, "body": WORDS, "website": "https://example.org/", "parent": reader.pk}
    wishes = {"wants_replies": "on", "wants_decision": "on"}
    assert send(article, client=author, **words, **wishes).status_code == 303
    comment = Comment.objects.get(email=EMAIL)
    assert send(article, client=author, email=EMAIL, body="[url=https://x.example/]x[/url]").status_code == 303
    assert send(article, client=author, email=EMAIL, body="").status_code == 422
    return comment


def moderate(comment, desk):
    """Let everything become of the comment that can, with all the mail it brings."""
    due.run(timezone.now())
    comment.approve(by=desk)
    comment.edit("كلمات أخرى تنتظر", findings=[], score=0)
    Report.objects.file(comment, reason="illegal", note="انظروا", device="d" * 32, client="c" * 32)
    Block.objects.put(comment, subject="email", effect="hold", by=desk)
    Block.objects.put(comment, subject="network", effect="hold", by=desk)
    Comment.objects.answer(comment, "جواب من التحرير", by=desk)
    later = timezone.now() + timedelta(minutes=20)
    due.run(later)
    outbox.send_due(later)


def mails_to_others():
    return [message for message in mail.outbox if message.to != [EMAIL]]


def test_no_trace_of_a_commenter_is_in_anything_that_others_get(send, author, article, reader, desk, as_user, caplog):
    caplog.set_level(logging.DEBUG)
    comment = write(send, author, article, reader)
    texts = {f"while it waits: {path}": text for path, text in everything_public(Client()).items()}
    moderate(comment, desk)

    public = everything_public(Client())
    texts |= public
    texts |= {f"the author's browser: {path}": text for path, text in everything_public(author).items()}
    admin = everything_in_the_admin(as_user(desk))
    texts |= {f"a moderator: {path}": text for path, text in admin.items()}
    letters = mails_to_others()
    texts |= {f"mail {number} to {letter.to}": str(letter.message()) for number, letter in enumerate(letters)}
    texts["the log"] = caplog.text

    # What is looked for would be found: the comment itself is there, and who may see the address sees it.
    assert sum(WORDS in text for text in public.values()) >= 4
    assert any(WORDS in text for text in admin.values())
    assert {letter.to[0] for letter in letters} == {"moderator@news.example", "other@news.example"}
    traces = {*disguises(), *kept()}
    found = {(path, trace) for path, text in texts.items() for trace in traces if trace in text}
    assert found == set()
    print(
        f"\n{len(public)} public addresses, {len(admin)} of the admin, {len(letters)} mails, {len(traces)} traces: none"
    )


def test_who_may_see_the_address_sees_it(send, author, article, reader, chief, as_user):
    write(send, author, article, reader)
    texts = everything_in_the_admin(as_user(User.objects.get(pk=chief.pk))).values()
    assert any(EMAIL in text for text in texts)


def test_what_the_author_is_mailed_goes_to_the_author_alone(send, author, article, reader, desk):
    comment = write(send, author, article, reader)
    Comment.objects.filter(pk=comment.pk).update(verified=True)
    comment.refresh_from_db()
    moderate(comment, desk)
    own = [message for message in mail.outbox if message.to == [EMAIL]]
    assert own
    for message in mail.outbox:
        assert (len(message.to), message.cc, message.bcc, message.reply_to) == (1, [], [], [])


@pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
def test_no_word_of_what_is_not_approved_is_in_a_mail(article, desk, state):
    comment = make_comment(article, state=State.PENDING, name="اسم ينتظر", body="نص ينتظر", email=EMAIL)
    due.run(timezone.now())
    if state != State.PENDING:
        Comment.objects.decide({comment.pk: comment.version}, to=state, by=make_user("root", is_superuser=True))
    due.run(timezone.now() + timedelta(minutes=20))
    texts = [str(message.message()) + message.body for message in mails_to_others()]
    assert [text for text in texts if "ينتظر" in text and ("اسم ينتظر" in text or "نص ينتظر" in text)] == []
    assert mail.outbox
