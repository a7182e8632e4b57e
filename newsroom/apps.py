from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db import connection
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They need the models, and the checks are registered by being loaded.
        from newsroom import checks, due, notifications, outbox  # noqa: F401, PLC0415
        from newsroom.models import Change, Site  # noqa: PLC0415
        from newsroom.page_cache.following import follow  # noqa: PLC0415

        if connection.vendor == "postgresql":
            from newsroom.moments_in_utc import read_by_psycopg  # noqa: PLC0415 (psycopg is only there for it)

            read_by_psycopg()
        follow(Site)
        outbox.register(notifications.KIND, notifications.send)
        due.register("forgotten notifications", notifications.forget_old)
        due.register("changes put together", lambda now: Change.objects.compact())


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin_site.NewsroomAdminSite"
