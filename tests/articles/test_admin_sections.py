"""Sections, topics and authors in the admin: a name in each language, address words made from it."""

import pytest
from admin_forms import change, send
from html_page import page_of
from makers import make_article, make_author, make_image, make_section, make_topic

from articles.models import Author, Section, Topic

pytestmark = pytest.mark.django_db
KINDS = [("section", Section), ("topic", Topic), ("author", Author)]
NAMES = {"name_ar": "اقتصاد المدن", "name_en": "City economy"}


@pytest.mark.parametrize(("kind", "model"), KINDS)
def test_the_chief_adds_one_by_its_two_names(kind, model, chief, as_user):
    assert send(as_user(chief), f"/admin/articles/{kind}/add/", f"{kind}_form", **NAMES).status_code == 302
    row = model.objects.get()
    assert (row.slug_ar, row.slug_en) == ("اقتصاد-المدن", "city-economy")


@pytest.mark.parametrize(("kind", "model"), KINDS)
def test_an_address_word_that_was_written_stays(kind, model, chief, as_user):
    send(as_user(chief), f"/admin/articles/{kind}/add/", f"{kind}_form", **NAMES, slug_ar="مدن", slug_en="cities")
    assert (model.objects.get().slug_ar, model.objects.get().slug_en) == ("مدن", "cities")


@pytest.mark.parametrize(("kind", "model"), KINDS)
@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name_ar": ""}, "name_ar"),
        ({"name_en": "!!!"}, "slug_en"),
        ({"slug_ar": "كلمة ثانية"}, "slug_ar"),
        ({"name_en": "Taken"}, "slug_en"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_the_rest_is_kept(kind, model, typed, wrong, chief, as_user):
    {"section": make_section, "topic": make_topic, "author": make_author}[kind](slug_en="taken")
    answer = send(as_user(chief), f"/admin/articles/{kind}/add/", f"{kind}_form", **NAMES | typed)
    assert answer.status_code == 200
    page = page_of(answer)
    assert page.one("div", class_=f"field-{wrong}").all("ul", class_="errorlist")
    assert page.one("input", name="name_ar").get("value") == (NAMES | typed)["name_ar"]
    assert model.objects.count() == 1


@pytest.mark.parametrize(("kind", "model"), KINDS)
def test_each_name_is_written_in_its_own_direction(kind, model, chief, as_user):
    page = page_of(as_user(chief).get(f"/admin/articles/{kind}/add/"))
    for language, direction in (("ar", "rtl"), ("en", "ltr")):
        for name in (f"name_{language}", f"slug_{language}"):
            field = page.one("input", name=name)
            assert (field["lang"], field["dir"]) == (language, direction)


@pytest.mark.parametrize("person", ["writer", "translator", "moderator", "photographer", "editor"])
def test_nobody_but_the_chief_makes_sections(person, request, as_user):
    client = as_user(request.getfixturevalue(person))
    assert client.get("/admin/articles/section/add/").status_code == 403
    assert client.post("/admin/articles/section/add/", NAMES).status_code == 403
    section = make_section()
    assert client.post(change(section), NAMES).status_code == 403
    assert Section.objects.get().name_ar == section.name_ar


def test_an_editor_makes_topics_and_authors(editor, as_user):
    for kind in ("topic", "author"):
        assert send(as_user(editor), f"/admin/articles/{kind}/add/", f"{kind}_form", **NAMES).status_code == 302


def test_an_author_gets_a_portrait(chief, as_user):
    author, image = make_author(), make_image()
    send(as_user(chief), change(author), "author_form", portrait=image.pk)
    author.refresh_from_db()
    assert author.portrait == image


def test_a_section_with_articles_is_not_deleted_and_an_empty_one_is(chief, as_user):
    full, empty = make_section(), make_section()
    make_article(section=full)
    for section in (full, empty):
        as_user(chief).post(change(section).replace("/change/", "/delete/"), {"post": "yes"})
    assert list(Section.objects.all()) == [full]
    page = page_of(as_user(chief).get(change(full).replace("/change/", "/delete/")))
    assert not page.all("input", name="post")
