from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("magazine.urls")),  # what readers ask for most is found first
    path("spotlight/", include("spotlight.urls")),
    path("newsletter/", include("newsletter.urls")),
    path("media/", include("library.urls")),
    path("admin/", admin.site.urls),
]
