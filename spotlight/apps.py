from django.apps import AppConfig


class SpotlightConfig(AppConfig):
    name = "spotlight"
    verbose_name = "Spotlight"

    def ready(self) -> None:
        from magazine import kinds

        kinds.register("spotlight", url_name="spotlight:feature")
