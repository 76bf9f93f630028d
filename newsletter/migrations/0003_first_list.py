"""The list that there has been all along without a name: who is subscribed is on it."""

from django.db import migrations


def name_it(apps, schema_editor):
    MailingList = apps.get_model("newsletter", "MailingList")
    Subscriber = apps.get_model("newsletter", "Subscriber")
    Subscription = apps.get_model("newsletter", "Subscription")
    first = MailingList.objects.create(
        name="The newsletter",
        slug="newsletter",
        description="What is new in the magazine.",
        is_default=True,
    )
    confirmed = Subscriber.objects.filter(state="confirmed").values_list("pk", "confirmed_at")
    Subscription.objects.bulk_create(
        (
            Subscription(subscriber_id=number, list=first, joined_at=moment)
            for number, moment in confirmed.iterator()
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0002_lists_campaigns_deliveries")]

    operations = [migrations.RunPython(name_it, migrations.RunPython.noop)]
