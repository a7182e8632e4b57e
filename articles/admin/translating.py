"""The other edition beside the form, what has changed in it since, and how the two are tied together."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.admin.publishable import PublishableAdmin
from articles.models import Article


class Translates(PublishableAdmin):
    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        return super().panels(request, article)
