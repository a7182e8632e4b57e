"""What colleagues say to each other about an article."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.admin.publishable import PublishableAdmin
from articles.models import Article


class TakesNotes(PublishableAdmin):
    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        return super().panels(request, article)
