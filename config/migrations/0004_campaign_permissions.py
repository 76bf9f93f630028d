"""Who makes letters: editors write them, publishers also decide what is sent and what lists there
are."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR = [
    "add_campaign",
    "change_campaign",
    "delete_campaign",
    "view_campaign",
    "view_mailinglist",
    "view_digest",
]
PUBLISHER = [
    *EDITOR,
    "send_campaign",
    "add_mailinglist",
    "change_mailinglist",
    "delete_mailinglist",
    "add_digest",
    "change_digest",
    "delete_digest",
]
GROUPS = {"Editor": EDITOR, "Publisher": PUBLISHER}


def forwards(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are otherwise made after all migrations, too late for the groups.
    create_permissions(installed.get_app_config("newsletter"), verbosity=0, using=using, apps=apps)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.using(using).filter(
                content_type__app_label="newsletter", codename__in=codenames
            )
        )


def backwards(apps, schema_editor):
    using = schema_editor.connection.alias
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.remove(
            *Permission.objects.using(using).filter(
                content_type__app_label="newsletter", codename__in=PUBLISHER
            )
        )


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0003_card_permissions"),
        ("newsletter", "0003_first_list"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
