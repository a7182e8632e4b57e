"""Two who changed the same article: the second sees both texts and decides, and neither is lost."""

import pytest
from admin_forms import change, fields_of, send_article
from html_page import page_of
from makers import make_article, make_author, make_image, make_section, make_topic

from articles.models import Article, Unsaved

pytestmark = pytest.mark.django_db
BODY = "<p>الأولى.</p><p>الثانية.</p><p>الثالثة.</p>"


def merge_at(article):
    return f"/admin/articles/article/{article.pk}/merge/"


def at_once(first, second, article, *, theirs, mine):
    """Let `second` open the form, `first` save it, then `second` save it: the page that answers."""
    form = fields_of(page_of(second.get(change(article))).one("form", id="article_form"))
    assert send_article(first, article, **theirs).status_code == 302
    answer = second.post(change(article), form | mine)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{merge_at(article)}?window=")
    return page_of(second.get(answer["Location"]))


def decide(client, article, page, **chosen):
    """Choose by the names of the radio buttons, with dashes for low lines, and press the button."""
    names = {
        f"choice-{name.replace('_', '-', 1) if name.startswith('body') else name}": c for name, c in chosen.items()
    }
    form = fields_of(page.one("form", id="merge-form"))
    assert set(names) <= set(form), form
    return client.post(merge_at(article), form | names)


@pytest.fixture
def article(db):
    return make_article(published=False, headline="العنوان", standfirst="المقدمة", body=BODY)


@pytest.fixture
def first(editor, as_user):
    return as_user(editor)


@pytest.fixture
def second(chief, as_user):
    return as_user(chief)


def test_nothing_is_stored_over_the_first_and_both_texts_are_shown(article, first, second):
    page = at_once(
        first,
        second,
        article,
        theirs={"headline": "عنوان المحرر", "body": BODY.replace("الثانية", "ثانية المحرر")},
        mine={"headline": "عنوان الرئيسة", "body": BODY.replace("الثانية", "ثانية الرئيسة")},
    )
    article.refresh_from_db()
    assert (article.headline, article.revisions.count()) == ("عنوان المحرر", 2)
    texts = [element.words for element in page.all("div", class_="merge__side")]
    for words in ("عنوان المحرر", "عنوان الرئيسة", "ثانية المحرر", "ثانية الرئيسة"):
        assert any(words in text for text in texts), words
    assert Unsaved.objects.get(sent="").typed()["headline"] == "عنوان الرئيسة"


def test_what_only_one_changed_is_taken_and_the_rest_is_as_chosen(article, first, second, chief):
    page = at_once(
        first,
        second,
        article,
        theirs={"kicker": "تمهيد المحرر", "headline": "عنوان المحرر", "body": BODY.replace("الثالثة", "ثالثة المحرر")},
        mine={
            "standfirst": "مقدمة الرئيسة",
            "headline": "عنوان الرئيسة",
            "body": BODY.replace("الأولى", "أولى الرئيسة"),
        },
    )
    assert len(page.all("fieldset", class_="merge__choice")) == 1
    assert decide(second, article, page, headline="theirs").status_code == 302
    article.refresh_from_db()
    content = article.working_copy()
    assert (content["kicker"], content["headline"], content["standfirst"]) == (
        "تمهيد المحرر",
        "عنوان المحرر",
        "مقدمة الرئيسة",
    )
    assert content["body"] == "<p>أولى الرئيسة.</p><p>الثانية.</p><p>ثالثة المحرر.</p>"
    newest = article.revisions.order_by("-number").first()
    assert (newest.number, newest.author) == (3, chief)
    assert article.revisions.get(number=2).content["headline"] == "عنوان المحرر"
    assert not Unsaved.objects.filter(sent="").exists()


