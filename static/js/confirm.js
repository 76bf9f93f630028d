// Sends the one form of the confirmation page at once, so that a reader needs no second press. A
// page that is fetched or drawn in advance, or opened in the background, is not yet being read.
const form = document.querySelector("[data-confirm]");

function submitOnceSeen() {
  if (document.prerendering) {
    document.addEventListener("prerenderingchange", submitOnceSeen, { once: true });
  } else if (document.visibilityState !== "visible") {
    document.addEventListener("visibilitychange", submitOnceSeen, { once: true });
  } else {
    form.requestSubmit();
  }
}

if (form) submitOnceSeen();
