"""The numbered revisions of an article, what differs between two, and taking one back up."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.admin.publishable import PublishableAdmin
from articles.models import Article


class ShowsRevisions(PublishableAdmin):
    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        return super().panels(request, article)
