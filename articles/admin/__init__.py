from articles.admin.article import ArticleAdmin
from articles.admin.author import AuthorAdmin
from articles.admin.front_page import FrontPageAdmin
from articles.admin.image import ImageAdmin
from articles.admin.page import PageAdmin
from articles.admin.redirect import RedirectAdmin
from articles.admin.section import SectionAdmin, TopicAdmin
from articles.admin.synonym import SynonymAdmin

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "FrontPageAdmin",
    "ImageAdmin",
    "PageAdmin",
    "RedirectAdmin",
    "SectionAdmin",
    "SynonymAdmin",
    "TopicAdmin",
]
