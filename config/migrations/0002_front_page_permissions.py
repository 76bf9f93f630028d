"""Who edits the front page: editors prepare it, publishers also decide when readers see it."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR = ["add_frontpage", "change_frontpage", "view_frontpage"]
GROUPS = {"Editor": EDITOR, "Publisher": [*EDITOR, "publish_frontpage"]}


def forwards(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are otherwise made after all migrations, too late for the groups.
    create_permissions(
        installed.get_app_config("magazine"), verbosity=0, using=using, apps=apps
    )
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.using(using).filter(
                content_type__app_label="magazine", codename__in=codenames
            )
        )


def backwards(apps, schema_editor):
    using = schema_editor.connection.alias
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.remove(
            *Permission.objects.using(using).filter(
                content_type__app_label="magazine", codename__in=GROUPS["Publisher"]
            )
        )


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0001_groups"),
        ("magazine", "0003_front_pages"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
