"""The templates of readers' pages are whole, and their partials print what they are given and nothing else."""

from pathlib import Path

from django.template import engines
from jinja2 import nodes

PAGES = engines["pages"].env  # type: ignore[attr-defined]
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


def macros() -> dict[str, nodes.Macro]:
    trees = [PAGES.parse(text) for text in TEXTS.values()]
    return {macro.name: macro for tree in trees for macro in tree.find_all(nodes.Macro)}


def test_a_macro_prints_what_it_is_given_and_nothing_else():
    """What is no parameter of it would print nothing, and nobody would be told."""
    wrong = {}
    for name, text in TEXTS.items():
        tree = PAGES.parse(text)
        known = {each for found in tree.find_all(nodes.FromImport) for each in found.names} | set(PAGES.globals)
        for macro in tree.find_all(nodes.Macro):
            names = list(macro.find_all(nodes.Name))
            own = {each.name for each in names if each.ctx != "load"} | {"loop"}
            if unknown := {each.name for each in names if each.ctx == "load"} - own - known:
                wrong[name] = unknown
    assert wrong == {}


def test_a_macro_is_given_nothing_that_it_does_not_take():
    takes = {name: {argument.name for argument in macro.args} for name, macro in macros().items()}
    assert len(takes) > 60
    wrong = {}
    for name, text in TEXTS.items():
        calls = PAGES.parse(text).find_all(nodes.Call)
        for call in (call for call in calls if isinstance(call.node, nodes.Name) and call.node.name in takes):
            if unknown := {given.key for given in call.kwargs} - takes[call.node.name]:
                wrong[f"{name}:{call.lineno}"] = unknown
    assert wrong == {}
