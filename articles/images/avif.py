"""The size of the frames in an AVIF file: its decoder believes them, and not the size that the file gives itself."""

from collections.abc import Iterator

# OBU types (AV1 specification, 6.2.2).
SEQUENCE_HEADER, FRAME_HEADER, FRAME = 1, 3, 6
# A still picture is one frame, in layers up to four.
MOST_FRAMES = 8
MOST_PARTS = 8
CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")


def largest_frame(content: bytes) -> int:
    """Return the pixels of the largest frame; raises ValueError or LookupError where it is not said."""
    sizes = [size for data in _streams(content) for size in _frames(data)]
    return max(sizes)


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind, start and end of each box (ISO/IEC 14496-12, 4.2)."""
    while start + 8 <= end:
        length, header = _number(content, start, 4), 8
        if length == 1:
            length, header = _number(content, start + 8, 8), 16
        stop = min(end, start + length) if length else end
        if stop < start + header:
            raise ValueError("a box ends before it begins")
        yield content[start + 4 : start + 8], start + header, stop
        start = stop


def _streams(content: bytes) -> Iterator[bytes]:
    for kind, start, end in _boxes(content, 0, len(content)):
        if kind == b"meta":
            yield from _items(content, start + 4, end)
        elif kind in CONTAINERS:
            # A film: its first picture may be of any size as well.
            raise ValueError("a film")


def _items(content: bytes, start: int, end: int) -> Iterator[bytes]:
    inside = {kind: (first, last) for kind, first, last in _boxes(content, start, end)}
    coded = set(_coded(content, *inside[b"iinf"]))
    idat = inside.get(b"idat", (0, 0))[0]
    left = len(content)
    for item, in_idat, extents in _places(content, inside[b"iloc"][0]):
        if item in coded:
            base = idat if in_idat else 0
            data = b"".join(content[base + at : base + at + length] for at, length in extents)
            left -= len(data)
            if left < 0:
                raise ValueError("the same bytes again and again")
            yield data


def _coded(content: bytes, start: int, end: int) -> Iterator[int]:
    """Yield the numbers of the items that are AV1 (8.11.6)."""
    skip = 4 + (2 if content[start] == 0 else 4)
    for kind, first, _last in _boxes(content, start + skip, end):
        if kind == b"infe":
            wide = 4 if content[first] == 3 else 2
            if content[first + 6 + wide : first + 10 + wide] == b"av01":
                yield _number(content, first + 4, wide)


def _places(content: bytes, at: int) -> Iterator[tuple[int, bool, list[tuple[int, int]]]]:
    """Yield of each item its number, whether it lies in the box idat, and its extents (8.11.3)."""
    version = content[at]
    offset_size, length_size = content[at + 4] >> 4, content[at + 4] & 15
    base_size, index_size = content[at + 5] >> 4, content[at + 5] & 15 if version else 0
    wide = 4 if version == 2 else 2
    count, at = _number(content, at + 6, wide), at + 6 + wide
    for _item in range(count):
        item, at = _number(content, at, wide), at + wide
        in_idat = bool(version) and content[at + 1] & 15 == 1
        at += 4 if version else 2
        base, at = _number(content, at, base_size), at + base_size
        parts, at = _number(content, at, 2), at + 2
        if parts > MOST_PARTS:
            raise ValueError("an item in too many parts")
        extents = []
        for _part in range(parts):
            at += index_size
            offset, at = _number(content, at, offset_size), at + offset_size
            length, at = _number(content, at, length_size), at + length_size
            extents.append((base + offset, length or len(content)))
        yield item, in_idat, extents


def _frames(data: bytes) -> list[int]:
    """Return the pixels that each sequence header allows (5.3); more frames than a still picture has are refused."""
    at, frames, sizes = 0, 0, []
    while at < len(data):
        kind, has_extension, has_size = data[at] >> 3 & 15, data[at] & 4, data[at] & 2
        at += 2 if has_extension else 1
        length = len(data) - at
        if has_size:
            length = 0
            for place in range(8):
                length |= (data[at] & 127) << 7 * place
                at += 1
                if data[at - 1] < 128:
                    break
        frames += kind in (FRAME_HEADER, FRAME)
        if kind == SEQUENCE_HEADER:
            sizes.append(_allowed(data[at : at + length]))
        at += length
    if frames > MOST_FRAMES or not sizes:
        raise ValueError("no still picture")
    return sizes


def _allowed(header: bytes) -> int:
    """Return the largest width × height (5.5.1); what only films have, a clock, is refused."""
    bits, at = "".join(f"{byte:08b}" for byte in header[:64]), 0

    def take(count: int) -> int:
        nonlocal at
        at += count
        return int(bits[at - count : at], 2)

    take(4)
    if take(1):
        take(5)
    else:
        if take(1):
            raise ValueError("a film")
        has_delay = take(1)
        for _point in range(take(5) + 1):
            take(12)
            if take(5) > 7:
                take(1)
            if has_delay and take(1):
                take(4)
    wide, high = take(4) + 1, take(4) + 1
    return (take(wide) + 1) * (take(high) + 1)


def _number(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "big")
