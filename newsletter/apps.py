import datetime

from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "newsletter"
    verbose_name = "Newsletter"

    def ready(self) -> None:
        import newsletter.cards  # noqa: F401 — registers how the sign-up form stands in a text
        from magazine import sitemaps
        from newsletter import archive, digesting, rounds
        from press import moments

        # Every page's sign-up form bears the day, in UTC (newsletter/stamps.py).
        moments.register(moments.midnights(lambda: datetime.UTC))
        sitemaps.register(archive.in_sitemap)
        rounds.register("digests", datetime.timedelta(minutes=1), digesting.write_due)
