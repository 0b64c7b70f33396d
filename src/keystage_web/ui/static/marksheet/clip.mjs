// The clipboard: a block of cells goes out as a spreadsheet takes it, and comes in.

import { toHtml, toText } from "./pure/copy.mjs";
import { laid, read } from "./pure/paste.mjs";
import { pasted } from "./pure/words.mjs";

export class Clip {
  // `parts`: table, sheet, hands, line, words, texts (the sentences themselves).
  constructor(parts) {
    Object.assign(this, parts);
    document.addEventListener("copy", (event) => this.#out(event, false));
    document.addEventListener("cut", (event) => this.#out(event, true));
    document.addEventListener("paste", (event) => this.#in(event));
  }

  // Whether the clipboard is for the sheet: a cell has the focus, none is typed into.
  get #ours() {
    const here = this.table.places.has(document.activeElement?.id);
    return here && this.hands.mode === "ready" && !document.querySelector("dialog[open]");
  }

  #out(event, cut) {
    if (!this.#ours) {
      return;
    }
    event.preventDefault();
    const { top, bottom, left, right } = this.hands.area;
    const rows = [];
    for (let row = top; row <= bottom; row += 1) {
      const columns = Array.from({ length: right - left + 1 }, (_, n) => left + n);
      rows.push(columns.map((column) => this.table.value(row, column)));
    }
    event.clipboardData.setData("text/plain", toText(rows));
    event.clipboardData.setData("text/html", toHtml(rows));
    if (cut) {
      const cells = this.hands.cells().map(({ cell }) => ({ cell, value: "" }));
      this.sheet.write(cells, "cut");
    }
    this.line.tell(this.words("copied", { n: rows.length * rows[0].length }));
  }

  #in(event) {
    if (!this.#ours) {
      return;
    }
    event.preventDefault();
    const { clipboardData: data } = event;
    this.#lay({ html: data.getData("text/html"), text: data.getData("text/plain") });
  }

  #lay(found) {
    const { rows, refused } = read(found);
    if (refused) {
      this.line.tell(this.words(`paste_${refused}`));
      return;
    }
    const told = laid(rows, this.hands.area, this.table);
    const changes = told.changes.map(({ row, column, value }) => ({ cell: this.table.id(row, column), value }));
    this.sheet.write(changes, "pasted");
    if (!this.table.locked) {
      this.line.tell(pasted(this.texts, told));
    }
  }

  // The button. Browsers that let a page ask for the clipboard, ask the person first.
  async ask() {
    try {
      const [item] = await navigator.clipboard.read();
      const text = async (type) => (item.types.includes(type) ? (await item.getType(type)).text() : "");
      const found = { html: await text("text/html"), text: await text("text/plain") };
      if (this.hands.at) {
        this.hands.go(this.hands.at);
        this.#lay(found);
      }
    } catch {
      this.line.tell(this.words("paste_keys"));
    }
  }
}
