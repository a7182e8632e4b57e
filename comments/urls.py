from django.urls import path

from comments import views

app_name = "comments"

urlpatterns = [
    path("token/", views.token, name="token"),
    path("received/", views.received, name="received"),
    path("<int:article_id>/", views.post_comment, name="post"),
    path("<int:comment_id>/edit/", views.edit, name="edit"),
    path("<int:comment_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:comment_id>/report/", views.report, name="report"),
    path("verify/<str:token>/", views.confirm, name="confirm"),
    path("verify/data/<str:token>/", views.personal_data, name="personal_data"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("<int:article_id>.json", views.thread_json, name="json"),
]
