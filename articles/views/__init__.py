from articles.views.corrections import CorrectionsPage
from articles.views.counting import count_read
from articles.views.lists import ArchivePage, AuthorPage, FrontPage, LatestPage, SectionPage, TopicPage
from articles.views.media import media
from articles.views.most_read import most_read_page
from articles.views.preview import preview_page
from articles.views.reading import article_page, short_link, static_page
from articles.views.searching import search

__all__ = [
    "ArchivePage",
    "AuthorPage",
    "CorrectionsPage",
    "FrontPage",
    "LatestPage",
    "SectionPage",
    "TopicPage",
    "article_page",
    "count_read",
    "media",
    "most_read_page",
    "preview_page",
    "search",
    "short_link",
    "static_page",
]
