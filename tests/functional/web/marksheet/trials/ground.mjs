// What trials stand on: comparing, and a chance that can be had again.

export function equal(found, wanted, about = "") {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) {
    throw new Error(`${about} ${a} is not ${b}`);
  }
}

export function holds(truth, about) {
  if (!truth) {
    throw new Error(about);
  }
}

// A course of numbers from a seed, each below 1; with pick(list) and below(n).
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, pick: (list) => list[below(list.length)] };
}

export const GOAL = {
  codes: [
    { id: "1", name: "Emerging" },
    { id: "2", name: "Expected" },
    { id: "A", name: "Exempt" },
  ],
  words: { emerging: "1", exp: "2" },
  advance: true,
  asks: { A: "exemption" },
};

export const MARK = {
  codes: [
    { id: "A", name: "Absent" },
    { id: "D", name: "Did not take part" },
  ],
  words: { absent: "A" },
  min: 0,
  max: 40,
  asks: { 0: "zero" },
};

export const JUDGED = {
  codes: [
    { id: "PK1", name: "Standard 1" },
    { id: "PK2", name: "Standard 2" },
    { id: "WTS", name: "Working towards the standard" },
    { id: "EXS", name: "Working at the standard" },
    { id: "A", name: "Absent" },
  ],
  words: { expected: "EXS" },
  advance: true,
};

// A grid of values; closed cells are those listed as "row column".
export function grid(rows, columns, { closed = [], spec = GOAL, values = {}, longest = 40 } = {}) {
  const shut = new Set(closed);
  return {
    rows,
    columns,
    longest,
    open: (row, column) => !shut.has(`${row} ${column}`),
    spec: () => spec,
    value: (row, column) => values[`${row} ${column}`] ?? "",
  };
}
