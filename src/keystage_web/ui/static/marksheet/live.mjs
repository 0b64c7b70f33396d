// What the others do meanwhile: asked for every five seconds while the page is looked at.

import { changes, post } from "./wire.mjs";

const POLL = 5_000; // ms, where the page says nothing else
const SLOW = 30_000; // ms, when nobody answers
const HERE = 30_000; // ms between two signs of life

export class Live {
  #sheet;
  #csrf;
  #seq;
  #tag = "";
  #timer = 0;
  #seen = -HERE;
  #missed = 0;
  #tell;
  #every;

  // `tell` has taken(data), out(said) and back(), when the service answers again.
  constructor(sheet, tell) {
    this.#sheet = sheet;
    this.#csrf = sheet.dataset.csrf;
    this.#seq = Number(sheet.dataset.seq);
    this.#tell = tell;
    this.#every = Number(sheet.dataset.poll) || POLL;
    document.addEventListener("visibilitychange", () => this.#plan(0));
    this.#plan(this.#every);
    this.#here();
  }

  #plan(ms) {
    clearTimeout(this.#timer);
    if (!document.hidden) {
      this.#timer = setTimeout(() => this.look(), ms);
    }
  }

  // Tell that this person is on this class, now and then.
  #here() {
    const { here } = this.#sheet.dataset;
    if (here && performance.now() - this.#seen >= HERE) {
      this.#seen = performance.now();
      post(here, {}, { csrf: this.#csrf, quiet: true });
    }
  }

  async look() {
    this.#here();
    const found = await changes(this.#sheet.dataset.changes, this.#seq, this.#tag);
    if (found.kind === "taken") {
      this.#seq = found.data.seq ?? this.#seq;
      this.#sheet.dataset.seq = this.#seq; // what stands on the page is as of this
      this.#tag = found.tag;
      this.#tell.taken(found.data);
    } else if (found.kind === "out") {
      this.#tell.out(found.said);
    }
    const answered = found.kind !== "again";
    if (answered && this.#missed > 0) {
      this.#tell.back();
    }
    this.#missed = answered ? 0 : this.#missed + 1;
    if (found.kind !== "out") {
      this.#plan(answered ? this.#every : Math.min(POLL * this.#missed, SLOW));
    }
  }
}
