// The mouse on the sheet: a press goes to a cell, Shift and dragging select a block, a
// double click edits in place.

import { holds, one, single } from "./pure/select.mjs";

export class Mouse {
  #hands;
  #table;
  #dragged = false;

  constructor(hands, table) {
    this.#hands = hands;
    this.#table = table;
    table.table.addEventListener("mousedown", (event) => this.#pressed(event));
    table.table.addEventListener("mouseover", (event) => this.#over(event));
    table.table.addEventListener("dblclick", (event) => this.#place(event) && hands.edit());
    document.addEventListener("mouseup", () => {
      this.#dragged = false;
    });
  }

  #place(event) {
    return this.#table.places.get(event.target.id) ?? null;
  }

  #pressed(event) {
    const at = this.#place(event);
    const ready = this.#hands.mode === "ready";
    const here = event.target === document.activeElement;
    if (!at || event.button !== 0 || (here && !ready)) {
      return;
    }
    event.preventDefault(); // no caret: the first key replaces
    if (event.shiftKey && this.#hands.at && ready) {
      this.#hands.select(at);
      return;
    }
    this.#dragged = true;
    if (here) {
      this.#hands.select(at);
    } else {
      event.target.focus();
    }
  }

  #over(event) {
    const at = this.#dragged && event.buttons === 1 ? this.#place(event) : null;
    const hands = this.#hands;
    if (at && hands.at && !(single(hands.area) && holds(one(hands.at), at))) {
      hands.select(at);
    }
  }
}
