// Sends the sign-up form without leaving the page and shows the answer in its place. The answer is
// the page that a form without JavaScript would lead to; whatever is unclear, the browser goes there.

function show(form, text, isError) {
  const answer = form.querySelector("[aria-live]");
  const input = form.elements.email;
  answer.classList.toggle("is-error", isError);
  answer.textContent = text;
  if (isError) {
    input.setAttribute("aria-invalid", "true");
    input.focus();
  } else {
    input.removeAttribute("aria-invalid");
    form.classList.add("is-done");
    // The fields are gone: who came by keyboard goes on from the answer.
    answer.tabIndex = -1;
    answer.focus();
  }
}

async function send(form) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    signal: AbortSignal.timeout(15_000),
  });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const answered = [...page.querySelectorAll("[data-newsletter-answer]")];
  // On the answer's page stands a form of its own, with an error in it, before the footer's.
  const fresh = page.querySelector("[data-newsletter]");
  const refused = page.querySelector("[data-newsletter-error]") ?? fresh?.querySelector("[aria-live]");
  const text = answered.length
    ? answered.map((part) => part.textContent.trim()).join(". ")
    : refused?.textContent.trim();
  if (!text) throw new Error("an answer of another kind");
  // The form may have been an old copy; the one in the answer is good.
  if (fresh) form.elements.stamp.value = fresh.elements.stamp.value;
  show(form, text, answered.length === 0);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-newsletter]")) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await send(form);
  } catch {
    form.submit();
  } finally {
    button.disabled = false;
  }
});
