// The list of codes that what is typed may become, under its cell.

import { meant, options } from "./pure/accepts.mjs";

export class List {
  #box;
  #input = null;
  #shown = [];
  #at = -1;

  // `pick(code)` is called when a code is chosen with the mouse.
  constructor(label, pick) {
    this.#box = document.createElement("ul");
    this.#box.id = "ks-list";
    this.#box.className = "ks-list";
    this.#box.setAttribute("role", "listbox");
    this.#box.setAttribute("aria-label", label);
    this.#box.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the cell keeps the focus
      const chosen = event.target.closest("[role=option]");
      if (chosen) {
        pick(this.#shown[Number(chosen.dataset.at)].id);
      }
    });
  }

  get open() {
    return this.#input !== null;
  }

  // The code that would be taken now, or "".
  get chosen() {
    return this.#shown[this.#at]?.id ?? "";
  }

  // Show what `text` may become; `all` also for nothing typed yet. Low in the table, it
  // opens upwards, at its right edge to the left.
  show(input, spec, text, { all = false, low = false, last = false } = {}) {
    const found = text.trim() || all ? options(spec, all ? "" : text) : [];
    if (found.length === 0) {
      this.close();
      return;
    }
    const lines = found.map(({ id, name }, at) => {
      const line = document.createElement("li");
      line.id = `ks-list-${at}`;
      line.dataset.at = at;
      line.setAttribute("role", "option");
      const code = document.createElement("b");
      code.textContent = id;
      line.append(code, ` ${name}`);
      return line;
    });
    this.#shown = found;
    this.#box.replaceChildren(...lines);
    this.#box.classList.toggle("ks-list--up", low);
    this.#box.classList.toggle("ks-list--left", last);
    if (this.#input !== input) {
      this.close(found);
      this.#input = input;
      input.parentElement.classList.add("ks-listed");
      input.parentElement.append(this.#box);
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-expanded", "true");
      input.setAttribute("aria-controls", "ks-list");
    }
    this.#choose(meant(found, text));
  }

  #choose(at) {
    this.#at = at;
    [...this.#box.children].forEach((line, n) => line.setAttribute("aria-selected", n === at));
    if (at >= 0) {
      this.#input.setAttribute("aria-activedescendant", `ks-list-${at}`);
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  step(by) {
    const count = this.#shown.length;
    const from = this.#at < 0 && by === "up" ? 0 : this.#at;
    this.#choose((from + (by === "up" ? -1 : 1) + count) % count);
  }

  close(shown = []) {
    this.#shown = shown;
    this.#at = -1;
    if (this.#input) {
      this.#input.parentElement.classList.remove("ks-listed");
      for (const name of ["role", "aria-autocomplete", "aria-expanded", "aria-controls", "aria-activedescendant"]) {
        this.#input.removeAttribute(name);
      }
      this.#input = null;
      this.#box.remove();
    }
  }
}
