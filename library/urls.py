from django.urls import re_path

from library import handing_out, views

app_name = "library"
urlpatterns = [
    re_path(
        r"^renditions/(?P<folder>[0-9a-f]{2})/"
        r"(?P<name>[0-9a-f]{16}(?:-[0-9]{1,2}x[0-9]{1,2}-[0-9]{1,3})?-[0-9]{1,5})\."
        r"(?P<ending>avif|webp|jpg)\Z",
        views.rendition,
        name="rendition",
    ),
    re_path(
        r"^files/(?P<digest>[0-9a-f]{16})/(?P<name>[-\w]{1,80}\.[a-z0-9]{2,5})\Z",
        handing_out.attachment,
        name="attachment",
    ),
]
