"""The house rules that a machine keeps. A rule learnt later becomes a test here."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("newsroom", "articles", "comments")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
# Path -> reason. Migrations, data and test tables are exempt without being named.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "services", "service", "common", "core", "misc"}
TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "Makefile", "README.md", "articles", "comments", "deploy", "manage.py",
    "newsroom", "pyproject.toml", "requirements", "static", "templates", "tests",
}  # fmt: skip
CATALOGUE = ROOT / "newsroom/locale/ar/LC_MESSAGES/django.po"


def python_files(*folders: str) -> list[Path]:
    found = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return [file for file in found if "migrations" not in file.parts]


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


# Its imports are put in their place when static files are collected: newsroom/static_storage.py.
JOINED_SCRIPT = "static/js/reader.js"


def texts(folder: str, *endings: str) -> dict[str, str]:
    return {
        named(file): file.read_text(encoding="utf-8")
        for file in sorted((ROOT / folder).rglob("*"))
        if file.suffix in endings
    }


def test_files_are_of_one_idea():
    long = {named(file): len(file.read_text().splitlines()) for file in python_files(*PACKAGES, "tests")}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE and name not in LONG_FILES} == {}


def test_functions_fit_a_screen():
    long = {}
    for file in python_files(*PACKAGES, "tests"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{named(file)}:{node.name}"] = lines
    assert {name: lines for name, lines in long.items() if name not in LONG_FUNCTIONS} == {}


def test_no_room_is_called_utils():
    rooms = {named(file) for file in (*python_files(*PACKAGES, "tests"),) if set(file.parts) & FORBIDDEN_NAMES}
    modules = {named(file) for file in python_files(*PACKAGES, "tests") if file.stem in FORBIDDEN_NAMES}
    assert rooms | modules == set()


def test_the_top_level_holds_what_the_design_names():
    ignored = {
        ".git",
        ".venv",
        "data",
        ".pytest_cache",
        ".mypy_cache",
        ".ruff_cache",
        ".hypothesis",
        ".import_linter_cache",
    }
    found = {entry.name for entry in ROOT.iterdir()} - ignored
    assert found <= TOP_LEVEL


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_has_a_door_plate(package):
    text = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text())) or ""
    assert 4 <= len(text.splitlines()) <= 20


def test_only_the_sanitiser_imports_the_sanitising_libraries():
    guilty = set()
    for file in python_files(*PACKAGES):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if {name.split(".")[0] for name in names} & {"bleach", "nh3"}:
                guilty.add(named(file))
    assert guilty == {"newsroom/sanitize.py"}


def test_only_the_sanitiser_marks_text_as_safe():
    guilty = {name for name, text in texts(".", ".py").items() if re.search(r"\bmark_safe\b", text)}
    guilty = {name for name in guilty if name.startswith(PACKAGES)}
    assert guilty == {"newsroom/sanitize.py"}
    assert {
        name for name, text in texts("templates", ".html").items() if re.search(r"\|\s*safe\b|autoescape off", text)
    } == set()


def test_public_templates_hold_no_inline_script_or_style():
    inline = re.compile(r"<style\b|\sstyle=|\son[a-z]+\s*=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)
    assert {name for name, text in texts("templates", ".html").items() if inline.search(text)} == set()


def test_partials_declare_their_inputs():
    wrong = set()
    for name, text in texts("templates", ".html").items():
        is_partial = Path(name).name.startswith("_") and not name.startswith("templates/public/")
        if is_partial and not text.startswith("{# inputs:"):
            wrong.add(name)
    assert wrong == set()


def test_styles_know_start_and_end_but_not_left_and_right():
    physical = re.compile(r"(?<![\w-])(left|right)(?![\w-])|-(left|right)\b", re.IGNORECASE)
    wrong = []
    for name, text in texts("static/css", ".css").items():
        bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        wrong += [f"{name}: {line.strip()}" for line in bare.splitlines() if physical.search(line)]
    assert wrong == []


def test_styles_begin_with_the_order_of_their_layers():
    first = (ROOT / "static/css/site.css").read_text().lstrip().splitlines()[0]
    assert first == "@layer reset, tokens, base, layout, components, utilities;"


def test_arabic_is_never_tracked_or_slanted():
    """Letter-spacing breaks the joins of Arabic, so that it may only stand where :lang() keeps Arabic out."""
    wrong = []
    for name, text in texts("static/css", ".css").items():
        for rule in re.findall(r"[^{}]+{[^{}]*}", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
            if re.search(r"text-transform:(?!\s*none)", rule) or "text-align: justify" in rule:
                wrong.append(f"{name}: {rule.strip()[:60]}")
    assert wrong == []


def test_scripts_hold_no_text_and_import_nothing():
    wrong = []
    for name, text in texts("static/js", ".js").items():
        bare = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
        # A relative import would miss the hashed name of its file, where files are collected without being joined; the
        # editor's own name is in the page's import map.
        relative = re.search(r'^\s*import\b(?! \{[^}]*\} from "django-prose-editor/editor";)', bare, re.MULTILINE)
        relative = None if name == JOINED_SCRIPT else relative
        if relative or re.search(r"[\u0600-\u06ff]", bare):
            wrong.append(name)
        if re.search(r"textContent\s*=\s*[\"'`]\w", bare):
            wrong.append(name)
    assert wrong == []


def test_nothing_names_a_machine_or_a_package_index():
    files = texts("requirements", ".txt") | texts("newsroom", ".py") | {"Makefile": (ROOT / "Makefile").read_text()}
    words = re.compile(r"https?://[^\s]*pypi|index-url|--find-links")
    assert {name for name, text in files.items() if words.search(text)} == set()


def test_every_test_asserts_something():
    empty = []
    for file in python_files("tests"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                words = ast.dump(node)
                if not re.search(r"Assert\(|raises|assert|expect|run_state_machine", words):
                    empty.append(f"{named(file)}:{node.name}")
    assert empty == []


def test_what_empties_the_database_puts_back_what_migrations_made():
    """Otherwise the content types and roles that the tests after it stand on come back with other keys, or twice."""
    wrong = {
        name
        for name, text in texts("tests", ".py").items()
        if not name.startswith("tests/test_house.py")
        for mark in re.findall(r"django_db\([^)]*transaction=True[^)]*\)", text)
        if "serialized_rollback=True" not in mark
    }
    assert wrong == set()


def test_the_day_is_always_that_of_the_newsroom():
    """Between 23:00 and 24:00 UTC it is another one in Casablanca."""
    day = re.compile(r"\blocaldate\((?!.*\bzone\b)|\bdate\.today\(")
    code = {named(file): file.read_text() for file in python_files(*PACKAGES, "tests")}
    assert [name for name, text in code.items() if day.search(text)] == []


def test_no_test_sleeps_or_is_skipped():
    wrong = {
        name
        for name, text in texts("tests", ".py").items()
        if not name.startswith("tests/test_house.py")
        and re.search(r"time\.sleep\(|mark\.skip|mark\.xfail|pytest\.skip\(", text)
    }
    assert wrong == set()


def test_every_string_is_translated_into_arabic():
    entries = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]
    assert len(entries) > 200
    unfinished = [entry.msgid for entry in entries if entry.fuzzy or not entry.translated()]
    assert unfinished == []


def test_every_arabic_plural_has_its_six_forms():
    catalogue = polib.pofile(str(CATALOGUE))
    assert "nplurals=6" in catalogue.metadata["Plural-Forms"]
    plurals = [entry for entry in catalogue if entry.msgid_plural and not entry.obsolete]
    assert plurals
    assert [entry.msgid for entry in plurals if sum(map(bool, entry.msgstr_plural.values())) != 6] == []


def test_translations_keep_the_placeholders():
    wrong = []
    for entry in polib.pofile(str(CATALOGUE)):
        wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
        for text in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            # «تعليق واحد» says one without its figure.
            missing = set() if entry.msgid_plural else wanted - placeholders(text)
            if placeholders(text) - wanted or missing:
                wrong.append(entry.msgid)
    assert wrong == []


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|{\w*}", text))


def test_the_compiled_catalogue_is_that_of_the_source():
    """The catalogue is committed compiled, so that a site needs no gettext: it must not lag behind."""
    source = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(CATALOGUE)) if entry.translated()}
    compiled = {(entry.msgctxt, entry.msgid): entry for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    assert set(source) == set(compiled)
    for key, entry in source.items():
        assert (entry.msgstr, entry.msgstr_plural) == (compiled[key].msgstr, compiled[key].msgstr_plural)


def test_every_public_address_is_one_of_the_design():
    """A new public address must be added to the leak tests and then here."""
    names = {
        "landing", "comments", "comments_feed", "article_comments_feed", "articles", "short_link", "comment", "media",
        "sitemap", "sitemap_sections", "sitemap_month", "robots", "healthz", "moderate", "preview", "readyz",
        "count_read", "icon", "identity", "interface_language", "admin",
    }  # fmt: skip
    found = set()
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            found.add(pattern.app_name or "")
        elif isinstance(pattern, URLPattern):
            found.add(pattern.name or "")
    assert found == names


def test_a_text_is_isolated_by_the_one_function_for_it():
    isolate = re.compile(r"\\u2068|FIRST STRONG ISOLATE")
    found = {named(file) for file in python_files(*PACKAGES) if isolate.search(file.read_text(encoding="utf-8"))}
    # The mail takes them out again where it cannot show them.
    assert found == {"newsroom/plain_text.py", "newsroom/mail.py"}


def test_no_test_waits_by_a_text_that_the_pages_refuse_to_evaluate():
    """browser.visitor.until says why."""
    calls = {named(file) for file in python_files("tests") if ".wait_for_function(" in file.read_text(encoding="utf-8")}
    assert calls - {"tests/test_house.py"} == set()
