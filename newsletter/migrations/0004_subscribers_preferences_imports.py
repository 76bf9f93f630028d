"""What subscribers choose themselves, imports, and the record of those who said yes before there
was one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def write_record(apps, schema_editor):
    """As lines of the record what the subscriber's own fields say already."""
    Subscriber = apps.get_model("newsletter", "Subscriber")
    Consent = apps.get_model("newsletter", "Consent")

    def lines():
        for known in Subscriber.objects.iterator():
            said = {"place": known.consent_place, "wording": known.consent_wording}
            if known.consent_at:
                yield Consent(subscriber=known, what="signed_up", at=known.consent_at, **said)
            if known.confirmed_at:
                yield Consent(subscriber=known, what="confirmed", at=known.confirmed_at)
            if known.unsubscribed_at:
                yield Consent(subscriber=known, what="unsubscribed", at=known.unsubscribed_at)

    Consent.objects.bulk_create(lines(), batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0003_first_list'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='subscriber',
            name='lists_asked',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name='subscription',
            name='welcome_due',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name='consent',
            name='what',
            field=models.CharField(choices=[('signed_up', 'Signed up'), ('confirmed', 'Confirmed'), ('joined', 'Joined a list'), ('left', 'Left a list'), ('unsubscribed', 'Left'), ('paused', 'Paused'), ('resumed', 'Ended the pause'), ('interests', 'Chose interests'), ('changed', 'Changed the address'), ('imported', 'Brought over')], max_length=12),
        ),
        migrations.AlterField(
            model_name='subscriber',
            name='mail_due',
            field=models.CharField(blank=True, choices=[('confirm', 'Please confirm'), ('known', 'You are subscribed already'), ('welcome', 'Welcome'), ('new_address', 'Please confirm the new address'), ('address_note', 'Your address is about to change'), ('preferences', 'The link to the preferences')], editable=False, max_length=12),
        ),
        migrations.CreateModel(
            name='SubscriberImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('looked_over', 'Not begun'), ('waiting', 'Waiting'), ('running', 'Being read'), ('done', 'Done'), ('failed', 'Cannot be read')], default='looked_over', max_length=12)),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('stored', models.CharField(max_length=80)),
                ('digest', models.CharField(max_length=64)),
                ('encoding', models.CharField(max_length=12)),
                ('delimiter', models.CharField(max_length=1)),
                ('column', models.PositiveSmallIntegerField()),
                ('has_heading', models.BooleanField()),
                ('notes', models.TextField(blank=True)),
                ('place', models.CharField(max_length=300, verbose_name='where they said yes')),
                ('wording', models.TextField(blank=True, verbose_name='the words that they agreed to')),
                ('rows_done', models.PositiveIntegerField(default=0)),
                ('rows_in_all', models.PositiveIntegerField(default=0)),
                ('added', models.PositiveIntegerField(default=0)),
                ('joined', models.PositiveIntegerField(default=0)),
                ('known', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('empty', models.PositiveIntegerField(default=0)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('lease', models.UUIDField(null=True)),
                ('leased_until', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lists', models.ManyToManyField(related_name='+', to='newsletter.mailinglist')),
            ],
            options={
                'verbose_name': 'import',
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ImportRejection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=200)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rejections', to='newsletter.subscriberimport')),
            ],
            options={
                'ordering': ['row'],
                'constraints': [models.UniqueConstraint(fields=('of', 'row'), name='import_rejection_once')],
            },
        ),
        migrations.RunPython(write_record, migrations.RunPython.noop),
    ]
