"""One comment as markup: in its language, in its box, and nothing of it is an element."""

import pytest
from django.test import Client
from html_page import page_of
from makers import make_article, make_comment

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
