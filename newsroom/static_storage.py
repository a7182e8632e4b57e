"""Static files for production: css/site.css and js/reader.js become one file each with what they import.

Still hashed, and cached for ever: Django gives hashed names to what a sheet imports, not to what a script does.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
SHEET_IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>[a-z]+)\);')
SCRIPT = "js/reader.js"
SCRIPT_IMPORT = re.compile(r'^import "\./(?P<file>[a-z-]+\.js)";$', re.MULTILINE)
# What is said to whoever works on them: comments, and in a sheet indents, which together are a quarter of it.
ASIDE = re.compile(r"/\*.*?\*/\n*|^[ \n]+", re.DOTALL | re.MULTILINE)
REMARK = re.compile(r"^ *//[^\n]*\n", re.MULTILINE)


class JoinedFilesStorage(CompressedManifestStaticFilesStorage):
    """In the repository a component is a file; a browser would fetch them one after the other."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            self._join(paths, SHEET, SHEET_IMPORT, self._layer)
            self._join(paths, SCRIPT, SCRIPT_IMPORT, self._block)
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, paths: dict[str, Any], name: str, imports: re.Pattern[str], part: Callable[..., str]) -> None:
        if name in paths:
            whole = imports.sub(lambda found: part(paths, **found.groupdict()), self._read(paths, name))
            self.delete(name)
            self._save(name, ContentFile(whole.encode()))
            paths[name] = (self, name)

    def _layer(self, paths: dict[str, Any], file: str, layer: str) -> str:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(SHEET), file))
        content = self._read(paths, name)
        if "url(" in content and posixpath.dirname(name) != posixpath.dirname(SHEET):
            raise ValueError(f"{name}: a file with url() must stand beside {SHEET}")
        return f"@layer {layer} {{\n{ASIDE.sub('', content)}}}"

    def _block(self, paths: dict[str, Any], file: str) -> str:
        """Return a script as a block: what it declares stays its own."""
        return f"{{\n{REMARK.sub('', self._read(paths, posixpath.join(posixpath.dirname(SCRIPT), file)))}\n}}"

    def _read(self, paths: dict[str, Any], name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return str(file.read().decode())
