"""What is missing before readers may have it, and what an editor should look at once more."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.admin.publishable import PublishableAdmin
from articles.models import Article


class Checks(PublishableAdmin):
    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        return super().panels(request, article)
