"""The three groups of a newsroom and what each may do.

Writer: writes stories of their own and hands them in. Editor: works on everybody's stories,
approves, keeps sections, contributors, issues, pages. Publisher: also decides what goes out, the
magazine's identity, redirects and subscribers.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

STORY_PARTS = {
    "magazine": ["article", "credit"],
    "spotlight": ["spotlightfeature", "accolade", "subjectfact"],
}
WRITER = {
    **{(app, model): "add change view" for app, models in STORY_PARTS.items() for model in models},
    ("magazine", "credit"): "add change delete view",
    ("spotlight", "accolade"): "add change delete view",
    ("spotlight", "subjectfact"): "add change delete view",
    ("library", "picture"): "add change view",
    ("magazine", "section"): "view",
    ("magazine", "contributor"): "view",
    ("magazine", "printissue"): "view",
    ("taggit", "tag"): "add view",
    ("taggit", "taggeditem"): "add change delete view",
}
EDITOR = {
    **WRITER,
    ("library", "picture"): "add change delete view",
    ("magazine", "section"): "add change view",
    ("magazine", "contributor"): "add change delete view",
    ("magazine", "printissue"): "add change view",
    ("magazine", "contentsline"): "add change delete view",
    ("magazine", "page"): "add change view",
    ("magazine", "publishingevent"): "view",
    ("taggit", "tag"): "add change view",
}
PUBLISHER = {
    **EDITOR,
    ("magazine", "article"): "add change delete view",
    ("spotlight", "spotlightfeature"): "add change delete view",
    ("magazine", "section"): "add change delete view",
    ("magazine", "printissue"): "add change delete view",
    ("magazine", "page"): "add change delete view",
    ("magazine", "siteidentity"): "add change view",
    ("magazine", "sociallink"): "add change delete view",
    ("magazine", "redirect"): "add change delete view",
    ("newsletter", "subscriber"): "add change delete view",
    ("taggit", "tag"): "add change delete view",
}
FURTHER = {
    "Writer": [],
    "Editor": ["edit_any_article", "approve_article"],
    "Publisher": ["edit_any_article", "approve_article", "publish_article"],
}


def forwards(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are otherwise made after all migrations, too late for the groups.
    for label in ["library", "magazine", "spotlight", "newsletter", "taggit"]:
        create_permissions(
            installed.get_app_config(label), verbosity=0, using=using, apps=apps
        )
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, table in {"Writer": WRITER, "Editor": EDITOR, "Publisher": PUBLISHER}.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        codenames = [
            (app, f"{verb}_{model}")
            for (app, model), verbs in table.items()
            for verb in verbs.split()
        ]
        codenames += [("magazine", codename) for codename in FURTHER[name]]
        for app, codename in codenames:
            group.permissions.add(
                Permission.objects.using(using).get(
                    content_type__app_label=app, codename=codename
                )
            )


def backwards(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(
        name__in=["Writer", "Editor", "Publisher"]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("library", "0001_initial"),
        ("magazine", "0002_search_index"),
        ("spotlight", "0001_initial"),
        ("newsletter", "0001_initial"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
