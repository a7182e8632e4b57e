import os
from threading import Timer
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from newsroom.getting_ready import get_ready
from newsroom.in_one_piece import in_one_piece

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application: Any = in_one_piece(get_wsgi_application())
if settings.PAGE_CACHE_MB:
    # It needs the models, which are there now.
    from newsroom.page_cache.layer import PageCache
    from newsroom.page_cache.sharing import SharedWatch
    from newsroom.replicas.watching import ReplicaWatch

    watch = ReplicaWatch() if settings.REPLICAS else SharedWatch()
    application = PageCache(application, megabytes=settings.PAGE_CACHE_MB, watch=watch)

# Every view there is, now and not with the first reader's page.
get_resolver().url_patterns  # noqa: B018 (reading it is what loads it)

getting_ready = Timer(1, get_ready)
getting_ready.daemon = True
getting_ready.start()
