// The hands of the person on the keys, by one listener of each kind on the table.

import { carried } from "./pure/fill.mjs";
import { complete, value } from "./pure/accepts.mjs";
import { asked, led, sought } from "./pure/keys.mjs";
import { beyond, block, places, single, stretched } from "./pure/select.mjs";
import * as paint from "./paint.mjs";

const LOW = 8; // rows from the foot where a list opens upwards
const STEP = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] };

export class Hands {
  enter = "down";
  mode = "ready"; // or "typing", "editing"
  at = null;
  #extent = null;
  #area = null; // the block that is painted as selected
  #input = null;

  // `parts`: table, sheet, list, words, line, and open(name) for dialogs.
  constructor(parts) {
    Object.assign(this, parts);
    const { table } = this.table;
    table.addEventListener("keydown", (event) => this.#key(event));
    table.addEventListener("input", (event) => this.#typed(event));
    table.addEventListener("focusin", (event) => this.#came(event));
    table.addEventListener("focusout", () => this.#went());
  }

  #place(event) {
    return this.table.places.get(event.target.id) ?? null;
  }

  get cell() {
    return this.at ? this.table.id(this.at.row, this.at.column) : "";
  }

  // The cell that is being typed into, or "".
  get edited() {
    return this.mode === "ready" ? "" : this.cell;
  }

  get area() {
    return this.at ? block(this.at, this.#extent) : null;
  }

  #came(event) {
    const at = this.#place(event);
    if (at) {
      this.#input = event.target;
      this.at = at;
      this.mode = "ready";
      this.select(at);
      event.target.select(); // what is typed replaces it
    }
  }

  #went() {
    this.commit();
    this.list.close();
  }

  #key(event) {
    if (!this.#place(event)) {
      return;
    }
    const found = asked(event, this.mode, this.list.open);
    if (found && this.#done(found)) {
      event.preventDefault();
    }
  }

  // Do what a key asks for; false leaves it to the browser.
  #done({ do: name, by }) {
    if (name === "move") {
      return this.#move(by);
    }
    const plain = { undo: () => this.sheet.step(true), redo: () => this.sheet.step(false), nothing: () => {} };
    const own = name === "list" ? "offer" : name.replace("-", "_");
    (plain[name] ?? (() => this[own](by)))();
    return true;
  }

  #move(by) {
    this.commit();
    const to = led(this.table, this.at, by, this.enter);
    if (to) {
      this.go(to);
    } else {
      this.#input?.select(); // nowhere to go: what is typed next replaces it here too
    }
    // Tab at the last cell leads out of the sheet, as everywhere.
    return Boolean(to) || (by !== "following" && by !== "previous");
  }

  go({ row, column }) {
    this.table.inputs[row][column].focus();
  }

  extend(by) {
    const extent = this.#extent;
    const step = STEP[by];
    const to = step ? stretched(this.table, extent, ...step) : (led(this.table, extent, by) ?? extent);
    this.select(to);
    this.table.td(to.row, to.column)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  all() {
    this.#span(0, 0, this.table.rows - 1, this.table.columns - 1);
  }

  row() {
    this.#span(this.at.row, 0, this.at.row, this.table.columns - 1);
  }

  column() {
    this.#span(0, this.at.column, this.table.rows - 1, this.at.column);
  }

  #span(top, left, bottom, right) {
    this.select(null, { top, left, bottom, right });
  }

  collapse() {
    this.select(this.at);
    this.line.tell("");
  }

  // Select from where one stands to `extent`, or a block of its own.
  select(extent, whole = null) {
    const area = whole ?? block(this.at, extent);
    const painted = single(area) ? null : area;
    this.#extent = extent ?? { row: area.bottom, column: area.right };
    if (whole) {
      this.at = { row: area.top, column: area.left };
    }
    const shade = (places_, on) => {
      for (const { row, column } of places_) {
        this.table.td(row, column)?.classList.toggle("ks-selected", on);
      }
    };
    shade(beyond(this.#area, painted), false);
    shade(beyond(painted, this.#area), true);
    this.#area = painted;
  }

  edit() {
    this.mode = "editing";
    const end = this.#input.value.length;
    this.#input.setSelectionRange(end, end);
  }

  // Esc: what was there before.
  back() {
    this.mode = "ready";
    this.list.close();
    this.sheet.left(this.cell);
    this.#input.select();
  }

  blank() {
    const cells = this.cells().filter(({ now }) => now !== "");
    const done = this.sheet.write(cells.map(({ cell }) => ({ cell, value: "" })), "typed");
    if (cells.length > 1) {
      this.line.tell(this.words("blanked", { n: done }));
    }
    this.#input.select();
  }

  // The open cells of the block: [{ cell, now }].
  cells() {
    const open = [...places(this.area)].filter(({ row, column }) => this.table.open(row, column));
    return open.map(({ row, column }) => ({ cell: this.table.id(row, column), now: this.table.value(row, column) }));
  }

  fill_down() {
    this.#carry("down");
  }

  fill_right() {
    this.#carry("right");
  }

  #carry(by) {
    const cells = carried(this.table, this.area, by).map(({ row, column, value: to }) => ({
      cell: this.table.id(row, column),
      value: to,
    }));
    const done = this.sheet.write(cells, "filled");
    this.line.tell(this.words("filled", { n: done }));
  }

  next() {
    this.#seek(1);
  }

  before() {
    this.#seek(-1);
  }

  #seek(by) {
    this.commit();
    const start = by > 0 ? { row: this.table.rows - 1, column: this.table.columns - 1 } : { row: 0, column: 0 };
    const left = (row, column) => {
      const input = this.table.inputs[row][column];
      return input.value === "" || paint.troubled(input);
    };
    const found = sought(this.table, this.at ?? start, by, left);
    if (found) {
      this.go(found);
    }
    this.line.tell(found ? "" : this.words("nothing_next"));
  }

  keys() {
    this.open("keys");
  }

  details() {
    this.commit();
    this.open("cell");
  }

  // The list of codes: opened, or one step on in it.
  offer(by) {
    if (this.list.open) {
      this.list.step(by ?? "down");
    } else {
      this.mode = "editing";
      this.#offer(true);
    }
  }

  #offer(all = false) {
    const spec = this.table.spec(this.at.column);
    const low = this.at.row > LOW && this.at.row >= this.table.rows - LOW;
    const last = this.at.column > 1 && this.at.column >= this.table.columns - 4;
    this.list.show(this.#input, spec, this.#input.value, { all, low, last });
  }

  #typed(event) {
    if (!this.#place(event)) {
      return;
    }
    if (this.mode === "ready") {
      this.mode = "typing";
    }
    const text = this.#input.value;
    if (!event.isComposing && complete(this.table.spec(this.at.column), text)) {
      this.list.close();
      this.#move("onward");
    } else {
      this.#offer();
    }
  }

  // Take a code that was chosen with the mouse, and go on.
  pick(code) {
    this.#input.value = code;
    this.mode = "typing";
    this.list.close();
    this.#move("onward");
  }

  // What stands half typed is done: a chosen code, or the text as it is.
  commit() {
    if (this.mode === "ready") {
      return;
    }
    const text = this.list.chosen || this.#input.value;
    this.mode = "ready";
    this.list.close();
    const { cell } = this;
    const kept = value(this.table.spec(this.at.column), text);
    if (kept === this.sheet.values.value(cell) && !paint.troubled(this.#input)) {
      this.sheet.left(cell);
    } else {
      this.sheet.type(cell, text);
    }
  }
}
