import { complete, fits, meaning, meant, options, question, value } from "/static/marksheet/pure/accepts.mjs";
import { asked, led, sought } from "/static/marksheet/pure/keys.mjs";
import { beyond, block, holds as within, places, stretched } from "/static/marksheet/pure/select.mjs";
import { pasted, sentence } from "/static/marksheet/pure/words.mjs";
import { chance, equal, GOAL, grid, holds, JUDGED, MARK } from "./ground.mjs";

const key = (name, more = {}) => ({ key: name, ...more });
const ctrl = { ctrlKey: true };
const shift = { shiftKey: true };

export const trials = {
  "codes and words are spelled as the data spells them, and nothing else is guessed": () => {
    for (const [typed, kept] of Object.entries({ " exp ": "2", EMERGING: "1", a: "A", e: "e", constructor: "constructor" })) {
      equal(value(GOAL, typed), kept);
    }
    equal(value(MARK, "３２"), "32");
    equal(value({}, " x  y "), "x y");
  },
  "a value fits if it is blank, a code or a mark between the bounds": () => {
    for (const good of ["", "a", "0", "40", "7"]) {
      holds(fits(MARK, good), good);
    }
    for (const bad of ["41", "-1", "4.5", "1e1", "L", "99999"]) {
      holds(!fits(MARK, bad), bad);
    }
    holds(!fits({ ...MARK, min: 5 }, "4"), "below the least");
    holds(!fits(GOAL, "3"), "no mark here");
  },
  "a cell is done when no further letter could make another value of it": () => {
    const all = { "1": true, 2: true, a: true, e: false, "": false, 3: false };
    for (const [typed, done] of Object.entries(all)) {
      equal(complete(GOAL, typed), done, typed);
    }
    const marks = { ...MARK, advance: true };
    for (const [typed, done] of Object.entries({ 0: false, 4: false, 5: true, 12: true, 40: true, 41: false })) {
      equal(complete(marks, typed), done, typed);
    }
    holds(!complete(MARK, "40"), "only where the data says so");
    const pairs = { advance: true, codes: [{ id: "P", name: "" }, { id: "PK", name: "" }] };
    equal([complete(pairs, "p"), complete(pairs, "pk")], [false, true]);
  },
  "options are found by code, meaning or other word, each once, the exact one first": () => {
    const ids = (spec, text) => options(spec, text).map(({ id }) => id);
    equal(ids(JUDGED, "a"), ["A", "EXS"]);
    equal(ids(JUDGED, "ex"), ["EXS"]);
    equal(ids(JUDGED, "standard"), ["PK1", "PK2", "WTS", "EXS"]);
    equal(ids(JUDGED, "expect"), ["EXS"]);
    equal(ids(JUDGED, "zz"), []);
    equal(ids(JUDGED, "").length, 5);
    equal(ids({}, "a"), []);
  },
  "one option alone is meant, of more none, unless it is the very code": () => {
    equal(meant(options(JUDGED, "wts"), "wts"), 0);
    equal(meant(options(JUDGED, "wo"), "wo"), -1);
    equal(meant(options(JUDGED, "wt"), "wt"), 0);
    equal(meant(options(JUDGED, ""), ""), -1);
  },
  "a value that asks is known by its data alone": () => {
    equal([question(GOAL, "A"), question(GOAL, "2"), question(MARK, "0"), question(JUDGED, "A")], ["exemption", "", "zero", ""]);
    equal(question(GOAL, "constructor"), "");
    equal([meaning(GOAL, "2"), meaning(MARK, "7")], ["Expected", ""]);
  },
  "keys ask for what a spreadsheet's keys ask for": () => {
    const table = [
      [key("ArrowUp"), "move up"], [key("ArrowDown", shift), "extend down"],
      [key("ArrowRight", ctrl), "move edge-right"], [key("ArrowLeft", { ...ctrl, ...shift }), "extend edge-left"],
      [key("Home"), "move home"], [key("End", ctrl), "move last"], [key("Home", { ...ctrl, ...shift }), "extend first"],
      [key("PageDown"), "move page-down"], [key("Enter"), "move onward"], [key("Enter", shift), "move back"],
      [key("Enter", ctrl), "details"], [key("Tab"), "move following"], [key("Tab", shift), "move previous"],
      [key("F2"), "edit"], [key("F8"), "next"], [key("F8", shift), "before"], [key("Delete"), "blank"],
      [key("Backspace"), "blank"], [key("?", shift), "keys"], [key(" "), "nothing"], [key(" ", shift), "row"],
      [key(" ", ctrl), "column"], [key("z", ctrl), "undo"], [key("Z", { ...ctrl, ...shift }), "redo"],
      [key("y", ctrl), "redo"], [key("d", ctrl), "fill-down"], [key("r", { metaKey: true }), "fill-right"],
      [key("a", ctrl), "all"], [key("ArrowDown", { altKey: true }), "list"], [key("Escape"), "collapse"],
    ];
    for (const [event, wanted] of table) {
      const found = asked(event, "ready");
      equal([found?.do, found?.by].filter(Boolean).join(" "), wanted, event.key);
    }
  },
  "letters, other shortcuts and signs that two keys make are the browser's": () => {
    for (const event of [key("2"), key("c", ctrl), key("v", ctrl), key("@", { ctrlKey: true, altKey: true }), key("x", { altKey: true }), key("Tab", ctrl), key("a", { ...ctrl, isComposing: true })]) {
      equal(asked(event, "ready"), null, event.key);
    }
  },
  "a cell half typed is left by arrows, one that is edited is not": () => {
    equal(asked(key("ArrowLeft"), "typing"), { do: "move", by: "left" });
    equal(asked(key("ArrowLeft"), "editing"), null);
    equal(asked(key("Home"), "typing"), { do: "move", by: "home" });
    equal(asked(key("ArrowDown"), "editing"), { do: "move", by: "down" });
    equal(asked(key("ArrowDown"), "typing", true), { do: "list", by: "down" });
    equal(asked(key("Escape"), "typing", true), { do: "back" });
    equal(asked(key("F2"), "typing"), { do: "edit" });
    equal(asked(key("?"), "typing"), null);
    equal(asked(key("z", ctrl), "typing"), null);
    equal(asked(key("Delete"), "editing"), null);
    equal(asked(key("ArrowLeft", shift), "editing"), null);
  },
  "no move ever leads to a closed cell or off the grid, and back leads back": () => {
    const by = chance(1);
    for (let round = 0; round < 300; round += 1) {
      const [rows, columns] = [1 + by.below(12), 1 + by.below(9)];
      const closed = [];
      for (let n = 0; n < rows * columns; n += 1) {
        if (by.next() < 0.3) {
          closed.push(`${Math.floor(n / columns)} ${n % columns}`);
        }
      }
      const table = grid(rows, columns, { closed });
      const open = [...places({ top: 0, left: 0, bottom: rows - 1, right: columns - 1 })].filter((at) => table.open(at.row, at.column));
      if (open.length === 0) {
        equal(led(table, { row: 0, column: 0 }, "first"), null);
        equal(sought(table, { row: 0, column: 0 }, 1, () => true), null);
        continue;
      }
      const at = by.pick(open);
      for (const move of ["up", "down", "left", "right", "home", "end", "page-up", "page-down", "first", "last", "following", "previous", "onward", "back", "edge-up", "edge-left"]) {
        for (const enter of ["down", "right"]) {
          const to = led(table, at, move, enter);
          holds(to === null || table.open(to.row, to.column), `${move} to a closed cell`);
          const backs = { following: "previous", onward: "back", up: "down", left: "right" };
          if (to && backs[move]) {
            equal(led(table, to, backs[move], enter), at, move);
          }
        }
      }
    }
  },
  "Enter goes through every open cell once, in either direction": () => {
    const table = grid(4, 3, { closed: ["1 1", "3 2"] });
    for (const enter of ["down", "right"]) {
      let at = led(table, { row: 0, column: 0 }, "first");
      const met = new Set();
      for (; at; at = led(table, at, "onward", enter)) {
        met.add(`${at.row} ${at.column}`);
      }
      equal(met.size, 10, enter);
    }
  },
  "what is sought is found round the end, where one stands last": () => {
    const table = grid(3, 3, { closed: ["2 2"] });
    const wanted = (row, column) => row === column;
    equal(sought(table, { row: 1, column: 1 }, 1, wanted), { row: 0, column: 0 });
    equal(sought(table, { row: 1, column: 1 }, -1, wanted), { row: 0, column: 0 });
    equal(sought(table, { row: 1, column: 1 }, 1, (row, column) => row + column === 2 && row === 1), { row: 1, column: 1 });
    equal(sought(table, { row: 0, column: 0 }, 1, () => false), null);
  },
  "a block grows and shrinks by what is painted anew": () => {
    const table = grid(5, 5);
    const from = { row: 2, column: 2 };
    equal(stretched(table, { row: 4, column: 0 }, 1, -1), { row: 4, column: 0 });
    const small = block(from, { row: 1, column: 3 });
    equal(small, { top: 1, bottom: 2, left: 2, right: 3 });
    const large = block(from, { row: 0, column: 3 });
    equal(beyond(large, small).length, 2);
    equal(beyond(small, large), []);
    equal(beyond(small, null).length, 4);
    holds(!within(null, from), "nothing holds nothing");
  },
  "sentences count, and say nothing that was not given": () => {
    const texts = { cells: ["{n} cell", "{n} cells"], saved: "Saved {at}", pasted: ["{taken} of {n} cell", "{taken} of {n} cells"], pasted_marked: ["{n} marked", "{n} marked"] };
    equal([sentence(texts, "cells", { n: 1 }), sentence(texts, "cells", { n: 0 })], ["1 cell", "0 cells"]);
    equal(sentence(texts, "saved", { at: "<b>" }), "Saved <b>");
    equal(sentence(texts, "saved"), "Saved {at}");
    equal(sentence(texts, "constructor"), "");
    equal(pasted(texts, { total: 30, taken: 28, marked: 2, closed: 0, outside: 0, long: 0 }), "28 of 30 cells, 2 marked.");
  },
};
