// Which cells filling a column, a row or a block would change, before it is done.

import { fits, question } from "./accepts.mjs";
import { places } from "./select.mjs";

// Return [{ row, column, value }] for the open cells of `area` that take `value` and do
// not have it: only the blank ones, unless `over` is asked for.
export function plan(grid, area, value, over = false) {
  const found = [];
  for (const { row, column } of places(area)) {
    const now = grid.open(row, column) ? grid.value(row, column) : value;
    const takes = now !== value && (over || now === "");
    if (takes && fits(grid.spec(column), value)) {
      found.push({ row, column, value });
    }
  }
  return found;
}

// Return the codes that may be offered for `area`: those any of its columns takes, each
// once. One that asks a question of a child first is offered for a single row alone.
export function offered(grid, area) {
  const found = new Map();
  for (let column = area.left; column <= area.right; column += 1) {
    const spec = grid.spec(column);
    for (const code of spec.codes ?? []) {
      if (area.top === area.bottom || !question(spec, code.id)) {
        found.set(code.id, code);
      }
    }
  }
  return [...found.values()];
}

// Ctrl+D and Ctrl+R: the first line of a block goes into the others; of a single cell,
// what stands above it or to its left. `by` is "down" or "right".
export function carried(grid, area, by) {
  const down = by === "down";
  const alone = down ? area.top === area.bottom : area.left === area.right;
  const first = (down ? area.top : area.left) - (alone ? 1 : 0);
  if (first < 0) {
    return [];
  }
  const found = [];
  for (const { row, column } of places(area)) {
    const from = down ? { row: first, column } : { row, column: first };
    const source = grid.value(from.row, from.column);
    const other = from.row !== row || from.column !== column;
    if (other && grid.open(row, column) && grid.value(row, column) !== source) {
      found.push({ row, column, value: source });
    }
  }
  return found;
}
