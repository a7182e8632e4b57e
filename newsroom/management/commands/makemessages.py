"""Django's makemessages, which reads the pages of readers too: those are Jinja's."""

from pathlib import Path
from typing import Any

from django.core.management.commands import makemessages
from django.template import engines


class BuildFile(makemessages.BuildFile):
    def preprocess(self) -> None:
        """Write the calls of gettext that a template makes as a Python file, for xgettext."""
        if not self.is_templatized or "public" not in Path(self.path).parts:
            super().preprocess()
            return
        pages: Any = engines["pages"]
        found = pages.env.extract_translations(Path(self.path).read_text(encoding="utf-8"))
        calls = (f"{function}({_arguments(message)})\n" for _line, function, message in found)
        Path(self.work_path).write_text("".join(calls), encoding="utf-8")


class Command(makemessages.Command):
    build_file_class = BuildFile


def _arguments(message: str | tuple[str | None, ...]) -> str:
    """Return what a call is given, of a plural its number too."""
    words = (message,) if isinstance(message, str) else message
    return ", ".join("number" if word is None else repr(word) for word in words)
