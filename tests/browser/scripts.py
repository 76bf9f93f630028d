"""The readers' scripts come when a page stands: a press before that follows the plain link."""

from playwright.sync_api import Page


def until_they_are_here(page: Page) -> None:
    """Wait for the scripts that the open page has use for."""
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(one => one.name.endsWith('/start.js'))"
    )
    page.evaluate(
        """async () => {
            await import(document.querySelector("script[data-start]").dataset.start);
            const form = document.querySelector("[data-newsletter]");
            if (form) await import("/static/js/newsletter.js");
        }"""
    )


def until_all_is_laid_out(page: Page) -> None:
    """Wait until nothing of a readers' page is left out of the layout any more: before that what is
    measured below the first screens are guesses (static/css/layout.css)."""
    page.wait_for_function(
        """() => !document.querySelector("script[data-start]")
            || [...document.body.querySelectorAll("*")].every(
                (one) => getComputedStyle(one).contentVisibility !== "auto")"""
    )
