from django.urls import path

from magazine import addresses  # noqa: F401  (registers <uslug:…>)
from spotlight import views

app_name = "spotlight"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uslug:slug>/", views.feature, name="feature"),
]
