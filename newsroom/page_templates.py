"""Jinja, which prints the pages of readers in a fraction of the time that Django's templates took for the same pages.

Whatever a page's templates can call, beside what its view gives them, is named here.
"""

from functools import lru_cache, partial
from typing import Any

from crispy_forms.utils import render_crispy_form
from django.template.backends.jinja2 import Jinja2
from django.template.defaultfilters import linebreaksbr, truncatewords, urlencode
from django.templatetags.static import static
from django.utils import translation
from jinja2 import ChainableUndefined

from articles.article_row import article_row
from articles.breadcrumb import breadcrumb
from articles.kept_parts import kept_part
from articles.meta_line import meta_line
from articles.pictures import picture_element
from articles.sharing import ways_to_share
from articles.thumb import article_thumb
from comments import talk
from comments.counter import counter_messages
from comments.lines import initial_of
from newsroom import languages
from newsroom.addresses import path_to
from newsroom.folded_texts import EditionEnvironment
from newsroom.patterns import macro_of
from newsroom.sanitize import trusted
from newsroom.templatetags import newsroom as printing

# The functions that print in the language of a page.
IN_A_LANGUAGE = ("article_row", "article_thumb", "meta_line")


class PageTemplates(Jinja2):
    """The backend of `settings.TEMPLATES`: it prints in Django's active language, from templates of that edition."""

    @property
    def env(self) -> EditionEnvironment:
        return self.editions[languages.active()]

    @env.setter
    def env(self, made: EditionEnvironment) -> None:
        self.editions = {code: _edition(made, code) for code in languages.CODES}


def environment(**options: Any) -> EditionEnvironment:
    """Return what the editions have in common. It escapes.

    What a view has not given prints nothing, as in Django's templates.
    """
    options |= {"extensions": ["jinja2.ext.i18n"], "undefined": ChainableUndefined, "autoescape": True}
    pages = EditionEnvironment(**options)
    pages.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    pages.filters |= printing.register.filters
    pages.filters |= {"linebreaksbr": linebreaksbr, "truncatewords": truncatewords, "urlencode": urlencode}
    pages.filters |= {"count_of": talk.count_of, "initial": initial_of}
    pages.globals |= {
        "article_row": article_row,
        "article_thumb": article_thumb,
        "breadcrumb": breadcrumb,
        "comment_counts": talk.comment_counts,
        "comment_thread": talk.comment_thread,
        "counter_messages": counter_messages,
        "crispy": render_crispy_form,
        "in_language": in_language,
        "kept_part": kept_part,
        "meta_line": meta_line,
        "picture_element": picture_element,
        "static": lru_cache(maxsize=64)(static),
        "structured_data": printing.structured_data,
        "thread_of": talk.thread_of,
        "url": path_to,
        "ways_to_share": ways_to_share,
    }
    return pages


def _edition(made: EditionEnvironment, language: str) -> EditionEnvironment:
    """Return `made` for one edition. What it prints with need not ask for each of a hundred dates which that is."""
    edition = made.in_language(language)
    edition.filters = made.filters | _printing_in(language, made.filters, printing.IN_A_LANGUAGE)
    edition.globals = made.globals | _printing_in(language, made.globals, IN_A_LANGUAGE)
    return edition


def _printing_in(language: str, known: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: partial(known[name], language=language) for name in names}


def in_language(tongue: str, name: str, **given: Any) -> str:
    """Print the partial `name` in another language than the page."""
    with translation.override(tongue):
        return trusted(macro_of(tongue, name)(**given))
