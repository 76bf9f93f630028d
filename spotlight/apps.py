from django.apps import AppConfig


class SpotlightConfig(AppConfig):
    name = "spotlight"
    verbose_name = "Spotlight"

    def ready(self) -> None:
        from magazine import filling, kinds
        from magazine.moments import column
        from press import moments
        from spotlight.models import SpotlightFeature
        from spotlight.rail import RAIL

        kinds.register(
            "spotlight",
            url_name="spotlight:feature",
            model="spotlight.SpotlightFeature",
            rows=("facts", "accolades"),
        )
        filling.register_rail(RAIL)
        published = SpotlightFeature.objects.filter(state="published").order_by()
        for end_of_run in ("rail_from", "rail_until"):
            moments.register(column(published, end_of_run))
