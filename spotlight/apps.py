from django.apps import AppConfig


class SpotlightConfig(AppConfig):
    name = "spotlight"
    verbose_name = "Spotlight"

    def ready(self) -> None:
        from magazine import filling, kinds
        from spotlight.rail import RAIL

        kinds.register("spotlight", url_name="spotlight:feature")
        filling.register_rail(RAIL)
