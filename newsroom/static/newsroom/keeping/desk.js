/* What a writing screen shows of keeping words: where they are, who else is here, what lies beside
them, what this browser still has of an earlier time. Of a form without versions (a letter's) only
the last: its words go to the newsroom by Save alone. */

import { el } from "../story/dom.js";
import { Keeper } from "./keeper.js";
import { atFirst, clockOf, leftOver, othersHere, placeOf, worded } from "./kept-words.js";
import { askForPassword, signedIn } from "./session.js";
import * as store from "./store.js";

const HERE_EVERY = 3500;
const SOON = 3000;
const PAUSE = 1500;
const LOOK_EVERY = 15_000;

/** Keep the words of a form from now on. Answers its keeper. */
export function keepWords(form) {
  const place = form.querySelector("[data-kept]");
  const words = form.querySelector("[data-kept-words]");
  const lines = new Map();
  const offset = Number(document.body.dataset.adminUtcOffset) || 0;
  const keeper = new Keeper(form, { told });
  let trouble = "";
  let asking = null;
  let pausing = null;
  let renewedAt = 0;
  let lookedAt = Date.now();
  let saving = false;

  /** One line of what the desk has to say, under a name; without text it goes. */
  function line(name, text, { grave = false, acts = [] } = {}) {
    const said = text + acts.map((one) => one.href ?? "").join(" ");
    if (lines.get(name)?.dataset.said === said) return;
    lines.get(name)?.remove();
    lines.delete(name);
    if (!text) return;
    const made = el(
      "p", { class: `kept__line${grave ? " kept__line--grave" : ""}`, role: grave ? "alert" : "status", "data-said": said },
      el("span", { text }), ...acts.flatMap((act) => [" ", act]),
    );
    lines.set(name, made);
    place.append(made);
  }

  function act(text, click) {
    return el("button", { type: "button", class: "kept__act", text, on: { click } });
  }

  function told(state, facts) {
    trouble = state === "stored" ? "" : state;
    words.classList.toggle("is-away", Boolean(trouble));
    if (state === "stored") {
      words.textContent = `Stored ${facts.at}`;
      line("trouble", "");
      adopt(facts.urls);
      overtaken(facts.overtaken);
      others(facts.others);
      return;
    }
    if (state === "kept") {
      trouble = "";
      words.textContent = `In this browser, ${clockOf(Date.now(), offset)}`;
      if (Date.now() - lookedAt > LOOK_EVERY) look();
      return;
    }
    words.textContent = keeper.isUnsent ? `In this browser only, ${clockOf(Date.now(), offset)}` : "";
    if (state === "signed-out") {
      signedOut();
    } else if (state === "away") {
      line("trouble", "The newsroom does not answer. What you write is kept in this browser and goes on to it by itself.", { grave: true });
    } else {
      line("trouble", `${facts.error ?? "The newsroom does not take this."} What you write is kept in this browser.`, { grave: true });
    }
  }

  /** The first words have made a story: the page goes on as its form. */
  function adopt(urls) {
    if (form.dataset.here) return;
    form.dataset.autosave = urls.autosave;
    form.dataset.here = urls.here;
    form.querySelector("[formtarget=_blank]")?.setAttribute("formaction", urls.preview);
    for (const state of form.querySelectorAll(".state--draft")) state.textContent = "Draft";
    history.replaceState(null, "", urls.change);
  }

  function overtaken(by) {
    if (!by) return;
    line("newer", `${atFirst(by.by)} stored a newer version, ${by.at}. Yours is kept beside it.`, {
      grave: true, acts: [el("a", { href: by.compare, text: "Bring the two together" })],
    });
  }

  function others(names) {
    line("others", othersHere(names));
  }

  function saySignedOut() {
    line("trouble", "You are signed out. What you write is kept in this browser.", {
      grave: true, acts: [act("Sign in", () => signInAgain())],
    });
  }

  function signedOut() {
    saySignedOut();
    // Not in the middle of a word: the next letters would go into the dialog.
    pausing ??= keeper.pause(PAUSE).then(() => {
      pausing = null;
      if (trouble === "signed-out" && !asking) signInAgain();
    });
  }

  /** Have a session again, and go on with what waited for it: `then`, else storing. */
  async function signInAgain(then = () => keeper.again()) {
    asking = renewed().catch(() => false);
    const isRenewed = await asking;
    asking = null;
    if (!isRenewed) return;
    if (Date.now() - renewedAt < SOON) {
      line("trouble", "The newsroom does not take what this page sends. Your words are kept in this browser: load the page again.", { grave: true });
      return;
    }
    renewedAt = Date.now();
    trouble = "";
    line("trouble", "");
    then();
  }

  /** Whether there is a session of this person again; asks for the password if it must. */
  async function renewed() {
    const { user, signedIn: address, signIn } = form.dataset;
    const now = await signedIn(address);
    if (now.user && now.user !== user) {
      line("trouble", `${now.user} is signed in here now. What you wrote is kept in this browser for ${user}.`, { grave: true });
      return false;
    }
    const token = now.user ? now.token : await askForPassword({ address, signIn, user });
    if (token === null) return false;
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
    return true;
  }

  /** Whether what is sent now would be taken as this person's: for forms that say nothing to the
  newsroom before they are saved. If not, `then` waits for the session; else nothing does. */
  async function look(then) {
    if (asking) return false;
    lookedAt = Date.now();
    let now;
    try {
      now = await signedIn(form.dataset.signedIn);
    } catch {
      told("away", {});
      return false;
    }
    if (now.user !== form.dataset.user) {
      if (!then) {
        told("signed-out", {});
        return false;
      }
      trouble = "signed-out";
      saySignedOut();
      signInAgain(then);
      return false;
    }
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = now.token;
    trouble = "";
    words.classList.remove("is-away");
    line("trouble", "");
    return true;
  }

  async function here() {
    if (!form.dataset.here || asking) return;
    const fields = keeper.fields().filter(([name]) => ["csrfmiddlewaretoken", "base", "window"].includes(name));
    try {
      const answer = await keeper.post(form.dataset.here, fields);
      if (answer.status === 401 && trouble !== "signed-out") told("signed-out", {});
      if (!answer.ok) return;
      others(answer.facts.others);
      newer(answer.facts.newer);
      if (trouble === "away") keeper.again();
    } catch {
      // The next one may arrive.
    }
  }

  function newer(version) {
    if (!version || keeper.isUnsent || keeper.sending || lines.has("newer")) return;
    if (String(version.number) === form.elements.base.value) return;
    line("newer", `${atFirst(version.by)} stored a newer version, ${version.at}.`, {
      acts: [act("Show it", () => location.reload())],
    });
  }

  async function offerLeftOver() {
    const held = (await navigator.locks?.query())?.held ?? [];
    const busy = new Set([keeper.window, ...held.map((lock) => lock.name.replace("desk:", ""))]);
    const arrived = new Set((form.dataset.arrived ?? "").split(" "));
    const here = { user: form.dataset.user, place: placeOf(location.pathname), busy };
    const shown = keeper.fields();
    for (const entry of await store.all()) {
      const isThere = entry.submitted && arrived.has(entry.window);
      const isShown = entry.place === here.place && worded(entry.fields) === worded(shown);
      const mine = entry.user === here.user && !busy.has(entry.window);
      if (mine && (isThere || isShown)) await store.forget(entry.window);
    }
    const [entry] = leftOver(await store.all(), { ...here, shown });
    if (!entry) return;
    line("left-over", `This browser has words of yours from ${clockOf(entry.at, offset)} that never reached the newsroom.`, {
      grave: true,
      acts: [
        act("Bring them back", () => (keeper.hasVersions ? bringBack : showAgain)(entry)),
        act("Throw away", async () => {
          await store.forget(entry.window);
          line("left-over", "");
          offerLeftOver();
        }),
      ],
    });
  }

  /** Hand the words over as they were when they could not be, and show what became of them. */
  async function bringBack(entry) {
    const token = form.elements.csrfmiddlewaretoken.value;
    const fields = entry.fields.map(([name, value]) => [name, name === "csrfmiddlewaretoken" ? token : value]);
    try {
      const answer = await keeper.post(form.dataset.autosave, fields);
      if (!answer.ok) throw new Error(answer.facts?.error ?? "The newsroom does not take them.");
      await store.forget(entry.window);
      location.assign(answer.facts.overtaken?.compare ?? answer.facts.urls.change);
    } catch (error) {
      line("trouble", `${error.message} They stay in this browser.`, { grave: true });
    }
  }

  /** Have the newsroom show the form with these words in it; it stores nothing. What it then shows
  it says that it has. */
  async function showAgain(entry) {
    if (!(await look(() => showAgain(entry)))) return;
    await store.keep({ ...entry, submitted: true });
    const token = form.elements.csrfmiddlewaretoken.value;
    const fields = [...entry.fields.filter(([name]) => name !== "csrfmiddlewaretoken"),
      ["csrfmiddlewaretoken", token], ["_bring_back", "1"]];
    const again = el("form", { method: "post" }, ...fields.map(
      ([name, value]) => el("input", { type: "hidden", name, value }),
    ));
    document.body.append(again);
    again.submit();
  }

  /** Send the form by this button, past the handler below. */
  function go(button) {
    form.dataset.goes = "1";
    form.requestSubmit(button);
    delete form.dataset.goes;
  }

  /** Save a form that has no versions: not into a page that asks for sign-in. */
  async function save(button) {
    if (saving) return;
    saving = true;
    try {
      if (!(await look(() => form.requestSubmit(button)))) return;
      await keeper.submitted();
      go(button);
    } finally {
      saving = false;
    }
  }

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || button?.hasAttribute("data-keeps-work") || form.dataset.goes) return;
    event.preventDefault();
    if (trouble === "signed-out") {
      signInAgain(() => form.requestSubmit(button));
      return;
    }
    if (!keeper.hasVersions) {
      save(button);
      return;
    }
    let kept;
    if (button?.hasAttribute("data-throws-away")) kept = keeper.forget();
    else if (button?.hasAttribute("data-calls-off")) kept = keeper.handOver();
    else kept = keeper.submitted();
    kept.finally(() => go(button));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keeper.flush();
    else if (keeper.hasVersions) here();
    else look();
  });
  window.addEventListener("pagehide", () => {
    if (!form.dataset.here) return;
    const left = keeper.fields().filter(([name]) => ["csrfmiddlewaretoken", "window"].includes(name));
    navigator.sendBeacon(form.dataset.here, new URLSearchParams([...left, ["leaving", "1"]]));
  });
  window.addEventListener("pageshow", () => keeper.resume());
  window.addEventListener("online", () => keeper.again());
  navigator.locks?.request(`desk:${keeper.window}`, () => new Promise(() => {}));
  setInterval(here, HERE_EVERY);
  here();
  offerLeftOver().catch(() => {});
  return keeper;
}
