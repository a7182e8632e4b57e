from typing import cast

from django.contrib import admin
from django.urls import include, path, register_converter

from articles import sitemaps
from articles import views as articles
from comments import feeds
from comments import views as comments
from newsroom import converters, desk, health, landing
from newsroom.admin_site import NewsroomAdminSite, set_interface_language

register_converter(converters.Colour, "colour")
register_converter(converters.Edition, "edition")
register_converter(converters.Word, "word")
register_converter(converters.Year, "year")
register_converter(converters.Month, "month")
cast(NewsroomAdminSite, admin.site).furnish(desk.boxes)

urlpatterns = [
    path("", landing.choose_edition, name="landing"),
    path("<edition:language>/comments.xml", feeds.edition_feed, name="comments_feed"),
    path(
        "<edition:language>/<year:year>/<month:month>/<word:slug>/comments.xml",
        feeds.article_feed,
        name="article_comments_feed",
    ),
    path("<edition:language>/comments/", include("comments.urls")),
    path("<edition:language>/", include("articles.urls")),
    path("a/<int:article_id>/", articles.short_link, name="short_link"),
    path("read/<int:article_id>/", articles.count_read, name="count_read"),
    path("c/<int:comment_id>/", comments.permalink, name="comment"),
    path("media/<path:path>", articles.media, name="media"),
    # machines
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-sections.xml", sitemaps.sections, name="sitemap_sections"),
    path("sitemap-<year:year>-<month:month>.xml", sitemaps.month, name="sitemap_month"),
    path("identity-<slug:digest>.css", landing.identity, name="identity"),
    path("icon-<colour:colour>.svg", landing.icon, name="icon"),
    path("robots.txt", landing.robots, name="robots"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    # staff
    path("preview/<str:token>/", articles.preview_page, name="preview"),
    path("moderate/<str:token>/", comments.moderate, name="moderate"),
    path("admin/language/", set_interface_language, name="interface_language"),
    path("admin/", admin.site.urls),
]


handler400 = "articles.views.errors.bad_request"
handler403 = "articles.views.errors.permission_denied"
handler404 = "articles.views.moved.not_found"
handler500 = "articles.views.errors.server_error"
