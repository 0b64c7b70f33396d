// The table of the page as a grid: which cell stands where, what its column takes.

export class Table {
  constructor(sheet) {
    this.sheet = sheet;
    this.table = sheet.querySelector("table");
    const accepts = JSON.parse(sheet.dataset.accepts);
    const heads = [...this.table.querySelectorAll("thead th[data-component]")];
    this.heads = heads;
    this.components = heads.map((head) => head.dataset.component);
    this.specs = heads.map((head) => accepts[head.dataset.accepts] ?? {});
    this.lines = [...this.table.tBodies].flatMap((body) => [...body.rows]);
    this.lines = this.lines.filter((line) => line.dataset.pupil);
    this.pupils = this.lines.map((line) => line.dataset.pupil);
    this.locked = false;
    this.#find();
    this.hold();
    addEventListener("resize", () => this.hold());
  }

  // Each column keeps the room it has: "17 of 17 entered" becomes "34", and no cell moves
  // under the mouse.
  hold() {
    const heads = [...this.table.querySelectorAll("thead th[scope=col]")];
    heads.forEach((head) => head.style.removeProperty("min-width"));
    const widths = heads.map((head) => head.getBoundingClientRect().width);
    heads.forEach((head, at) => head.style.setProperty("min-width", `${widths[at]}px`));
  }

  // Each input once, by the id of its cell: pupil and component.
  #find() {
    const rows = new Map(this.pupils.map((pupil, row) => [pupil, row]));
    const columns = new Map(this.components.map((component, column) => [component, column]));
    this.places = new Map();
    this.inputs = this.pupils.map(() => Array(this.components.length).fill(null));
    for (const input of this.table.querySelectorAll("tbody input[data-version]")) {
      const dot = input.id.indexOf(".");
      const row = rows.get(input.id.slice(0, dot));
      const column = columns.get(input.id.slice(dot + 1));
      if (row !== undefined && column !== undefined) {
        this.inputs[row][column] = input;
        this.places.set(input.id, { row, column });
      }
    }
  }

  get rows() {
    return this.pupils.length;
  }

  get columns() {
    return this.components.length;
  }

  open(row, column) {
    return this.inputs[row][column] !== null;
  }

  spec(column) {
    return this.specs[column];
  }

  input(cell) {
    const at = this.places.get(cell);
    return at ? this.inputs[at.row][at.column] : null;
  }

  id(row, column) {
    return `${this.pupils[row]}.${this.components[column]}`;
  }

  // Characters a value may have.
  get longest() {
    const limits = [...this.places.keys()].slice(0, 1).map((cell) => this.input(cell).maxLength);
    return limits[0] > 0 ? limits[0] : Infinity;
  }

  // What stands there to be seen, also in a closed cell.
  value(row, column) {
    const input = this.inputs[row][column];
    return input ? input.value : (this.td(row, column)?.querySelector("span")?.textContent ?? "");
  }

  // Where a cell is drawn. A closed one is looked for: few are.
  td(row, column) {
    const input = this.inputs[row][column];
    const id = CSS.escape(this.id(row, column));
    return input ? input.parentElement : this.table.querySelector(`[data-cell="${id}"]`);
  }

  name(row) {
    return document.getElementById(`p-${this.pupils[row]}`)?.textContent.trim() ?? "";
  }

  // The whole name of a column, as it is read out: without the short one for the eye.
  title(column) {
    const head = this.heads[column].cloneNode(true);
    head.querySelectorAll("[aria-hidden=true]").forEach((seen) => seen.remove());
    return head.textContent.replace(/\s+/g, " ").trim();
  }

  lock(on) {
    this.locked = on;
    for (const input of this.table.querySelectorAll("tbody input[data-version]")) {
      input.readOnly = on;
    }
  }
}
