/* The figures of a letter that is being sent follow it; when it has come to an end, or somebody has
paused it, the page is shown anew, with what can be done then. */

const EVERY = 3000; // ms

const part = document.querySelector("[data-figures]");
const state = () => part.querySelector("[data-state]")?.dataset.state;

async function look() {
  const before = state();
  try {
    const answer = await fetch(part.dataset.figures, { redirect: "manual" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    part.replaceChildren(...page.body.childNodes);
  } catch {
    return; // the next look may find it again
  } finally {
    if (state() === before) again();
    else location.reload();
  }
}

function again() {
  if (["sending", "scheduled"].includes(state())) setTimeout(look, EVERY);
}

again();
