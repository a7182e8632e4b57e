from articles.models.article import Article
from articles.models.author import Author
from articles.models.byline import Byline
from articles.models.correction import Correction
from articles.models.image import Image, ImageText
from articles.models.page import Page
from articles.models.publishable import Publishable
from articles.models.revision import ArticleRevision
from articles.models.section import Section
from articles.models.story import Story
from articles.models.topic import Topic

__all__ = [
    "Article",
    "ArticleRevision",
    "Author",
    "Byline",
    "Correction",
    "Image",
    "ImageText",
    "Page",
    "Publishable",
    "Section",
    "Story",
    "Topic",
]
