"""The library as a dialog beside an article's form."""

import pytest
from html_page import page_of
from makers import make_article, make_image, make_page

from articles.models import Image

pytestmark = pytest.mark.django_db
CHOOSE = "/admin/articles/image/choose/"


def offered(answer):
    return [button["data-title"] for button in page_of(answer).all("button") if button.get("data-image")]


def test_the_newest_are_offered_with_what_they_lack_in_the_language_of_the_text(writer, as_user):
    make_image(title="first")
    image = make_image(title="second")
    image.texts.get(language="ar").delete()
    answer = as_user(writer).get(CHOOSE, {"language": "ar"})
    assert offered(answer) == ["second", "first"]
    assert "بلا نص بديل بالعربية" in page_of(answer).words
    assert "بلا نص بديل" not in page_of(as_user(writer).get(CHOOSE, {"language": "en"})).words
    button = page_of(answer).all("button", class_="library-card__link")[0]
    assert (button["data-image"], button["data-src"]) == (str(image.pk), image.thumb()["url"])


def test_words_find_some_and_the_part_has_no_second_dialog(writer, as_user):
    for title in ("المرفأ", "السوق"):
        make_image(title=title)
    answer = as_user(writer).get(CHOOSE, {"q": "مرفا", "part": "found"})
    assert offered(answer) == ["المرفأ"]
    assert not page_of(answer).all("form")
    assert page_of(answer).one("p", class_="picker__count").words == "نتيجة واحدة"


def test_pages_lead_to_the_older_ones(writer, as_user, monkeypatch):
    monkeypatch.setattr("articles.admin.library_choosing.SIZE", 2)
    for number in range(5):
        make_image(title=f"{number}")
    client = as_user(writer)
    assert offered(client.get(CHOOSE)) == ["4", "3"]
    second = client.get(CHOOSE, {"page": "2"})
    assert offered(second) == ["2", "1"]
    turns = [button["data-page"] for button in page_of(second).all("button") if button.get("data-page")]
    assert turns == ["1", "3"]
    assert client.get(CHOOSE, {"page": "4"}).status_code == 404
    assert client.get(CHOOSE, {"page": "9999"}).status_code == 404
    assert offered(client.get(CHOOSE, {"page": "x"})) == ["4", "3"]


def test_nothing_found_is_said(writer, as_user):
    assert "لا صور بعد" in page_of(as_user(writer).get(CHOOSE)).words
    assert "لا صورة بهذه الصفات" in page_of(as_user(writer).get(CHOOSE, {"q": "x\0"})).words


def test_a_new_one_is_uploaded_there_by_those_who_may(writer, translator, as_user):
    assert page_of(as_user(writer).get(CHOOSE)).all("picture-upload")
    assert not page_of(as_user(translator).get(CHOOSE)).all("picture-upload")


def test_the_dialog_takes_few_queries(writer, as_user, django_assert_max_num_queries):
    image = make_image()
    Image.objects.bulk_create(Image(original="x", content_hash=f"{n}", renditions=image.renditions) for n in range(40))
    client = as_user(writer)
    client.get(CHOOSE)
    with django_assert_max_num_queries(7):
        assert len(offered(client.get(CHOOSE, {"language": "ar"}))) == 24


def test_the_editor_gets_a_picture_with_its_own_caption(writer, as_user):
    image = make_image(title="المرفأ")
    page = page_of(as_user(writer).get(f"/admin/articles/image/{image.pk}/shown/", {"language": "ar"}))
    assert page.one("img")["src"] == image.thumb()["url"]
    assert page.one("a")["href"] == f"/admin/articles/image/{image.pk}/change/"
    assert "تعليق الصورة" in page.words
    assert "بلا نص بديل" not in page.words
    assert as_user(writer).get("/admin/articles/image/999/shown/").status_code == 204


def test_whoever_sees_no_pictures_sees_none_there(moderator, reader, as_user):
    image = make_image()
    for address in (CHOOSE, f"/admin/articles/image/{image.pk}/shown/"):
        assert as_user(moderator).get(address).status_code == 403
        assert reader.get(address).status_code == 302


def test_the_forms_know_where_it_is(chief, as_user):
    image = make_image()
    article, site_page = make_article(lead_image=image), make_page()
    for address in (f"/admin/articles/article/{article.pk}/change/", f"/admin/articles/page/{site_page.pk}/change/"):
        page = page_of(as_user(chief).get(address))
        assert page.one("textarea", name="body")["data-pictures"] == CHOOSE
        scripts = [script.get("src") for script in page.all("script")]
        assert any("picture-picker" in source for source in scripts)
        assert len(page.all("select", name="lead_image")) == ("article/" in address)
    page = page_of(as_user(chief).get(f"/admin/articles/article/{article.pk}/change/"))
    assert page.one("select", name="lead_image")["data-pictures"] == CHOOSE
