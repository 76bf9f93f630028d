"""Who uses, keeps and removes what stands in many stories: files and snippets."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITER = [
    ("library", "add_attachment"),
    ("library", "view_attachment"),
    ("magazine", "view_snippet"),
]
EDITOR = [
    *WRITER,
    ("library", "change_attachment"),
    ("library", "delete_attachment"),
    ("magazine", "add_snippet"),
    ("magazine", "change_snippet"),
    ("magazine", "delete_snippet"),
]
GROUPS = {"Writer": WRITER, "Editor": EDITOR, "Publisher": EDITOR}


def forwards(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are otherwise made after all migrations, too late for the groups.
    for label in ["library", "magazine"]:
        create_permissions(
            installed.get_app_config(label), verbosity=0, using=using, apps=apps
        )
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, permissions in GROUPS.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        for app, codename in permissions:
            group.permissions.add(
                Permission.objects.using(using).get(
                    content_type__app_label=app, codename=codename
                )
            )


def backwards(apps, schema_editor):
    using = schema_editor.connection.alias
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        for app, codename in EDITOR:
            group.permissions.remove(
                *Permission.objects.using(using).filter(
                    content_type__app_label=app, codename=codename
                )
            )


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0002_front_page_permissions"),
        ("library", "0003_attachments"),
        ("magazine", "0008_snippets"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
