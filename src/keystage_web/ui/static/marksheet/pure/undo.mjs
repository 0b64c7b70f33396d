// What was done in this session, to be undone and done again step by step.
//
// A step is a list of { cell, before, after }. Undoing one gives what is to be saved, as
// any other save. Where another person has written since, that cell is left alone: their
// newer value is not undone by somebody who never saw it.

export class History {
  #done = [];
  #undone = [];

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  // A new step; what was undone before it cannot be done again.
  push(cells) {
    const step = cells.filter(({ before, after }) => before !== after);
    if (step.length > 0) {
      this.#done.push(step.map((entry) => ({ ...entry, overtaken: false })));
      this.#undone = [];
    }
  }

  // Another person wrote into a cell: no step of before goes over that.
  overtake(cell) {
    for (const step of [...this.#done, ...this.#undone]) {
      for (const entry of step) {
        entry.overtaken ||= entry.cell === cell;
      }
    }
  }

  // Return { cells: [{ cell, value }], refused: [cell] }, or null if there is nothing.
  undo() {
    return this.#step(this.#done, this.#undone, "before");
  }

  redo() {
    return this.#step(this.#undone, this.#done, "after");
  }

  #step(from, to, side) {
    const step = from.pop();
    if (!step) {
      return null;
    }
    const own = step.filter(({ overtaken }) => !overtaken);
    if (own.length > 0) {
      to.push(own);
    }
    const cells = own.map((entry) => ({ cell: entry.cell, value: entry[side] }));
    const refused = step.filter(({ overtaken }) => overtaken).map(({ cell }) => cell);
    return { cells, refused };
  }
}
