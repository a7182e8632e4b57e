from django.core import checks

from newsroom.checks import (
    production_is_not_debugging,
    the_editions_are_arabic_and_english,
    the_forms_have_our_template_pack,
)


def test_nothing_is_wrong_as_we_ship_it():
    assert checks.run_checks() == []


def test_a_third_language_is_refused(settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr", "French")]
    assert [error.id for error in the_editions_are_arabic_and_english(None)] == ["newsroom.E001"]


def test_a_foreign_template_pack_is_refused(settings):
    settings.CRISPY_TEMPLATE_PACK = "bootstrap5"
    assert [error.id for error in the_forms_have_our_template_pack(None)] == ["newsroom.E002"]


def test_debugging_in_production_is_refused(settings):
    settings.PRODUCTION = settings.DEBUG = True
    (error,) = production_is_not_debugging(None)
    assert error.id == "newsroom.E003"
    assert "DEBUG" in error.hint


def test_debugging_at_home_is_not(settings):
    settings.PRODUCTION, settings.DEBUG = False, True
    assert production_is_not_debugging(None) == []


def test_they_run_with_every_check():
    registered = {check.__name__ for check in checks.registry.registry.get_checks(include_deployment_checks=True)}
    assert {
        "the_editions_are_arabic_and_english",
        "the_forms_have_our_template_pack",
        "production_is_not_debugging",
    } <= registered
