// The dialog that fills a column or a row: with what, how many, and only then.

import { offered, plan } from "./pure/fill.mjs";
import { question } from "./pure/accepts.mjs";

export class Filling {
  #dialog = document.getElementById("filling");
  #area = null;

  // `parts`: table, sheet, hands, asking, line, words.
  constructor(parts) {
    Object.assign(this, parts);
    this.#dialog?.addEventListener("change", () => this.#count());
    this.#dialog?.addEventListener("close", () => this.#closed());
  }

  // Ask what to fill the column or row of the cell with; the first, if there is none yet.
  open(what) {
    const at = this.hands.at ?? { row: 0, column: 0 };
    const { rows, columns } = this.table;
    const down = what === "column";
    this.#area = {
      top: down ? 0 : at.row,
      bottom: down ? rows - 1 : at.row,
      left: down ? at.column : 0,
      right: down ? at.column : columns - 1,
    };
    const title = down ? this.table.title(at.column) : this.table.name(at.row);
    this.#dialog.querySelector("[data-what]").textContent = title;
    const codes = [{ id: "", name: this.words("blank") }, ...offered(this.table, this.#area)];
    this.#dialog.querySelector("[data-codes]").replaceChildren(...codes.map(this.#radio));
    this.#dialog.querySelector("form").reset();
    this.#dialog.returnValue = "";
    this.#count();
    this.#dialog.showModal();
  }

  #radio({ id, name }, at) {
    const item = document.createElement("div");
    item.className = "govuk-radios__item";
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name: "code", value: id, id: `filling-${at}`, required: true });
    input.className = "govuk-radios__input";
    const label = document.createElement("label");
    label.className = "govuk-label govuk-radios__label";
    label.htmlFor = input.id;
    label.textContent = id ? `${id} ${name}` : name;
    item.append(input, label);
    return item;
  }

  get #chosen() {
    return this.#dialog.querySelector("[name=code]:checked")?.value ?? null;
  }

  get #plan() {
    const code = this.#chosen;
    // Blank goes over what stands, or it would change nothing.
    const over = code === "" || this.#dialog.querySelector("[name=over]").checked;
    return code === null ? [] : plan(this.table, this.#area, code, over);
  }

  #count() {
    const told = this.#chosen === null ? "" : this.words("fill_count", { n: this.#plan.length });
    this.#dialog.querySelector("[data-count]").textContent = told;
  }

  #closed() {
    const found = this.#dialog.returnValue === "fill" ? this.#plan : [];
    if (found.length === 0) {
      return;
    }
    const [first] = found;
    const cells = found.map(({ row, column, value }) => ({ cell: this.table.id(row, column), value }));
    const kind = question(this.table.spec(first.column), first.value);
    if (kind) {
      // One child's row: asked once, and what the answer fills, the service fills.
      cells.forEach(({ cell, value }) => this.asking.ask({ cell, kind, value, before: this.sheet.values.value(cell) }));
      return;
    }
    const done = this.sheet.write(cells, "filled");
    this.line.tell(this.words("filled", { n: done }));
  }
}
