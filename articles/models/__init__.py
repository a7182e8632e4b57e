from articles.models.article import Article
from articles.models.author import Author
from articles.models.byline import Byline
from articles.models.correction import Correction
from articles.models.discarded import DiscardedPicture
from articles.models.former_word import FormerWord
from articles.models.image import Image
from articles.models.image_text import ImageText
from articles.models.image_use import ImageUse
from articles.models.note import Note
from articles.models.page import Page
from articles.models.pin import Pin
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.publishable import Publishable
from articles.models.read_count import ReadCount
from articles.models.redirect import Redirect
from articles.models.revision import ArticleRevision
from articles.models.saved_view import SavedView
from articles.models.section import Section
from articles.models.story import Story
from articles.models.synonym import Synonym
from articles.models.topic import Topic
from articles.models.unsaved import Unsaved

__all__ = [
    "Article",
    "ArticleRevision",
    "Author",
    "Byline",
    "Correction",
    "DiscardedPicture",
    "FormerWord",
    "Image",
    "ImageText",
    "ImageUse",
    "Note",
    "Page",
    "Pin",
    "Presence",
    "PreviewLink",
    "Publishable",
    "ReadCount",
    "Redirect",
    "SavedView",
    "Section",
    "Story",
    "Synonym",
    "Topic",
    "Unsaved",
]
