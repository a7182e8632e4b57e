"""How the files that readers get are given out, by our own view and by a bucket alike."""

# An address never shows two pictures: its key is drawn anew for each file and each focal point.
FOR_EVER = "public, max-age=31536000, immutable"
# Python's own table has learnt of these one after the other.
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


def content_type(name: str) -> str:
    """Return the type of a file by the ending that we gave it; what is none of ours is nothing to be shown."""
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")
