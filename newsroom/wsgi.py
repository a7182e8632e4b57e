import gc
import os
from threading import Timer
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application: Any = get_wsgi_application()
if settings.PAGE_CACHE_MB:
    # It needs the models, which are there now.
    from newsroom.page_cache.layer import PageCache
    from newsroom.page_cache.sharing import SharedWatch
    from newsroom.replicas.watching import ReplicaWatch

    watch = ReplicaWatch() if settings.REPLICAS else SharedWatch()
    application = PageCache(application, megabytes=settings.PAGE_CACHE_MB, watch=watch)

# Every view there is, now and not with the first reader's page.
get_resolver().url_patterns  # noqa: B018 (reading it is what loads it)


def get_ready() -> None:
    """Compile every template there is."""
    pages: Any = engines["pages"]
    for edition in pages.editions.values():
        for name in edition.list_templates():
            edition.get_template(name)
    # What is loaded stays: the collector need not walk through it again and again (a tenth of a page's time), nor come
    # after every few hundred objects of a page that frees most of them by itself.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


# The first reader does not wait for it: a page needs a tenth of them, and compiles those itself.
getting_ready = Timer(1, get_ready)
getting_ready.daemon = True
getting_ready.start()
