from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("media/", include("library.urls")),
    path("newsletter/", include("newsletter.urls")),
    path("spotlight/", include("spotlight.urls")),
    path("", include("magazine.urls")),
]
