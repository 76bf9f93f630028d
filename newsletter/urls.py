from django.urls import path

from newsletter import archive, clicks, hooks, opens, preferences, views

app_name = "newsletter"
urlpatterns = [
    path("", views.sign_up, name="sign_up"),
    path("join/<slug:slug>/", views.join, name="join"),
    path("embed/<slug:slug>/", views.embed, name="embed"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("address/<str:token>/", views.confirm_new_address, name="new_address"),
    path("hooks/<slug:provider>/", hooks.hook, name="hook"),
    path("leave/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("preferences/<str:token>/", preferences.preferences, name="preferences"),
    path("o/<str:token>/", opens.seen, name="seen"),
    path("l/<int:campaign>/<int:number>/", clicks.follow, name="link"),
    path("archive/", archive.letters, name="archive"),
    path("archive/feed/", archive.feed, name="archive_feed"),
    path("archive/<uslug:slug>/", archive.letter, name="letter"),
]
