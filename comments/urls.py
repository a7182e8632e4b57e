from django.urls import path

from comments import views

app_name = "comments"

urlpatterns = [
    path("token/", views.token, name="token"),
    path("received/", views.received, name="received"),
    path("<int:article_id>/", views.post_comment, name="post"),
    path("<int:article_id>.json", views.thread_json, name="json"),
]
