"""The templates of readers' pages are whole, and their partials print what they are given and nothing else."""

from pathlib import Path

from django.template import engines
from jinja2 import nodes

PAGES = engines["jinja2"].env  # type: ignore[attr-defined]
TEXTS = {name: PAGES.loader.get_source(PAGES, name)[0] for name in PAGES.list_templates()}


def test_public_partials_are_macros_of_their_own_name():
    """What a macro prints is its inputs and nothing else of the page; of whole pages, none has to be one."""
    wrong = set()
    for name, text in TEXTS.items():
        macro = f"{{% macro show_{Path(name).stem.removeprefix('_')}("
        is_partial = Path(name).name.startswith("_")
        if is_partial != (text.count("{% macro ") == 1 and macro in text):
            wrong.add(name)
        if "{% include" in text or "with context" in text:
            wrong.add(name)
    assert wrong == set()


def test_every_public_template_compiles():
    names = PAGES.list_templates()
    assert len(names) > 100
    for name in names:
        PAGES.get_template(name)


def test_what_public_templates_print_is_made_of_names_that_are_known():
    """Of a misspelt filter Jinja tells; of a function that is none, only the page that calls it would."""
    wrong = {}
    for name in PAGES.list_templates():
        tree = PAGES.parse(PAGES.loader.get_source(PAGES, name)[0])
        own = {macro.name for macro in tree.find_all(nodes.Macro)}
        own |= {each for found in tree.find_all(nodes.FromImport) for each in found.names}
        called = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
        if unknown := called - own - set(PAGES.globals):
            wrong[name] = unknown
    assert wrong == {}
