from django.urls import path

from articles import feeds, views

app_name = "articles"

urlpatterns = [
    path("", views.FrontPage.as_view(), name="front_page"),
    # lists
    path("latest/", views.LatestPage.as_view(), name="latest"),
    path("most-read/", views.most_read_page, name="most_read"),
    path("section/<word:slug>/", views.SectionPage.as_view(), name="section"),
    path("topic/<word:slug>/", views.TopicPage.as_view(), name="topic"),
    path("author/<word:slug>/", views.AuthorPage.as_view(), name="author"),
    path("archive/<year:year>/<month:month>/", views.ArchivePage.as_view(), name="archive"),
    path("corrections/", views.CorrectionsPage.as_view(), name="corrections"),
    path("search/", views.search, name="search"),
    # feeds
    path("feed.xml", feeds.edition_feed, name="feed"),
    path("section/<word:slug>/feed.xml", feeds.section_feed, name="section_feed"),
    path("topic/<word:slug>/feed.xml", feeds.topic_feed, name="topic_feed"),
    path("author/<word:slug>/feed.xml", feeds.author_feed, name="author_feed"),
    # one article, one page
    path("<year:year>/<month:month>/<word:slug>/", views.article_page, name="article"),
    path("<slug:slug>/", views.static_page, name="page"),
]
