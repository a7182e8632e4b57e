"""Texts of the pages put into their templates when those are compiled: a page has a hundred, always the same.

An edition has templates of its own for that: what is looked up at each rendering is only which of the plural forms.
"""

import re
from typing import Any, Self

from django.utils import translation
from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import escape

from newsroom import languages

# `_("...")` and `{% trans %}` without plural forms; what Jinja calls them.
SINGULAR = {"_", "gettext", "pgettext"}
# What stands for a value in a text, and the sign that means itself (Python, printf-style formatting).
PLACE = re.compile(r"%(?:\((\w+)\)s|(%))")


class PageTemplate(Template):
    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Return what the macros of this template are in, for whichever template imports them: ours know no globals
        but those of the environment, and to look for others at each import is a twentieth of a page."""
        return super()._get_default_module()


class EditionEnvironment(Environment):
    """Templates as one edition prints them."""

    language = languages.ARABIC
    template_class = PageTemplate

    def in_language(self, language: str) -> Self:
        """Return the same with templates of its own, in `language`."""
        edition = self.overlay()
        edition.language = language
        return edition

    def _generate(self, source: nodes.Template, *arguments: Any, **options: Any) -> str:
        with translation.override(self.language):
            return super()._generate(Folding().visit(source), *arguments, **options)


class Folding(NodeTransformer):
    """Replaces each call for a text by the text in the active language, joined with the values it names."""

    def visit_Call(self, call: nodes.Call) -> nodes.Expr:  # noqa: N802 (the name that Jinja calls)
        self.generic_visit(call)
        words = [each.value for each in call.args if isinstance(each, nodes.Const)]
        is_text = isinstance(call.node, nodes.Name) and call.node.name in SINGULAR and len(words) == len(call.args)
        if not is_text:
            return call
        text = translation.pgettext(*words) if len(words) == 2 else translation.gettext(*words)
        parts = _parts(text, {each.key: each.value for each in call.kwargs})
        return parts[0] if len(parts) == 1 else nodes.Concat(parts)


def _parts(text: str, values: dict[str, nodes.Expr]) -> list[nodes.Expr]:
    """Cut `text`, which is HTML, where a value stands in it."""
    parts: list[nodes.Expr] = []
    words = ""
    end = 0
    for place in PLACE.finditer(text):
        words += text[end : place.start()]
        end = place.end()
        name, sign = place.groups()
        if sign:
            words += sign
            continue
        value = values[name]
        if isinstance(value, nodes.Const):
            words += str(escape(value.value))
        else:
            parts += [_html(words), value]
            words = ""
    return [*parts, _html(words + text[end:])]


def _html(text: str) -> nodes.Expr:
    return nodes.MarkSafe(nodes.Const(text))
