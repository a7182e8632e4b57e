"""Files that are a picture and a page, a program or an archive as well."""

import re
import zipfile
from typing import IO

# What makes a browser or a script engine take a picture for a page or a program. Compressed pixels hold every short
# word by chance: each of these is at least six bytes long, or goes on in plain letters.
MARKUP = re.compile(
    rb"<(?:html|body|iframe|!doctype|\?php)[\s>/]|<script"
    rb"|<(?:svg|img)[\s/][\t\n\r\x20-\x7e]{0,200}?(?:xmlns|\bon\w+\s*=|>)|<svg>\s*<"
    rb"|<\?=[\t\n\r\x20-\x7e]{10}|__halt_compiler",
    re.IGNORECASE,
)
# RAR and 7z by their signatures; a PDF is one wherever it begins.
ATTACHED = re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|%PDF-[12]\.\d")
# A header that is a comment of a script: GIF89a/* and JPEG's first segment of the length "/*".
SCRIPT_HEADER = re.compile(rb"\AGIF8[79]a(?:/\*|=|`)|\A\xff\xd8\xff[\xe0\xe1\xfe]/\*")


def is_two_in_one(file: IO[bytes]) -> bool:
    """Say whether it is something else as well; what phones add to their pictures is none. Left at its beginning."""
    file.seek(0)
    content = file.read()
    found = MARKUP.search(content) or ATTACHED.search(content) or SCRIPT_HEADER.match(content)
    is_archive = _is_archive(file)
    file.seek(0)
    return bool(found) or b"%PDF-" in content[:1024] or is_archive


def _is_archive(file: IO[bytes]) -> bool:
    """Say whether there is a ZIP with something in it; its bare signature is met by chance."""
    try:
        with zipfile.ZipFile(file) as archive:
            return bool(archive.infolist())
    except zipfile.BadZipFile:
        return False
