"""Texts put into templates when those are compiled read as those looked up at each rendering would."""

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from newsroom import languages


def printed(template: str, language: str, **context: object) -> str:
    with translation.override(language):
        return engines["pages"].from_string(template).render(context)


@pytest.mark.parametrize(("language", "text"), [("ar", "رد"), ("en", "Reply")])
def test_an_edition_prints_its_own_words(language, text):
    assert printed('{{ _("Reply") }}', language) == text


def test_a_word_of_two_meanings_is_that_of_its_context():
    assert printed('{{ pgettext("comments", "All") }}', "en") == "All"
    with translation.override("ar"):
        assert printed('{{ pgettext("comments", "All") }}', "ar") == translation.pgettext("comments", "All") != "All"


@pytest.mark.parametrize("language", languages.CODES)
@given(name=st.text())
def test_what_stands_in_a_text_is_escaped_and_the_text_is_not(language, name):
    template = "{% trans name=name %}Reply to <bdi>{{ name }}</bdi>{% endtrans %}"
    shown = printed("<bdi>{{ name }}</bdi>", language, name=name)
    with translation.override(language):
        whole = translation.gettext("Reply to <bdi>%(name)s</bdi>").replace("<bdi>%(name)s</bdi>", shown)
    assert printed(template, language, name=name) == whole


def test_a_value_that_the_template_itself_names_is_escaped_too():
    template = '{% trans name="<b>" %}Reply to <bdi>{{ name }}</bdi>{% endtrans %}'
    assert printed(template, "en") == "Reply to <bdi>&lt;b&gt;</bdi>"


def test_a_sign_of_a_hundredth_stays_one():
    assert printed("{% trans share=5 %}{{ share }} % of <b>all</b>{% endtrans %}", "en") == "5 % of <b>all</b>"


@pytest.mark.django_db
def test_a_text_given_on_is_html_and_a_plural_form_is_chosen_for_each_number():
    assert printed('{% set label = _("Reply") %}<a title="{{ label }}">', "en") == '<a title="Reply">'
    template = (
        "{% trans counter=number|figures %}{{ counter }} comment{% pluralize %}{{ counter }} comments{% endtrans %}"
    )
    assert printed(template, "en", number=1) == "1 comment"
    assert printed(template, "en", number=1200) == "1,200 comments"
    forms = {printed(template, "ar", number=number) for number in languages.PLURALS.values()}
    assert len(forms) == len(languages.PLURALS)
