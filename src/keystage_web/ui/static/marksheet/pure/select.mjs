// A block of cells: from where one stands to where Shift led, both inside.

export function block(anchor, extent) {
  return {
    top: Math.min(anchor.row, extent.row),
    bottom: Math.max(anchor.row, extent.row),
    left: Math.min(anchor.column, extent.column),
    right: Math.max(anchor.column, extent.column),
  };
}

export function one(at) {
  return block(at, at);
}

export function single(area) {
  return area.top === area.bottom && area.left === area.right;
}

export function* places(area) {
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      yield { row, column };
    }
  }
}

export function holds(area, { row, column }) {
  return (
    area !== null &&
    row >= area.top &&
    row <= area.bottom &&
    column >= area.left &&
    column <= area.right
  );
}

// What of `area` is not in `other`: only that is painted anew.
export function beyond(area, other) {
  return area === null ? [] : [...places(area)].filter((at) => !holds(other, at));
}

// Where the far corner of a block comes to lie: on any cell, closed ones too.
export function stretched(grid, extent, down, right) {
  return {
    row: Math.max(0, Math.min(grid.rows - 1, extent.row + down)),
    column: Math.max(0, Math.min(grid.columns - 1, extent.column + right)),
  };
}
