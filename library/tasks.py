"""Background work of the library. A task that is lost is made good by `manage.py
make_renditions`: the files say what is missing."""

import logging

from django.tasks import task

from library import renditions
from library.decoding import PictureRefused
from library.models import Picture

logger = logging.getLogger(__name__)


@task(priority=-10)  # a page shows the first rendition until then; mails go before
def make_renditions(picture_id: int) -> int:
    """Make a picture's renditions; how many were made. A picture that is gone is no fault."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return 0
    try:
        return renditions.make(picture)
    except (PictureRefused, OSError) as error:
        logger.error("The renditions of picture %s could not be made: %s", picture_id, error)
        return 0