@pytest.mark.parametrize(
    ("choice", "body"),
    [
        ("mine", "<p>الأولى.</p><p>ثانية الرئيسة.</p><p>الثالثة.</p>"),
        ("theirs", "<p>الأولى.</p><p>ثانية المحرر.</p><p>الثالثة.</p>"),
        ("both", "<p>الأولى.</p><p>ثانية المحرر.</p><p>ثانية الرئيسة.</p><p>الثالثة.</p>"),
        ("", "<p>الأولى.</p><p>ثانية الرئيسة.</p><p>الثالثة.</p>"),
        ("forged", "<p>الأولى.</p><p>ثانية الرئيسة.</p><p>الثالثة.</p>"),
    ],
)
def test_a_paragraph_is_either_side_s_or_both(choice, body, article, first, second):
    theirs = {"body": BODY.replace("الثانية", "ثانية المحرر")}
    page = at_once(first, second, article, theirs=theirs, mine={"body": BODY.replace("الثانية", "ثانية الرئيسة")})
    assert decide(second, article, page, **({"body_1": choice} if choice else {})).status_code == 302
    assert Article.objects.get().working_copy()["body"] == body


def test_what_is_chosen_from_lists_is_decided_field_by_field(article, first, second):
    sections, topics = [make_section(), make_section()], [make_topic(), make_topic()]
    authors, image = [make_author(), make_author(), make_author()], make_image()
    page = at_once(
        first,
        second,
        article,
        theirs={"section": sections[0].pk, "topics": [topics[0].pk], "byline_1": authors[0].pk, "lead_image": image.pk},
        mine={
            "section": sections[1].pk,
            "topics": [topics[1].pk],
            "byline_1": authors[1].pk,
            "byline_2": authors[2].pk,
        },
    )
    assert decide(second, article, page, section="theirs", topics="theirs", authors="mine").status_code == 302
    content = Article.objects.get().working_copy()
    assert (content["section"], content["topics"]) == (sections[0].pk, [topics[0].pk])
    assert (content["authors"], content["lead_image"]) == ([authors[1].pk, authors[2].pk], image.pk)


def test_fewer_bylines_are_really_fewer(first, second):
    authors = [make_author(), make_author(), make_author(), make_author()]
    article = make_article(published=False, authors=authors)
    page = at_once(
        first,
        second,
        article,
        theirs={"byline_2": "", "byline_3": "", "byline_4": ""},
        mine={"byline_1": authors[1].pk, "byline_2": authors[0].pk},
    )
    assert decide(second, article, page, authors="theirs").status_code == 302
    assert Article.objects.get().working_copy()["authors"] == [authors[0].pk]


def test_times_that_the_other_has_set_stay_and_both_set_are_asked(article, first, second):
    embargo = {"embargoed_until_0": "2099-05-01", "embargoed_until_1": "12:30"}
    page = at_once(
        first,
        second,
        article,
        theirs=embargo | {"expires_at_0": "2099-06-01", "expires_at_1": "08:00:00"},
        mine={"headline": "عنوان الرئيسة", "expires_at_0": "2099-07-01", "expires_at_1": "08:00"},
    )
    assert len(page.all("fieldset", class_="merge__choice")) == 1
    assert decide(second, article, page, expires_at="theirs").status_code == 302
    article.refresh_from_db()
    # Africa/Casablanca is an hour before UTC on these days.
    assert article.embargoed_until.isoformat() == "2099-05-01T11:30:00+00:00"
    assert article.expires_at.isoformat() == "2099-06-01T07:00:00+00:00"
    assert article.headline == "عنوان الرئيسة"


def test_switches_are_each_side_s_own(article, first, second):
    form = fields_of(page_of(second.get(change(article))).one("form", id="article_form"))
    closed = fields_of(page_of(first.get(change(article))).one("form", id="article_form"))
    del closed["comments_open"]
    assert first.post(change(article), closed).status_code == 302
    second.post(change(article), form | {"without_picture": "on"})
    assert decide(second, article, page_of(second.get(merge_at(article)))).status_code == 302
    article.refresh_from_db()
    assert (article.comments_open, article.without_picture) == (False, True)


def test_saved_once_more_meanwhile_it_is_asked_again(article, first, second):
    page = at_once(first, second, article, theirs={"headline": "أول"}, mine={"headline": "عنوان الرئيسة"})
    send_article(first, article, headline="أحدث")
    answer = decide(second, article, page, headline="mine")
    assert answer.status_code == 200
    assert Article.objects.get().headline == "أحدث"
    page = page_of(answer)
    assert "أحدث" in page.one("form", id="merge-form").words
    assert page.all("li", class_="warning")
    assert decide(second, article, page, headline="mine").status_code == 302
    assert Article.objects.get().headline == "عنوان الرئيسة"


