// What a key asks for, and where a move leads. Knows no page: a grid is told by
// { rows, columns, open(row, column) }, a place by { row, column }.

const PAGE = 10; // rows that PgUp and PgDn pass over

const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };
const LONG = { Home: "home", End: "end", PageUp: "page-up", PageDown: "page-down" };
const WITH_CTRL = { a: "all", d: "fill-down", r: "fill-right", y: "redo", z: "undo" };
const BARE = { F2: "edit", F8: "next", Delete: "blank", Backspace: "blank", Escape: "collapse" };

function moved(by, extend) {
  return { do: extend ? "extend" : "move", by };
}

function controlled(event) {
  const { key, shiftKey } = event;
  if (key in ARROWS) {
    return moved(`edge-${ARROWS[key]}`, shiftKey);
  }
  if (key === "Home" || key === "End") {
    return moved(key === "Home" ? "first" : "last", shiftKey);
  }
  if (key === " ") {
    return { do: "column" };
  }
  const asked = WITH_CTRL[key.toLowerCase()];
  return asked ? { do: asked === "undo" && shiftKey ? "redo" : asked } : null;
}

// Keys that mean the same whether a cell is only looked at or typed into.
function always(event, control) {
  const { key, shiftKey } = event;
  if (key === "Enter") {
    return control ? { do: "details" } : moved(shiftKey ? "back" : "onward");
  }
  if (key === "Tab" && !control) {
    return moved(shiftKey ? "previous" : "following");
  }
  return key === "F8" && !control ? { do: shiftKey ? "before" : "next" } : null;
}

function ready(event, control) {
  const { key, shiftKey, altKey } = event;
  if (control) {
    return controlled(event);
  }
  if (altKey) {
    return key === "ArrowDown" ? { do: "list" } : null;
  }
  if (key in ARROWS || key in LONG) {
    return moved(ARROWS[key] ?? LONG[key], shiftKey);
  }
  if (key === " ") {
    return { do: shiftKey ? "row" : "nothing" };
  }
  return key === "?" ? { do: "keys" } : BARE[key] ? { do: BARE[key] } : null;
}

// A cell in which something stands half typed. "typing" began with a letter, and arrows
// leave it; "editing" began with F2, and arrows to the sides move in the text.
function busy(event, control, mode, listed) {
  const { key, shiftKey, altKey } = event;
  if (key === "Escape") {
    return { do: "back" };
  }
  if (control || shiftKey) {
    return null;
  }
  if (key === "ArrowUp" || key === "ArrowDown") {
    return listed || altKey ? { do: "list", by: ARROWS[key] } : moved(ARROWS[key]);
  }
  if (key === "F2") {
    return { do: "edit" };
  }
  const leaves = mode === "typing" && (key in ARROWS || key in LONG);
  return leaves ? moved(ARROWS[key] ?? LONG[key]) : null;
}

// Return { do, by } for a key, or null where the browser knows best.
// `mode` is "ready", "typing" or "editing"; `listed` whether a list of codes is shown.
export function asked(event, mode, listed = false) {
  if (event.isComposing) {
    return null;
  }
  // Control and Alt together write a letter on many keyboards.
  const control = (event.ctrlKey || event.metaKey) && !event.altKey;
  const common = always(event, control);
  if (common) {
    return common;
  }
  return mode === "ready" ? ready(event, control) : busy(event, control, mode, listed);
}

// From a place on, step by step; the first open cell met, or null at the edge.
function along(grid, at, down, right) {
  let { row, column } = at;
  for (;;) {
    row += down;
    column += right;
    if (row < 0 || column < 0 || row >= grid.rows || column >= grid.columns) {
      return null;
    }
    if (grid.open(row, column)) {
      return { row, column };
    }
  }
}

// To the last open cell in a direction.
function edge(grid, at, down, right) {
  let found = at;
  for (let next = at; next; next = along(grid, next, down, right)) {
    found = next;
  }
  return found;
}

// In reading order (across), or column by column (down); null at the very end.
function flow(grid, at, across, by) {
  const inner = across ? grid.columns : grid.rows;
  const all = grid.rows * grid.columns;
  const place = (n) =>
    across
      ? { row: Math.floor(n / inner), column: n % inner }
      : { row: n % inner, column: Math.floor(n / inner) };
  let n = across ? at.row * inner + at.column : at.column * inner + at.row;
  for (n += by; n >= 0 && n < all; n += by) {
    const next = place(n);
    if (grid.open(next.row, next.column)) {
      return next;
    }
  }
  return null;
}

function paged(grid, at, by) {
  const row = Math.max(0, Math.min(grid.rows - 1, at.row + by * PAGE));
  const target = { row, column: at.column };
  return grid.open(row, at.column)
    ? target
    : (along(grid, target, -by, 0) ?? along(grid, target, by, 0));
}

const STEPS = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] };

// Return where a move from `at` leads, or null where it leads nowhere. `enter` is the
// direction of Enter: "down" or "right".
export function led(grid, at, by, enter = "down") {
  if (by in STEPS) {
    return along(grid, at, ...STEPS[by]);
  }
  if (by.startsWith("edge-")) {
    return edge(grid, at, ...STEPS[by.slice(5)]);
  }
  const across = enter === "right";
  const moves = {
    home: () => along(grid, { row: at.row, column: -1 }, 0, 1),
    end: () => along(grid, { row: at.row, column: grid.columns }, 0, -1),
    "page-up": () => paged(grid, at, -1),
    "page-down": () => paged(grid, at, 1),
    first: () => flow(grid, { row: 0, column: -1 }, true, 1),
    last: () => flow(grid, { row: grid.rows - 1, column: grid.columns }, true, -1),
    following: () => flow(grid, at, true, 1),
    previous: () => flow(grid, at, true, -1),
    onward: () => flow(grid, at, across, 1),
    back: () => flow(grid, at, across, -1),
  };
  return moves[by]();
}

// The next cell, in reading order and round the end, that `wanted(row, column)` says yes
// to; null if there is none. The cell one stands on comes last.
export function sought(grid, at, by, wanted) {
  const all = grid.rows * grid.columns;
  const from = at.row * grid.columns + at.column;
  for (let step = 1; step <= all; step += 1) {
    const n = (((from + by * step) % all) + all) % all;
    const place = { row: Math.floor(n / grid.columns), column: n % grid.columns };
    if (grid.open(place.row, place.column) && wanted(place.row, place.column)) {
      return place;
    }
  }
  return null;
}
