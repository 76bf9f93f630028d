/* Keeps the words of one form: in the browser within a second, in the newsroom within three. It says
what became of them (`told`), and knows nothing of how that looks. A form without an address for
that (`data-autosave`) has no versions: until it is saved, its words are in the browser alone. */

import { placeOf, worded } from "./kept-words.js";
import { Pace } from "./pace.js";
import * as store from "./store.js";

const IN_BROWSER = { pause: 400, longest: 1000 };
const IN_NEWSROOM = { pause: 1200, longest: 2500 };
const RETRY = 3000;
const PATIENCE = 10_000;
const LAST_WAIT = 3000;

/** A name for this window, the same for as long as the page is open. */
function windowName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export class Keeper {
  window = windowName();
  /** The request that is under way, if one is. */
  sending = null;

  #form;
  #told;
  #browser = new Pace(IN_BROWSER);
  #newsroom = new Pace(IN_NEWSROOM);
  #timers = {};
  #changedAt = 0;
  #sent;
  #stopped = false;
  #held = false;

  /**
   * `told(state, facts)` hears: "stored" (in the newsroom; facts is its answer), "kept" (in the
   * browser, where there are no versions), "away" (the newsroom does not answer), "signed-out",
   * "refused" (facts.error says why). `signInAgain()` resolves to whether
   * there is a session again.
   */
  constructor(form, { told }) {
    this.#form = form;
    this.#told = told;
    form.elements.window.value = this.window;
    // A new story that was sent and refused is stored nowhere yet.
    this.#sent = "unstored" in form.dataset ? "" : worded(this.fields());
  }

  fields() {
    return [...new FormData(this.#form)].filter(([, value]) => typeof value === "string");
  }

  get hasVersions() {
    return "autosave" in this.#form.dataset;
  }

  /** Whether there are words that the newsroom does not have. */
  get isUnsent() {
    return worded(this.fields()) !== this.#sent;
  }

  /** Resolves when nothing has been typed for so many milliseconds. */
  async pause(length) {
    for (;;) {
      const left = this.#changedAt + length - Date.now();
      if (left <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
  }

  changed() {
    const now = Date.now();
    this.#changedAt = now;
    this.#browser.changed(now);
    this.#newsroom.changed(now);
    this.#plan();
  }

  /** Store everything now, before the page is perhaps gone. */
  flush() {
    if (!this.isUnsent || this.#stopped) return;
    this.#keepInBrowser();
    this.send();
  }

  /** The form is about to be sent as a whole: store it here in case it never arrives. */
  async submitted() {
    await this.#stop();
    await this.#keepInBrowser(true);
  }

  /** The page is about to be left by something else than saving: store everything first. */
  async handOver() {
    await this.send();
    await this.#stop();
    if (this.isUnsent) await this.#keepInBrowser(true);
  }

  /** The page was left by the form, and is shown again. */
  resume() {
    this.#stopped = false;
  }

  /** What was typed here is not wanted any more. */
  async forget() {
    await this.#stop();
    await store.forget(this.window).catch(() => {});
  }

  /** Send again what waits, because there is a reason to think that it arrives now. */
  again() {
    this.#held = false;
    if (this.isUnsent) this.send();
  }

  /** Send what there is, unless that is under way. Resolves when it is known what became of it. */
  send() {
    if (!this.hasVersions) return Promise.resolve();
    this.sending ??= this.#send().finally(() => {
      this.sending = null;
      this.#plan();
    });
    return this.sending;
  }

  /** Send nothing any more. What is under way gets a moment to arrive, so that it is not the last. */
  async #stop() {
    this.#stopped = true;
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    await Promise.race([this.sending, new Promise((resolve) => setTimeout(resolve, LAST_WAIT))]);
  }

  #plan() {
    if (this.#stopped) return;
    this.#in("browser", this.#browser, () => this.#keepInBrowser());
    if (this.hasVersions && !this.sending && !this.#held) this.#in("newsroom", this.#newsroom, () => this.send());
  }

  #in(name, pace, act) {
    clearTimeout(this.#timers[name]);
    const wait = pace.wait(Date.now());
    if (wait !== null) this.#timers[name] = setTimeout(act, wait);
  }

  async #keepInBrowser(submitted = false) {
    this.#browser.stored();
    const fields = this.fields();
    if (!submitted && this.#stopped) return;
    if (!submitted && worded(fields) === this.#sent) {
      if (!this.hasVersions) await store.forget(this.window).catch(() => {}); // taken back again
      return;
    }
    const entry = {
      window: this.window,
      user: this.#form.dataset.user,
      place: placeOf(location.pathname),
      at: Date.now(),
      submitted,
      fields,
    };
    try {
      await store.keep(entry);
    } catch {
      return;
    }
    if (!this.hasVersions && !submitted) this.#told("kept", {});
  }

  async #send() {
    const fields = this.fields();
    const words = worded(fields);
    this.#newsroom.stored();
    if (words === this.#sent) return;
    let answer;
    try {
      answer = await this.post(this.#form.dataset.autosave, fields);
    } catch {
      this.#later("away");
      return;
    }
    if (answer.ok) {
      this.#sent = words;
      await this.#stored(answer.facts);
    } else if (answer.status === 401 || (answer.status === 403 && !answer.facts)) {
      this.#held = true;
      this.#told("signed-out", {});
    } else if (answer.status >= 500) {
      this.#later("away");
    } else {
      this.#told("refused", answer.facts ?? {});
    }
  }

  async #stored(facts) {
    if (!facts.overtaken) this.#form.elements.base.value = facts.number;
    this.#told("stored", facts);
    if (!this.isUnsent && !this.#stopped) await store.forget(this.window).catch(() => {});
  }

  #later(state) {
    this.#told(state, {});
    this.#newsroom.stored();
    clearTimeout(this.#timers.retry);
    this.#timers.retry = setTimeout(() => this.again(), RETRY);
  }

  /** POST fields: `{ok, status, facts}`, facts being what was answered in JSON. */
  async post(address, fields) {
    const answer = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const isOurs = answer.headers.get("content-type")?.includes("json");
    return { ok: answer.ok && isOurs, status: answer.status, facts: isOurs ? await answer.json() : null };
  }
}
