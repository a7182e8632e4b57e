import re

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from articles.images import FOLDER

# The names that articles.images gives; nothing else of the storage has an address.
NAME = re.compile(rf"{FOLDER}/[0-9a-f]{{2}}/(?P<hash>[0-9a-f]{{24}})-\d{{1,5}}\.(?P<ending>webp|jpg)\Z")
TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """Serve a public rendition. Its name comes from its content, so that it may be kept for ever.

    One byte range is answered (RFC 9110, 14); several, or one that is not understood, get the whole file.
    """
    name = NAME.match(path)
    if not name or not default_storage.exists(path):
        return HttpResponse("Not found\n", status=404, content_type="text/plain; charset=utf-8")
    headers = {
        "ETag": f'"{name["hash"]}"',
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Accept-Ranges": "bytes",
    }
    known = [tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))]
    if headers["ETag"] in known or "*" in known:
        return HttpResponseNotModified(headers=headers)
    return _whole_or_part(request, path, TYPES[name["ending"]], headers)


def _whole_or_part(
    request: HttpRequest, path: str, content_type: str, headers: dict[str, str]
) -> HttpResponse | FileResponse:
    size = default_storage.size(path)
    asked = RANGE.match(request.headers.get("Range", ""))
    file = default_storage.open(path)
    if not asked or not any(asked.groups()):
        return FileResponse(file, content_type=content_type, headers={**headers, "Content-Length": str(size)})
    first, last = asked.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    with file:
        if start > end:
            return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
        file.seek(start)
        part = file.read(end - start + 1)
    headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return HttpResponse(part, status=206, content_type=content_type, headers=headers)