def test_what_is_wrong_in_the_result_is_said_on_the_form_with_all_the_text(article, first, second):
    theirs = {"body": BODY.replace("الثانية", "ثانية المحرر")}
    page = at_once(first, second, article, theirs=theirs, mine={"headline": "", "standfirst": "مقدمة الرئيسة"})
    answer = decide(second, article, page)
    assert answer.status_code == 200
    form = page_of(answer).one("form", id="article_form")
    assert form["action"] == change(article)
    assert form.one("div", class_="field-headline").all("ul", class_="errorlist")
    fields = fields_of(form)
    assert fields["standfirst"] == ["مقدمة الرئيسة"]
    assert "ثانية المحرر" in fields["body"][0]
    assert second.post(change(article), fields | {"headline": "عنوان"}).status_code == 302
    assert Article.objects.get().working_copy()["body"] == theirs["body"]


def test_a_step_of_somebody_else_is_told_and_the_text_goes_through(article, first, second):
    form = fields_of(page_of(second.get(change(article))).one("form", id="article_form"))
    article.submit(by=Unsaved._meta.get_field("user").related_model.objects.get(username="editor"))
    assert second.post(change(article), form | {"headline": "عنوان الرئيسة"})["Location"].startswith(merge_at(article))
    page = page_of(second.get(merge_at(article)))
    assert not page.all("fieldset", class_="merge__choice")
    assert decide(second, article, page).status_code == 302
    assert (Article.objects.get().headline, Article.objects.get().status) == ("عنوان الرئيسة", "in_review")


def test_where_the_beginning_is_unknown_every_difference_is_asked(article, first, second):
    form = fields_of(page_of(second.get(change(article))).one("form", id="article_form"))
    send_article(first, article, headline="عنوان المحرر", body=BODY + "<p>الرابعة.</p>")
    second.post(change(article), form | {"headline": "عنوان الرئيسة", "based_on": ""})
    page = page_of(second.get(merge_at(article)))
    assert decide(second, article, page).status_code == 302
    content = Article.objects.get().working_copy()
    assert (content["headline"], content["body"]) == ("عنوان الرئيسة", BODY + "<p>الرابعة.</p>")


def test_a_text_too_long_to_be_compared_is_not_lost(article, first, second):
    long = "<p>" + "كلمات " * 40_000 + "</p>"
    page = at_once(first, second, article, theirs={"headline": "أول"}, mine={"body": long})
    answer = decide(second, article, page)
    assert answer.status_code == 200
    form = page_of(answer).one("form", id="article_form")
    assert form.one("div", class_="field-body").all("ul", class_="errorlist")
    assert fields_of(form)["body"][0].strip() == long


def test_only_who_may_write_and_has_something_unsaved_sees_it(
    article, first, second, english_editor, moderator, as_user
):
    at_once(first, second, article, theirs={"headline": "أول"}, mine={"headline": "ثان"})
    for person in (english_editor, moderator):
        assert as_user(person).get(merge_at(article)).status_code == 403
        assert as_user(person).post(merge_at(article), {"state": "x"}).status_code == 403
    answer = first.get(merge_at(article))
    assert (answer.status_code, answer["Location"]) == (302, change(article))
    assert second.get("/admin/articles/article/99999/merge/").status_code == 404
    assert Article.objects.get().headline == "أول"


def test_markup_of_either_side_stays_what_it_is(article, first, second):
    page = at_once(
        first,
        second,
        article,
        theirs={"headline": "<b>أول</b>", "body": "<p>ب<script>alert(1)</script></p>"},
        mine={"headline": "<i>ثان</i>", "body": '<p onclick="x()">ج <strong>قوي</strong></p>'},
    )
    assert "<b>أول</b>" in page.one("form", id="merge-form").words
    assert not page.one("form", id="merge-form").all("script")
    assert page.one("form", id="merge-form").all("strong")
    assert not [element for element in page.all("p") if "onclick" in element.attributes]
