"""One comment as markup: in its language, in its box, and nothing of it is an element."""

import pytest
from django.test import Client
from html_page import page_of
from makers import make_article, make_comment

from comments.choices import State
from comments.lines import AVATAR_COLOURS
from comments.models import Comment
from newsroom.actors import SYSTEM
from newsroom.plain_text import clean_line

pytestmark = pytest.mark.django_db


def of(article, comment):
    return page_of(Client().get(article.get_absolute_url())).one("li", id=f"comment-{comment.pk}")


def test_each_comment_says_its_language_and_is_isolated():
    article = make_article("ar")
    english = make_comment(article, language="en", body="In English", name="Ruth")
    arabic = make_comment(article, language="ar", body="بالعربية")
    for comment, language, direction in ((english, "en", "ltr"), (arabic, "ar", "rtl")):
        item = of(article, comment)
        text = item.one(class_="comment__text")
        assert (text["lang"], text["dir"]) == (language, direction)
        assert item.one(class_="comment__name").one("bdi").text == comment.name


@pytest.mark.parametrize("text", ["100 %", "%(name)s", "%%s", "{name}", "<b>&amp;"])
def test_whatever_signs_a_comment_has_are_printed_as_they_were_typed(text):
    article = make_article()
    comment = make_comment(article, name=text, body=text)
    reply = make_comment(article, parent=comment, name=text, body=text)
    for item in (of(article, comment), of(article, reply)):
        assert (item.one(class_="comment__name").text, item.one(class_="comment__text").words) == (text, text)


def test_a_name_or_a_site_cannot_turn_what_stands_beside_it():
    article = make_article()
    comment = make_comment(article, name="ab\u202ecd", website="https://x.example.org/")
    item = of(article, comment)
    for element in item.all():
        own = "".join(child for child in element.children if isinstance(child, str))
        assert "\u202e" not in own or element.tag in ("bdi", "button"), element.tag


def test_of_a_website_the_host_alone_is_shown_and_is_no_link():
    article = make_article()
    comment = make_comment(article, website="https://bank.example@evil.example/path?x=1")
    item = of(article, comment)
    assert item.one(class_="comment__website").text == "evil.example"
    assert "bank.example" not in item.text
    assert all("evil.example" not in link["href"] for link in item.all("a"))


def test_the_website_of_an_author_two_of_whose_comments_were_approved_is_a_link():
    article = make_article()
    website = "https://user:pass@leila.example:8080/a?b=1&c=2#d"
    comment = make_comment(article, email="Leila@example.org", website=website)
    make_comment(article, email="leila@example.org", state=State.PENDING)
    make_comment(article, email="other@example.org")
    assert of(article, comment).one(class_="comment__website").tag == "bdi"
    second = make_comment(email="leila@EXAMPLE.org")
    link = of(article, comment).one("a", class_="comment__website")
    # Without the user, whose name could pass for a host.
    assert (link.text, link["href"]) == ("leila.example", "https://leila.example:8080/a?b=1&c=2")
    assert (link["rel"], link["dir"]) == ("ugc nofollow noopener noreferrer", "ltr")
    second.mark_spam(by=SYSTEM)
    assert of(article, comment).one(class_="comment__website").tag == "bdi"


@pytest.mark.parametrize(
    "website", ["", "javascript:alert(1)", "ftp://x.example/", "https://", "https://[x", "//x.example"]
)
def test_what_is_no_address_of_the_web_is_not_shown(website):
    article = make_article()
    comment = make_comment(article, email="a@example.org", website=website)
    make_comment(article, email="a@example.org")
    assert not of(article, comment).all(class_="comment__website")


# Who wrote it


def test_an_avatar_is_a_letter_in_a_colour_of_the_comment_not_of_its_author():
    article = make_article()
    comments = [make_comment(article, name="«ليلى»", email="leila@example.org") for _colour in AVATAR_COLOURS]
    avatars = [of(article, comment).one(class_="comment__avatar") for comment in comments]
    assert {avatar.text for avatar in avatars} == {"ل"}
    assert len({avatar["class"] for avatar in avatars}) == len(AVATAR_COLOURS)
    assert not of(article, comments[0]).all("img")


def test_the_staff_is_known_by_its_mark_and_a_guest_of_the_same_name_is_not(moderator):
    article = make_article("en")
    question = make_comment(article, state=State.PENDING)
    answer = Comment.objects.answer(question, "Thank you, it is corrected.", by=moderator)
    guest = make_comment(article, name=answer.name)
    item = of(article, answer)
    assert item.has("class_", "comment--staff")
    assert item.one(class_="comment__tag--staff").words == "Newsroom"
    assert item.one(class_="comment__avatar").one("svg", class_="logo")
    assert item.one(class_="comment__name").words == answer.name
    item = of(article, guest)
    assert not item.has("class_", "comment--staff")
    assert not item.all(class_="comment__tag--staff")
    assert not item.all("svg", class_="logo")


def test_a_changed_comment_says_so():
    article = make_article("en")
    comment = make_comment(article)
    assert not of(article, comment).all(class_="comment__edited")
    comment.edit("Changed.", findings=[], score=0)
    assert not of(article, comment).all(class_="comment__edited")
    comment.approve(by=SYSTEM)
    item = of(article, comment)
    assert (item.one(class_="comment__edited").words, item.one(class_="comment__text").words) == ("edited", "Changed.")


def test_each_comment_can_be_reported():
    article = make_article("en")
    comment = make_comment(article, name="Ruth")
    item = of(article, comment)
    link = item.one("a", class_="comment__report")
    assert (link["href"], link["rel"]) == (f"/en/comments/{comment.pk}/report/", "nofollow")
    # Of the many links of these names, each says to a screen reader whose comment it is of.
    for link in item.all("a", **{"aria-describedby": f"comment-{comment.pk}-name"}):
        assert item.one(id=link["aria-describedby"]).words == "Ruth"


XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "\" onfocus=\"alert(1)\" autofocus=\"",
    "</bdi></h3></article><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<!--",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{7*7}}{% csrf_token %}",
    "javascript:alert(1)",
    "https://x.example/\"onclick=\"alert(1)",
    "\u2028alert(1)\u2029",
]  # fmt: skip
OUR_TAGS = {"article", "span", "bdi", "header", "h3", "time", "p", "br", "div", "footer", "a", "svg", "use", "li"}


@pytest.mark.parametrize("payload", XSS, ids=ascii)
def test_no_payload_becomes_markup_in_any_field(payload):
    article = make_article("en")
    website = f"https://x.example/{payload}"
    comment = make_comment(article, name=payload[:60], body=payload, website=website)
    make_comment(parent=comment)
    item = of(article, comment)
    assert {element.tag for element in item.all()} <= OUR_TAGS
    for element in item.all():
        assert not [name for name in element.attributes if name.startswith("on") or name in ("style", "srcdoc")]
        assert not element.get("href").lower().startswith(("javascript", "data"))
    assert item.one(class_="comment__name").one("bdi").text == clean_line(payload[:60])
    assert "".join(item.one(class_="comment__text").text.split()) == "".join(payload.split())


def test_all_payloads_at_once_leave_the_page_whole(reader):
    article = make_article(headline="العنوان")
    for payload in XSS:
        make_comment(article, name=payload[:60], body=payload, website="https://x.example/")
    page = page_of(reader.get(article.get_absolute_url()))
    assert len(page.all("li", class_="comment")) == len(XSS)
    assert page.one("footer", id="footer")
    assert page.one("form", id="comment-form")
    assert all(script.get("src") or script.get("type") == "application/ld+json" for script in page.all("script"))
