/* When typed words are stored: shortly after a pause, and in any case so often while somebody goes on
typing. Pure, so that node can test it; times are in milliseconds. */

export class Pace {
  #pause;
  #longest;
  #first = null;
  #last = null;

  /** Store `pause` after the last change, but no later than `longest` after the first. */
  constructor({ pause, longest }) {
    this.#pause = pause;
    this.#longest = longest;
  }

  /** Something was typed. */
  changed(now) {
    this.#first ??= now;
    this.#last = now;
  }

  /** How long to wait from now on, or null when there is nothing to store. */
  wait(now) {
    if (this.#first === null) return null;
    return Math.max(0, Math.min(this.#last + this.#pause, this.#first + this.#longest) - now);
  }

  /** What had been typed is being stored. */
  stored() {
    this.#first = this.#last = null;
  }
}
