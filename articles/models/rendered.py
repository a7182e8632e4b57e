import secrets
from typing import Any

from django.db import models

from articles.images import files, renditions


def new_key() -> str:
    return secrets.token_hex(16)


class Rendered(models.Model):
    """What has public files: which of them are there, and their addresses."""

    # The folder of the public files: another one for every file and focal point, so that each may be kept for ever.
    key = models.CharField(max_length=32, default=new_key, editable=False)
    # {"colour": "#rrggbb", "files": {crop: {ending: [widths that are there]}}}
    renditions = models.JSONField(default=dict, editable=False)

    # Of the image.
    width: Any
    height: Any
    focus_x: Any
    focus_y: Any

    class Meta:
        abstract = True

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def focus(self) -> tuple[float, float]:
        """Return the focal point in shares of width and height."""
        return self.focus_x / 100, self.focus_y / 100

    def widths(self, crop: str, ending: str) -> list[int]:
        """Return the widths in which the crop is there, the smallest first."""
        there: list[int] = self.renditions.get("files", {}).get(crop, {}).get(ending, [])
        return there

    def paths(self) -> list[str]:
        """Return where in the public storage its files are."""
        return [files.path(self.key, name) for name in renditions.names(self.renditions.get("files", {}))]

    def url(self, crop: str, width: int, ending: str) -> str:
        return files.address(self.key, renditions.file_name(crop, width, ending))

    def rendition(self, crop: str, *, at_least: int = 0, ending: str = "jpg") -> dict[str, Any] | None:
        """Return {url, width, height} of the smallest file that is wide enough, else of the widest; None for none."""
        widths = self.widths(crop, ending)
        if not widths:
            return None
        width = renditions.wide_enough(widths, at_least)
        height = renditions.height_of(crop, width, self.size)
        return {"url": self.url(crop, width, ending), "width": width, "height": height}

    def thumb(self, crop: str = "4x3") -> dict[str, Any] | None:
        return self.rendition(crop, at_least=480, ending="webp")

    @property
    def share(self) -> dict[str, Any] | None:
        return self.rendition("share")
