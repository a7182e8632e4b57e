"""What looks mistyped in each language, and what is rightly left alone."""

import pytest
from admin_forms import add_article, change
from examples import examples
from html_page import page_of
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import make_article

from articles.typing_lint import MOST_OF_A_RULE, findings, lines_of_body

ENDPOINT = "/admin/articles/article/typing/"


def corrected(text, language="ar", field="standfirst"):
    """Return what each suggestion would make of the text."""
    return [
        None if found.correction is None else found.before + found.correction + found.after
        for found in findings({field: text}, language)
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("قال الوزير, ثم أضاف", "قال الوزير، ثم أضاف"),
        ("قال الوزير; ثم أضاف", "قال الوزير؛ ثم أضاف"),
        ("أسعار النفط إلى أين?", "أسعار النفط إلى أين؟"),
        ("في سنة 2024, قال", "في سنة 2024، قال"),
        ("كلمة  كلمة", "كلمة كلمة"),
        ("كلمة ، كلمة", "كلمة، كلمة"),
        ("كلمة،كلمة", "كلمة، كلمة"),
        ("ﻻ شيء", "لا شيء"),
        ("ﺍﻟﺴﻼﻡ عليكم", "السلام عليكم"),
        ("في المدینة", "في المدينة"),
        ("کلمة", "كلمة"),
        ('قال "نعم" ثم صمت', "قال «نعم» ثم صمت"),
        ("قال\u202e نعم", "قال نعم"),
    ],
)
def test_arabic_that_looks_mistyped_has_a_suggestion(text, right):
    assert corrected(text) == [right]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير، ثم أضاف؛ فهل نعود؟",
        "نما الناتج 3,5 في المئة",
        "شركات Apple, Google وغيرها",
        "انظر https://example.org/?a,b;c",
        "سنة 1447 هـ",
        "تتراجع المدينة بـ112 مترا لـNASA",
        "صلى الله عليه وسلم ﷺ",
        "مروحيات «أباتشي» AH-64E (الدفعة 2)",
        "أولاً 1) ثم أ) كذا",
        "أڭادير وكارڤور",
        'شاشة 27" جديدة',
        "«قال “نعم” ثم صمت»",
    ],
)
def test_right_arabic_is_left_alone(text):
    assert findings({"standfirst": text, "headline": text, "body": f"<p>{text}</p>"}, "ar") == []


def test_a_drawn_out_letter_is_told_in_headlines_alone():
    assert corrected("عـــاجل", field="headline") == ["عاجل"]
    assert corrected("بــيت", field="headline") == ["بيت"]
    assert corrected("عـــاجل", field="standfirst") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("He said، and left", "He said, and left"),
        ("Who said that؟", "Who said that?"),
        ("One  space", "One space"),
        ("A word , and more", "A word, and more"),
    ],
)
def test_english_that_looks_mistyped_has_a_suggestion(text, right):
    assert corrected(text, "en") == [right]


@pytest.mark.parametrize("text", ['He said "yes", and left; why?', "The word كلمة، كلمة is Arabic", "It’s 3,500"])
def test_right_english_is_left_alone(text):
    assert findings({"standfirst": text, "headline": text, "body": f"<p>{text}</p>"}, "en") == []


@pytest.mark.parametrize("text", ["قال «نعم ثم صمت", "قال نعم» ثم صمت", "قال (نعم ثم صمت"])
def test_a_mark_without_its_other_half_is_told_without_a_suggestion(text):
    assert corrected(text) == [None]


def test_the_place_is_told_with_the_words_around_it():
    (found,) = findings({"headline": "قال الوزير, ثم أضاف"}, "ar")
    assert (found.field, found.before, found.found, found.after) == ("headline", "قال الوزير", ",", " ثم أضاف")


def test_a_body_is_read_as_it_is_seen():
    body = "<h2>عنوان</h2><p>قال <strong>الوزير</strong>, ثم &quot;أضاف&quot;\n  كذا.</p><ul><li>أ, ب</li></ul>"
    assert lines_of_body(body) == ["عنوان", 'قال الوزير, ثم "أضاف" كذا.', "أ, ب"]
    assert [found.found for found in findings({"body": body}, "ar")] == [",", '"أضاف"', ","]


def test_a_habit_is_told_some_times_and_not_a_thousand():
    assert len(findings({"standfirst": "كلمة, " * 1000 + "كلمة"}, "ar")) == MOST_OF_A_RULE


@settings(max_examples=examples(100))
@given(
    st.text(st.sampled_from('ابتهـ ab12,;?،؛؟"«»“”()ﻻیک\u202e\u200f\u00a0\n'), max_size=60),
    st.sampled_from(["ar", "en"]),
)
def test_what_is_found_stands_where_it_is_told(text, language):
    for found in findings({"headline": text, "standfirst": text}, language):
        assert f"{found.before}{found.found}{found.after}" in text
        assert found.found != found.correction


def test_the_form_tells_without_a_script(as_user, editor):
    article = make_article("ar", headline='«أباتشي» AH-64E, قال "نعم"', standfirst="كلمة, كلمة", published=False)
    panel = page_of(as_user(editor).get(change(article))).one("typing-notes")
    told = panel.all("li")
    assert [place["data-field"] for place in told] == ["headline", "standfirst"]
    words = told[0].all("p", class_="admin-typing__words")
    assert all((line["lang"], line["dir"]) == ("ar", "rtl") for line in words)
    assert words[0].one("mark").words == '"نعم"'
    assert words[1].one("ins").words == "«نعم»"
    article.refresh_from_db()
    assert article.standfirst == "كلمة, كلمة"


def test_while_writing_the_server_looks_at_what_is_typed(as_user, editor):
    article = make_article("ar", standfirst="كلمة", published=False)
    page = page_of(as_user(editor).post(ENDPOINT, {"language": "ar", "standfirst": "كلمة, كلمة"}))
    assert page.one("mark").words == ","
    assert page_of(as_user(editor).post(ENDPOINT, {"language": "ar", "headline": "كلمة"})).all("mark") == []
    article.refresh_from_db()
    assert article.standfirst == "كلمة"


def test_a_new_article_is_looked_at_from_its_first_word(as_user, editor):
    page = page_of(as_user(editor).get(add_article("ar")))
    panel = page.one("typing-notes")
    assert (panel["data-form"], panel["data-language"]) == (page.one("form", id="article_form")["id"], "ar")


def test_it_needs_post_and_somebody_who_writes(reader, as_user, editor, moderator):
    assert as_user(editor).get(ENDPOINT).status_code == 405
    assert as_user(moderator).post(ENDPOINT, {"headline": "x"}).status_code == 403
    assert reader.post(ENDPOINT, {"headline": "x"}).status_code == 403


def test_who_only_reads_the_article_has_no_notes_on_its_typing(as_user, english_editor):
    article = make_article("ar", headline="كلمة, كلمة", published=False)
    assert page_of(as_user(english_editor).get(change(article))).all("typing-notes") == []


@pytest.mark.django_db
def test_the_checklist_says_how_many_places_there_are():
    article = make_article("ar", headline="كلمة, كلمة", standfirst='قال "نعم"', body="<p>نص سليم.</p>", published=False)
    warning = article.checklist().warnings[-1]
    assert (warning.field, str(warning.text)) == ("headline", "موضعان يبدو فيهما خطأ في الكتابة.")
