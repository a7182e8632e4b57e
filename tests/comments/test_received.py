"""The page after a comment: what has become of what one has sent within a day, and the way back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment

from comments import cookies
from comments.choices import State
from comments.models import Comment

pytestmark = pytest.mark.django_db

NOTICES = {
    "ar": "شكراً لك. تعليقك في انتظار محرر، ولا يراه قبل ذلك سواك.",
    "en": "Thank you. Your comment is waiting for an editor. Only you can see it until then.",
}
PAGE = {"ar": "/ar/comments/received/", "en": "/en/comments/received/"}


def main_of(client, path=PAGE["ar"]):
    return page_of(client.get(path)).one("main")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_author_reads_that_it_waits_and_what_they_sent(send, language):
    article = make_article(language, headline="عنوان الخبر")
    client = Client()
    answer = send(article, client=client, name="ليلى <b>", body="سطر أول بالعربية\n\nسطر ثانٍ & <b>بعدها</b>")
    page = page_of(client.get(answer["Location"]))
    assert NOTICES[language] in page.words
    frame = page.one("article", class_="comment--pending")
    assert frame.one(class_="comment__name").words == "ليلى <b>"
    text = frame.one("div", class_="comment__text")
    assert [paragraph.text for paragraph in text.all("p")] == ["سطر أول بالعربية", "سطر ثانٍ & <b>بعدها</b>"]
    assert (text["lang"], text["dir"]) == ("ar", "rtl")
    assert not text.all("b")
    assert article.get_absolute_url() in [link["href"] for link in page.all("a")]
    assert page.one("html")["lang"] == language


@pytest.mark.parametrize("query", ["", "?article={article}", "?comment=1"])
def test_nobody_stores_or_indexes_it(send, query):
    article = make_article()
    client = Client()
    send(article, client=client)
    answer = client.get(PAGE["ar"] + query.format(article=article.pk))
    assert "no-store" in answer["Cache-Control"]
    robots = page_of(answer).all("meta", name="robots")
    assert "noindex" in (robots[0]["content"] if robots else answer["X-Robots-Tag"])


def test_the_address_of_the_author_is_not_on_it(send):
    client = Client()
    article = make_article()
    send(article, client=client)
    for query in ("", f"?article={article.pk}"):
        assert "leila@example.org" not in client.get(PAGE["ar"] + query).text


def test_a_reload_posts_nothing_again(send):
    client = Client()
    answer = send(make_article(), client=client)
    for _reload in range(3):
        assert client.get(answer["Location"]).status_code == 200
    assert Comment.objects.count() == 1


def test_a_stranger_sees_a_notice_and_no_comment(send, reader):
    article = make_article()
    send(article, body="نص سري")
    for query in ("", f"?comment={Comment.objects.get().pk}", f"?article={article.pk}"):
        answer = reader.get(PAGE["ar"] + query)
        assert answer.status_code == 200
        assert "نص سري" not in answer.text
    assert "لا شيء" in main_of(reader).words or main_of(reader).one("h1").words


# What it says of each state


def test_a_link_is_text_until_a_moderator_has_read_it(send, moderator):
    client = Client()
    send(make_article(), client=client, body="اقرأ https://example.org/ غداً")
    text = main_of(client).one(class_="comment__text")
    assert "https://example.org/" in text.words
    assert not text.all("a")
    Comment.objects.get().approve(by=moderator)
    assert [link["href"] for link in main_of(client).one(class_="comment__text").all("a")] == ["https://example.org/"]


def test_once_approved_the_page_says_so(send, moderator):
    client = Client()
    send(make_article(), client=client)
    Comment.objects.get().approve(by=moderator)
    page = main_of(client)
    assert "نُشر تعليقك" in page.words
    assert not page.all(class_="comment--pending")


def test_a_change_that_waits_is_shown_with_its_new_words(send, moderator):
    client = Client()
    send(make_article("en"), client=client, body="The first text")
    comment = Comment.objects.get()
    comment.approve(by=moderator)
    comment.edit("The second text", findings=[], score=0)
    page = main_of(client, PAGE["en"])
    assert page.one("h1").words == "Your change has been received"
    assert page.one(class_="comment__text").words == "The second text"
    Comment.objects.decide({comment.pk: comment.version}, to=State.REJECTED, by=moderator)
    page = main_of(client, PAGE["en"])
    assert "Your change was not published; readers see the earlier text." in page.words
    assert page.one(class_="comment__text").words == "The first text"


def test_one_refused_says_so_with_the_reason_and_nothing_else(send, moderator):
    client = Client()
    send(make_article("en"), client=client)
    Comment.objects.get().reject(by=moderator, reason="off_topic", note="He writes this every week")
    page = main_of(client, PAGE["en"])
    assert page.one("h1").words == "Your comment was not published"
    assert "Reason: off topic" in page.words
    for secret in ("every week", "moderator", str(moderator)):
        assert secret not in page.words
    assert not page.all(class_="own__act")


def test_one_refused_without_a_reason_gives_none(send, moderator):
    client = Client()
    send(make_article("en"), client=client)
    Comment.objects.get().reject(by=moderator)
    assert "Reason" not in main_of(client, PAGE["en"]).words


@pytest.mark.parametrize("minutes", [0, 6])
def test_spam_looks_as_if_it_waited(send, minutes):
    article = make_article()
    client = Client()
    send(article, client=client, body="اقرأ https://example.org/")
    sent = timezone.now() - timedelta(minutes=minutes)
    Comment.objects.update(submitted_at=sent)
    paths = [PAGE["ar"], f"{PAGE['ar']}?article={article.pk}"]
    waiting = [client.get(path).text for path in paths]
    Comment.objects.update(state=State.SPAM, waiting_since=None)
    assert [client.get(path).text for path in paths] == waiting
    assert ("/edit/" in waiting[0]) is (minutes == 0)


def test_one_taken_back_keeps_its_text_for_its_author(send):
    client = Client()
    send(make_article("en"), client=client, body="I would rather not")
    Comment.objects.get().withdraw()
    page = main_of(client, PAGE["en"])
    assert page.one("h1").words == "You have taken your comment back"
    assert page.one(class_="comment__text").words == "I would rather not"


def test_it_can_be_changed_for_five_minutes_and_the_page_says_until_when(send):
    client = Client()
    send(make_article("en"), client=client)
    comment = Comment.objects.get()
    page = main_of(client, PAGE["en"])
    acts = [link["href"] for link in page.all("a", class_="own__act")]
    assert acts == [f"/en/comments/{comment.pk}/edit/", f"/en/comments/{comment.pk}/withdraw/"]
    until = timezone.localtime(comment.submitted_at + timedelta(minutes=5), timezone.get_current_timezone())
    assert f":{until.minute:02d}" in page.one(class_="own__until").words
    Comment.objects.update(submitted_at=timezone.now() - timedelta(minutes=5, seconds=1))
    assert not main_of(client, PAGE["en"]).all(class_="own__act")


# Several


def test_the_newest_stands_first_and_any_can_be_asked_for(author_of):
    first = make_comment(body="النص الأول", state=State.PENDING)
    client = author_of(first, make_comment(body="النص الثاني", state=State.PENDING))
    words = [text.words for text in main_of(client).all(class_="comment__text")]
    assert words == ["النص الثاني", "النص الأول"]
    words = [text.words for text in main_of(client, f"{PAGE['ar']}?comment={first.pk}").all(class_="comment__text")]
    assert words == ["النص الأول", "النص الثاني"]


@pytest.mark.parametrize("asked", ["", "x", "-1", "9" * 60, "\x00", "٣"])
def test_whatever_is_asked_for_shows_only_ones_own(send, asked):
    client = Client()
    send(make_article(), client=client, body="نص لي")
    make_comment(body="نص لغيري", state=State.PENDING)
    for name in ("comment", "article"):
        answer = client.get(PAGE["ar"], {name: asked})
        assert answer.status_code == 200
        assert "نص لغيري" not in answer.text


def test_what_was_deleted_meanwhile_is_left_out(send):
    client = Client()
    send(make_article(), client=client)
    Comment.objects.all().delete()
    assert not main_of(client).all(class_="comment__text")


# Under the article


def test_the_script_of_the_article_gets_what_only_its_author_sees(author_of):
    article = make_article("en")
    states = (State.PENDING, State.REJECTED, State.APPROVED, State.WITHDRAWN)
    sent = [make_comment(article, state=state, body=f"{state} words") for state in states]
    client = author_of(*sent, make_comment(make_article("en"), state=State.PENDING, body="other words"))
    answer = client.get(f"{PAGE['en']}?article={article.pk}")
    page = page_of(answer)
    assert [text.words for text in page.all(class_="comment__text")] == ["rejected words", "pending words"]
    assert not page.all("html")
    assert page.one("h3").words == "Only you can see this"


def test_there_is_nothing_for_others(send, reader):
    article = make_article()
    send(article)
    answer = reader.get(f"{PAGE['ar']}?article={article.pk}")
    assert (answer.status_code, answer.text.strip()) == (200, "")


def test_the_article_itself_is_the_same_for_its_author_and_everybody(send, reader):
    article = make_article()
    client = Client()
    send(article, client=client)
    client.cookies[cookies.OWN]["path"] = "/"
    assert client.get(article.get_absolute_url()).content == reader.get(article.get_absolute_url()).content
    page = page_of(reader.get(article.get_absolute_url()))
    assert page.one("own-comments")["data-url"] == f"{PAGE['ar']}?article={article.pk}"
    assert page.one("own-comments").words == ""


# Cookies, methods, articles that are gone


@pytest.mark.parametrize("value", ["", ":", "é:\x80:x", "1", "W1sxLDFdXQ:x:y"])
def test_a_cookie_that_is_not_ours_shows_nothing(reader, value):
    make_comment(state=State.PENDING, body="نص سري")
    reader.cookies[cookies.OWN] = value
    answer = reader.get(PAGE["ar"])
    assert answer.status_code == 200
    assert "نص سري" not in answer.text


def test_the_cookie_of_one_edition_shows_nothing_in_the_other(send):
    client = Client()
    send(make_article("ar"), client=client, body="نص بالعربية")
    client.cookies[cookies.OWN]["path"] = "/"
    assert "نص بالعربية" not in client.get(PAGE["en"]).text


def test_the_way_back_is_not_offered_to_an_article_that_is_gone(send, chief):
    article = make_article()
    client = Client()
    answer = send(article, client=client)
    article.withdraw(by=chief, reason="")
    page = page_of(client.get(answer["Location"]))
    assert "تعليق مفيد عن الموضوع." in page.words
    assert article.get_absolute_url() not in [link["href"] for link in page.all("a")]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_for_reading_only(reader, method):
    assert getattr(reader, method)(PAGE["ar"]).status_code == 405


def test_it_costs_the_same_however_much_one_has_sent(author_of, django_assert_max_num_queries):
    client = author_of(*(make_comment(state=State.PENDING) for _time in range(8)))
    with django_assert_max_num_queries(7):
        client.get(PAGE["ar"])
