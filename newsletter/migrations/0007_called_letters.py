"""What a campaign is called where it is written."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("newsletter", "0006_pace"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="campaign",
            options={
                "ordering": ["-created_at", "-id"],
                "permissions": [("send_campaign", "Can send campaigns")],
                "verbose_name": "letter",
            },
        ),
    ]
