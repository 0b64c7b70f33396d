// All about one cell: its pupil, column, value and mark; and where two values met, both
// side by side with the choice.

import { meaning } from "./pure/accepts.mjs";
import { post } from "./wire.mjs";

export class Box {
  #dialog = document.getElementById("cell");
  #cell = "";
  #key = "";

  // `parts`: table, sheet, line, words, settle (address), csrf.
  constructor(parts) {
    Object.assign(this, parts);
    this.#dialog?.addEventListener("close", () => this.#closed());
  }

  #put(name, text) {
    const found = this.#dialog.querySelector(`[data-${name}]`);
    found.textContent = text;
    found.hidden = text === "";
  }

  open(cell) {
    const at = this.table.places.get(cell);
    const input = this.table.input(cell);
    const spec = this.table.spec(at.column);
    this.#cell = cell;
    this.#dialog.querySelector("h2").textContent = this.table.name(at.row);
    this.#put("column", this.table.title(at.column));
    this.#put("value", input.value || this.words("value_blank"));
    this.#put("meaning", meaning(spec, input.value));
    this.#put("mark", document.getElementById(`m-${cell}`)?.textContent ?? "");
    this.#put("said", document.getElementById(`s-${cell}`)?.textContent ?? "");
    this.#sides(this.sheet.clashes.get(cell), spec);
    this.#links(cell);
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
  }

  #sides(clash, spec) {
    const side = (value) => [value || this.words("value_blank"), meaning(spec, value)].filter(Boolean).join(" ");
    this.#dialog.querySelector("[data-sides]").hidden = !clash;
    if (clash) {
      this.#key = crypto.randomUUID();
      const { value = this.sheet.values.value(this.#cell), by = "", at = "" } = clash.theirs ?? {};
      this.#put("theirs", side(value));
      this.#put("by", [by, at].filter(Boolean).join(", "));
      this.#put("mine", side(clash.mine));
      // Between two others, nothing is mine or theirs.
      this.#dialog.querySelectorAll("[data-own], [data-other]").forEach((words) => {
        words.hidden = "own" in words.dataset !== Boolean(clash.own);
      });
    }
  }

  #links(cell) {
    const dot = cell.indexOf(".");
    const page = this.#dialog.querySelector("[data-page]");
    page.href = document.getElementById(`p-${cell.slice(0, dot)}`)?.href ?? "#sheet";
    for (const link of this.#dialog.querySelectorAll("[data-to]")) {
      const to = link.dataset.to.replaceAll("PUPIL", cell.slice(0, dot));
      link.href = to.replaceAll("COMPONENT", cell.slice(dot + 1));
    }
  }

  async #closed() {
    const keep = this.#dialog.returnValue;
    const cell = this.#cell;
    const clash = this.sheet.clashes.get(cell);
    if (!clash || !["mine", "theirs"].includes(keep)) {
      return;
    }
    const body = { key: this.#key, clash: clash.id, keep, base: this.sheet.values.version(cell) };
    const found = await post(this.settle, body, { csrf: this.csrf });
    if (found.kind !== "taken") {
      this.line.tell(found.said || this.words("not_settled"));
      return;
    }
    this.sheet.clashes.delete(cell);
    this.sheet.done(found.data);
    const still = this.sheet.clashes.has(cell);
    this.line.tell(this.words(still ? "conflict_some" : "settled", { n: 1 }));
  }
}
