"""Static files for production: css/site.css and what it imports become one file, still hashed and cached for ever."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>[a-z]+)\);')


class OneSheetStorage(CompressedManifestStaticFilesStorage):
    """In the repository a component is a file; a browser would fetch them one after the other."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run and SHEET in paths:
            sheet = IMPORT.sub(lambda found: self._layer(paths, **found.groupdict()), self._read(paths, SHEET))
            self.delete(SHEET)
            self._save(SHEET, ContentFile(sheet.encode()))
            paths[SHEET] = (self, SHEET)
        yield from super().post_process(paths, dry_run, **options)

    def _layer(self, paths: dict[str, Any], file: str, layer: str) -> str:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(SHEET), file))
        content = self._read(paths, name)
        if "url(" in content and posixpath.dirname(name) != posixpath.dirname(SHEET):
            raise ValueError(f"{name}: a file with url() must stand beside {SHEET}")
        return f"@layer {layer} {{\n{content}}}"

    def _read(self, paths: dict[str, Any], name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return str(file.read().decode())
