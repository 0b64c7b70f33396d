// Questions a value asks before it is saved: an exemption, a zero. One at a time.

import { post } from "./wire.mjs";

const TRIES = [0, 1000, 3000]; // ms before each

export class Asking {
  #dialog = document.getElementById("ask");
  #waiting = [];
  #now = null;
  #form = null;

  // `parts`: table, sheet, line, words, exempt (address), csrf, seen (count of changes).
  constructor(parts) {
    Object.assign(this, parts);
    this.#dialog?.addEventListener("submit", (event) => this.#submitted(event));
    this.#dialog?.addEventListener("close", () => this.#closed());
  }

  // { cell, kind, value, before }: asked once for a child, however many cells ask it.
  ask(question) {
    const of = (one) => `${one.kind} ${one.kind === "exemption" ? one.cell.split(".")[0] : one.cell}`;
    const same = this.#waiting.find((one) => of(one) === of(question));
    if (same) {
      same.also.push(question);
    } else {
      this.#waiting.push({ ...question, also: [] });
      setTimeout(() => this.#next()); // after the key that led here has moved on
    }
  }

  #next() {
    if (this.#now || this.#waiting.length === 0) {
      return;
    }
    const [question] = this.#waiting;
    this.#form = this.#dialog?.querySelector(`[data-ask="${CSS.escape(question.kind)}"]`);
    if (!this.#form) {
      this.#waiting.shift();
      this.#give(question);
      return;
    }
    this.#now = question;
    question.seen = this.seen(); // as the row stood when it was asked
    for (const form of this.#dialog.querySelectorAll("form")) {
      form.hidden = form !== this.#form;
    }
    this.#form.reset();
    this.#missing(false);
    const { row } = this.table.places.get(question.cell);
    this.#form.querySelector("[data-who]").textContent = this.table.name(row);
    const title = this.#form.querySelector("h2");
    this.#dialog.setAttribute("aria-labelledby", title.id);
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
    title.focus(); // no button: a key meant for the next cell chooses nothing
  }

  #missing(on) {
    const told = this.#form.querySelector("[data-missing]");
    if (told) {
      told.hidden = !on;
    }
  }

  // An exemption needs its ground.
  #submitted(event) {
    const wants = event.submitter?.value === "exempt" && this.#form.elements.ground;
    if (wants && !this.#form.elements.ground.value) {
      event.preventDefault();
      this.#missing(true);
      this.#form.querySelector("[name=ground]").focus();
    }
  }

  #closed() {
    const question = this.#now;
    const answer = this.#dialog.returnValue;
    this.#waiting.shift();
    this.#now = null;
    if (answer === "exempt") {
      this.#exempt(question, this.#form.elements.ground?.value ?? "");
    } else if (answer.startsWith("=")) {
      this.#write(question, answer.slice(1));
    } else {
      this.#give(question);
    }
    this.#next();
  }

  #cells(question) {
    return [question, ...question.also];
  }

  #write(question, value) {
    const cells = this.#cells(question);
    cells.forEach(({ cell, before }) => this.sheet.values.type(cell, before));
    this.sheet.write(cells.map(({ cell }) => ({ cell, value })), "typed", { sure: true });
    cells.forEach(({ cell, before }) => before === value && this.#clean(cell));
  }

  #clean(cell) {
    this.sheet.state(cell, this.sheet.queue.has(cell) ? "saving" : "");
    this.sheet.left(cell);
  }

  // What was there before the question.
  #give(question) {
    for (const { cell, before } of this.#cells(question)) {
      this.sheet.values.type(cell, before);
      this.sheet.forget(cell);
      this.#clean(cell);
    }
  }

  async #exempt(question, ground) {
    const [pupil] = question.cell.split(".");
    const { value, seen } = question;
    const body = { key: crypto.randomUUID(), pupil, value, ground, seen };
    for (const wait of TRIES) {
      await new Promise((go) => setTimeout(go, wait));
      const found = await post(this.exempt, body, { csrf: this.csrf });
      if (found.kind === "taken") {
        this.#cells(question).forEach(({ cell, before }) => {
          this.sheet.values.type(cell, before);
          this.#clean(cell);
        });
        this.sheet.done(found.data);
        return;
      }
      if (found.kind !== "again") {
        this.line.tell(found.said || this.words("not_settled"));
        this.#give(question);
        return;
      }
    }
    this.line.tell(this.words("not_settled"));
    this.#give(question);
  }
}
