"""Content-Security-Policy (W3C CSP Level 3) as static headers: a nonce cannot live in a cached page."""

import base64
import functools
import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from newsroom import embeds, prose


def picture_sources(address: str) -> str:
    """Return whence pictures may come: from us, and from the host of `address` where it has one."""
    return " ".join(["'self'", *re.findall(r"^https://[^/]+", address)])


PICTURES = picture_sources(settings.MEDIA_URL)
PUBLIC_POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {PICTURES} data:; font-src 'self'; "
    f"connect-src 'self'; frame-src {' '.join(embeds.PLAYER_ORIGINS)}; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


# Of a file that is no page: opened by itself, it can do nothing.
FILE_POLICY = "sandbox; default-src 'none'"


@functools.cache
def staff_policy() -> str:
    """Return the admin's policy: ours, and by their hashes the two inline pieces the article editor needs.

    Without its style the editor would still run, and store every space as a no-break space.
    """
    return (
        f"default-src 'none'; script-src 'self' {_hash(prose.import_map())}; "
        f"style-src 'self' {_hash(_editor_style())}; "
        f"img-src {PICTURES} data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def _editor_style() -> str:
    """Return the style sheet that the editor's script puts into the page, read out of that script."""
    path = finders.find("django_prose_editor/editor.js") or ""
    script = Path(path).read_text(encoding="utf-8")
    found = re.search(r"`(\.ProseMirror \{\n.*?)`", script, re.DOTALL)
    if not found:
        raise LookupError("the editor's own style was not found in its script: did the package change?")
    return found[1]


def _hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"
