"""Every way in which an editor changes what readers see turns the press, once it is committed; what
readers do not see turns nothing."""

import pytest
from django.urls import reverse
from taggit.models import Tag

from library.uploading import add_picture
from magazine import publishing
from magazine.models import SiteIdentity
from press.models import Turn
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """Somebody who may do everything, at the newsroom's desk."""
    client.force_login(factories.publisher())
    return client


@pytest.fixture
def turns():
    """How many changes the press was told of since it was last asked."""

    def told():
        count = Turn.objects.count()
        Turn.objects.all().delete()
        return count

    return told


def fields_of(page):
    """What a browser would send back of a form that nobody has touched."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent: dict[str, object] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is None or value is False:
                continue
            if hasattr(field.field, "widget") and hasattr(field.field.widget, "decompress"):
                parts = field.field.widget.decompress(value)
                sent |= {f"{field.html_name}_{place}": part for place, part in enumerate(parts)}
            else:
                sent[field.html_name] = value
    return sent


def change(desk, instance, **changed):
    opts = instance._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[instance.pk])
    sent = fields_of(desk.get(address)) | changed
    answer = desk.post(address, {key: value for key, value in sent.items() if value is not None})
    assert answer.status_code == 302, answer.context["adminform"].form.errors


def page_of(made):
    return {
        "section": lambda: (factories.section(), {"title": "Clothes"}),
        "contributor": lambda: (factories.contributor(), {"bio": "Writes."}),
        "page": lambda: (factories.page(), {"title": "About us"}),
        "issue": lambda: (factories.print_issue(), {"season": "Autumn"}),
        "identity": lambda: (SiteIdentity.objects.create(), {"tagline": "Twice woven"}),
        "tag": lambda: (Tag.objects.create(name="cloth", slug="cloth"), {"name": "linen"}),
    }[made]()


@pytest.mark.parametrize("made", ["section", "contributor", "page", "issue", "identity", "tag"])
def test_what_stands_on_pages_turns_the_press_when_it_is_saved(desk, turns, made):
    row, changed = page_of(made)
    turns()
    change(desk, row, **changed)
    assert turns() >= 1


def test_a_pictures_words_and_focal_point_turn_the_press_and_a_new_picture_does_not(desk, turns):
    picture = add_picture(factories.picture_file(), by=factories.publisher(), title="A hem")[0]
    assert turns() == 0
    picture.alt = "The hem of a coat"
    picture.save()
    assert turns() >= 1
    picture.focal_x = 0.2
    picture.save()
    assert turns() >= 1
    picture.delete()
    assert turns() >= 1


def test_a_story_turns_it_from_the_day_it_is_published(turns):
    editor = factories.publisher()
    story = factories.article()
    publishing.submit(story, by=editor)
    publishing.approve(story, by=editor)
    publishing.refresh(story)
    assert turns() == 0
    publishing.publish(story, by=editor)
    assert turns() == 1
    publishing.refresh(story)
    assert turns() == 1
    publishing.withdraw(story, by=editor)
    assert turns() == 1
    publishing.withdraw(story, by=editor)
    assert turns() == 0


def test_a_draft_that_is_deleted_turns_nothing(desk, turns):
    draft = factories.article()
    answer = desk.post(reverse("admin:magazine_article_delete", args=[draft.pk]), {"post": "yes"})
    assert answer.status_code == 302
    assert turns() == 0


def test_merging_tags_turns_it(turns):
    from magazine import tagging

    factories.live_article(tags=["cloth"])
    other = Tag.objects.create(name="linen", slug="linen")
    turns()
    tagging.merge(Tag.objects.get(slug="cloth"), into=other)
    assert turns() == 1


@pytest.mark.parametrize("address", ["/admin/", "/admin/magazine/article/", "/newsletter/"])
def test_reading_turns_nothing(desk, turns, address):
    factories.live_article()
    turns()
    assert desk.get(address).status_code == 200
    assert turns() == 0
