"""What an uploaded picture costs and what readers get of it: seconds, memory and bytes.

    .venv/bin/python tests/bench/pictures.py

Each upload is worked on in a process of its own, on one core, by what the admin calls before it stores anything; its
memory is the most that the whole process ever held. The pictures are made here: noise of several sizes laid over each
other, which is harder on every encoder than a photograph of the same size. Then the demo's drawings.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

VARIABLES = {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "NEWSROOM_MODE": "demo", "SECRET_KEY": "only-for-this"}
MEGAPIXELS_24 = (6000, 4000)
FIRST_SECONDS, FIRST_MEGABYTES = 3, 400
BOMB_MS = 100
LEAD_KB = 80
# 412 points at 1.75 pixels: what Lighthouse's telephone asks of the lead picture, which is edge to edge there.
LEAD_WIDTH = 412 * 1.75


def photograph(size: tuple[int, int]):  # type: ignore[no-untyped-def]
    """Return a picture with light, soft shapes and fine grain."""
    from PIL import Image, ImageChops

    bands = []
    for band in range(3):
        whole = Image.linear_gradient("L").rotate(90 * band).resize(size, Image.Resampling.BILINEAR)
        for cells, sigma in ((6, 110), (40, 60), (240, 22), (1800, 34)):
            grain = Image.effect_noise((cells, cells * size[1] // size[0]), sigma).resize(
                size, Image.Resampling.BICUBIC
            )
            whole = ImageChops.add(whole, grain, scale=2)
        bands.append(whole)
    return Image.merge("RGB", bands)


def kinds() -> dict[str, bytes]:
    """Return five kinds of upload, by name."""
    from PIL import Image, ImageDraw

    def saved(picture, format: str, **options) -> bytes:  # type: ignore[no-untyped-def]
        content = io.BytesIO()
        picture.save(content, format, **options)
        return content.getvalue()

    page = Image.new("RGB", (2880, 1800), "white")
    pen = ImageDraw.Draw(page)
    for line in range(0, 1800, 24):
        pen.rectangle((120, line, 120 + (line * 7919) % 2500, line + 9), fill="#222")
    cut = photograph((2400, 1600)).convert("RGBA")
    cut.putalpha(Image.radial_gradient("L").resize(cut.size))
    return {
        "photograph, 24 MP, JPEG": saved(photograph(MEGAPIXELS_24), "JPEG", quality=92),
        "photograph, 12 MP, AVIF": saved(photograph((4000, 3000)), "AVIF", quality=70, speed=9),
        "for print, CMYK JPEG": saved(photograph((3000, 2000)).convert("CMYK"), "JPEG", quality=92),
        "picture of a screen, PNG": saved(page, "PNG"),
        "cut out, WebP": saved(cut, "WEBP", quality=85),
    }


def work(path: str) -> None:
    """Prepare one upload and print what it cost, and how large what readers get is."""
    import django

    django.setup()
    from django.core.files.base import ContentFile

    from articles.images import renditions, uploads
    from articles.images.preparation import prepare

    os.sched_setaffinity(0, {0})
    content = Path(path).read_bytes()
    file = ContentFile(content)
    before, started = peak(), time.process_time()
    prepared = prepare(file, focus=(0.5, 0.5), keep_original=False)
    seconds, memory = time.process_time() - started, peak()
    size = prepared.measured.width, prepared.measured.height
    picture = uploads.decode(io.BytesIO(prepared.original))
    started = time.process_time()
    rest = [
        wanted for wanted in renditions.wanted(size, (0.5, 0.5)) if wanted not in renditions.first(size, (0.5, 0.5))
    ]
    later = {wanted.name: len(made) for wanted, made in renditions.encode(picture, rest, size, (0.5, 0.5))}
    print(
        json.dumps(
            {
                "uploaded": len(content),
                "seconds": seconds,
                "before": before,
                "memory": memory,
                "first": {wanted.name: len(made) for wanted, made in prepared.first},
                "rest": time.process_time() - started,
                "later": later,
            }
        )
    )


def peak() -> float:
    """Return the most megabytes that this process ever had in memory (proc(5): a child begins anew)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def in_a_process(*arguments: str) -> dict:
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        output = subprocess.run(
            [sys.executable, __file__, *arguments],
            env=os.environ | VARIABLES | {"DATA_DIR": folder},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    return json.loads(output.splitlines()[-1])


def lead(files: dict[str, int]) -> tuple[str, int]:
    """Return the file that a browser takes for the lead picture on a telephone, and its bytes."""
    offered = [name for name in files if name.startswith("4x3-") and name.endswith(".avif")]
    widths = {int(name.partition("-")[2].partition(".")[0]): name for name in offered}
    name = widths[min(width for width in widths if width >= LEAD_WIDTH)]
    return name, files[name]


def verdict(is_met: bool) -> str:
    return "" if is_met else "  OVER"


def bomb() -> None:
    """Refuse a PNG of 10,000 × 10,000 pixels that is a few bytes long, and print the milliseconds."""
    import struct
    import zlib

    from articles.images import uploads

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 300_000_000, 9))
    started = time.perf_counter()
    try:
        uploads.decode(io.BytesIO(content))
    except uploads.PictureRefused:
        took = (time.perf_counter() - started) * 1000
        print(
            f"bomb of 100 megapixels in {len(content) // 1024} KB: refused in {took:.1f} ms{verdict(took <= BOMB_MS)}"
        )
    else:
        sys.exit("the bomb was taken")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        for name, content in kinds().items():
            path = Path(folder) / "upload"
            path.write_bytes(content)
            made = in_a_process("work", str(path))
            files = made["first"] | made["later"]
            chosen, size = lead(files)
            is_met = made["seconds"] <= FIRST_SECONDS and made["memory"] <= FIRST_MEGABYTES
            print(
                f"{name:26} {made['uploaded'] / 1e6:5.1f} MB: {len(made['first'])} files at once in "
                f"{made['seconds']:.2f} s, {made['memory']:.0f} MB of memory ({made['before']:.0f} before)"
                f"{verdict(is_met)}; {len(made['later'])} more in {made['rest']:.1f} s; together "
                f"{sum(files.values()) / 1e6:.1f} MB; lead {chosen} {size / 1024:.0f} KB"
                f"{verdict(size <= LEAD_KB * 1024)}",
                flush=True,
            )
    import django

    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_MODE": "demo",
        "SECRET_KEY": "only-for-this",
    }
    django.setup()
    bomb()


if __name__ == "__main__":
    work(sys.argv[2]) if sys.argv[1:2] == ["work"] else main()
