"""Links by which somebody without an account reads an article before its readers do."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.admin.publishable import PublishableAdmin
from articles.models import Article


class Previews(PublishableAdmin):
    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        return super().panels(request, article)
