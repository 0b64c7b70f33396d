// What others did, laid over what one sees: never over what one is typing.

export class Values {
  #cells = new Map(); // cell -> { value, version }
  #held = new Map(); // changes of others that wait until a cell is left

  set(cell, value, version) {
    this.#cells.set(cell, { value, version });
  }

  value(cell) {
    return this.#cells.get(cell)?.value ?? "";
  }

  version(cell) {
    return this.#cells.get(cell)?.version ?? 0;
  }

  has(cell) {
    return this.#cells.has(cell);
  }

  type(cell, value) {
    this.set(cell, value, this.version(cell));
  }

  // What the server has of a cell, after a save. What was typed since stays to be seen.
  saved(cell, value, version) {
    this.set(cell, value ?? this.value(cell), Math.max(version ?? 0, this.version(cell)));
  }

  // Return what to do with a change: "ignore" (known, or not here), "hold" (the cell is
  // being edited, or its own save is under way and will tell) or "take".
  changed(change, held) {
    const { cell, value, version } = change;
    if (!this.has(cell) || !(version > this.version(cell))) {
      return "ignore";
    }
    if (held) {
      this.#held.set(cell, change);
      return "hold";
    }
    this.set(cell, value, version);
    return "take";
  }

  // What waited until a cell was left or saved, if it still is newer than what is known.
  released(cell) {
    const change = this.#held.get(cell) ?? null;
    this.#held.delete(cell);
    return change && change.version > this.version(cell) ? change : null;
  }
}
