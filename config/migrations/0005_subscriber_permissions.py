"""Publishers keep lists, bring subscribers over, and suppress addresses."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

PUBLISHER = [
    "add_mailinglist", "change_mailinglist", "delete_mailinglist", "view_mailinglist",
    "add_subscriberimport", "delete_subscriberimport", "view_subscriberimport",
    "add_suppression", "delete_suppression", "view_suppression",
]


def forwards(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are otherwise made after all migrations, too late for the groups.
    create_permissions(
        installed.get_app_config("newsletter"), verbosity=0, using=using, apps=apps
    )
    group, _ = apps.get_model("auth", "Group").objects.using(using).get_or_create(name="Publisher")
    group.permissions.add(*_permissions(apps, using))


def backwards(apps, schema_editor):
    using = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name="Publisher"):
        group.permissions.remove(*_permissions(apps, using))


def _permissions(apps, using):
    return apps.get_model("auth", "Permission").objects.using(using).filter(
        content_type__app_label="newsletter", codename__in=PUBLISHER
    )


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0004_campaign_permissions"),
        ("newsletter", "0004_subscribers_preferences_imports"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
