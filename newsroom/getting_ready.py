"""What an application server does when it has begun to answer, so that its first reader does not wait for it."""

import gc
import logging
from typing import Any

from django.template import engines
from jinja2 import TemplateError

logger = logging.getLogger(__name__)


def get_ready() -> None:
    """Compile every template there is: a page needs a sixth of them, and has compiled those itself."""
    pages: Any = engines["pages"]
    for edition in pages.editions.values():
        for name in edition.list_templates():
            try:
                edition.get_template(name)
            except TemplateError:
                logger.exception("This template cannot be compiled, and its pages not be made: %s", name)
    keep_what_is_loaded()


def keep_what_is_loaded() -> None:
    """Let the collector not walk through it again and again, which is a tenth of a page's time.

    Nor come after every few hundred objects of a page that frees most of them by itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
