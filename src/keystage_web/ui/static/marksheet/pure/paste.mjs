// A block from the clipboard: read as text or as Excel's HTML, and laid on the grid.
//
// The HTML is read here and not by the browser, which would try its inline styles and
// complain of each to the policy.

import { fits, plain, value } from "./accepts.mjs";
import { bare } from "./copy.mjs";

const MOST = 20_000; // cells; more is no marksheet, and would only hold the browser up
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

// One quoted cell from `at`; null where the quotes do not come out, and are only signs.
function quoted(text, at) {
  const end = /"((?:[^"]|"")*)"(?=\t|\r?\n|\r|$)/y;
  end.lastIndex = at;
  const found = end.exec(text);
  return found && { value: found[1].replaceAll('""', '"'), next: end.lastIndex };
}

function unquoted(text, at) {
  const end = /[^\t\r\n]*/y;
  end.lastIndex = at;
  return { value: end.exec(text)[0], next: end.lastIndex };
}

// Return the rows of tab-separated text, as spreadsheets put it on the clipboard.
export function fromText(text) {
  const whole = text.replace(/(?:\r\n|\r|\n)$/, ""); // one end of line closes the last row
  const rows = [[]];
  let at = 0;
  for (;;) {
    const found = (whole[at] === '"' && quoted(whole, at)) || unquoted(whole, at);
    rows.at(-1).push(found.value);
    at = found.next;
    if (at >= whole.length) {
      return rows;
    }
    if (whole[at] === "\t") {
      at += 1;
    } else {
      at += whole.startsWith("\r\n", at) ? 2 : 1;
      rows.push([]);
    }
  }
}

function entity(whole, name) {
  if (name[0] !== "#") {
    return ENTITIES[name.toLowerCase()] ?? whole;
  }
  const point = name[1].toLowerCase() === "x" ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "";
}

function text(source) {
  const spaced = source.replace(/\s+/g, " ");
  const broken = spaced.replace(/ ?<br\b[^>]*> ?/gi, "\n").replace(/<[^>]*>/g, "");
  return broken.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, entity).trim();
}

const ATTRIBUTES = String.raw`((?:"[^"]*"|'[^']*'|[^>"'])*)`;
const ROW = new RegExp(String.raw`<tr\b${ATTRIBUTES}>`, "i");
const CELL = new RegExp(String.raw`<t[dh]\b${ATTRIBUTES}>([\s\S]*?)(?=<t[dh]\b|<\/t[dhr]\s*>|$)`, "gi");

function span(tag, name) {
  const found = new RegExp(`\\b${name}\\s*[=:]\\s*["']?(\\d+)`, "i").exec(tag);
  return found ? Math.min(Number(found[1]), MOST) : 1;
}

// The cells of one row. Excel draws one whose text runs over its neighbours as a wide
// one, and says so: that is none that was merged.
function cells(source) {
  const found = { row: [], merged: false };
  for (const [, tag, inside] of source.matchAll(CELL)) {
    const wide = span(tag, "colspan");
    const drawn = /mso-ignore\s*:\s*colspan/i.test(tag);
    found.merged ||= (wide > 1 && !drawn) || span(tag, "rowspan") > 1;
    found.row.push(text(inside), ...Array(wide - 1).fill(""));
  }
  return found;
}

// Return { rows, merged } of the one table in a piece of HTML; null if there is none, or
// more, so that the text beside it is taken.
export function fromHtml(html) {
  const bared = html.replace(/<!--[\s\S]*?-->|<(style|script|head)\b[\s\S]*?<\/\1\s*>/gi, "");
  if ((bared.match(/<table\b/gi) ?? []).length !== 1) {
    return null;
  }
  const inside = bared.slice(bared.search(/<table\b/i)).split(/<\/table\s*>/i)[0];
  const [, ...parts] = inside.split(ROW); // attributes and content, by turns
  const told = { rows: [], merged: false };
  for (let at = 0; at < parts.length; at += 2) {
    const { row, merged } = cells(parts[at + 1]);
    if (row.length > 0 && !/display\s*:\s*none/i.test(parts[at])) {
      told.rows.push(...Array(span(parts[at], "mso-xlrowspan")).fill(row));
      told.merged ||= merged;
    }
  }
  return told;
}

// Return { rows } of what is on the clipboard, or { refused }: "merged", "large", "empty".
export function read({ html = "", text: kept = "" }) {
  const found = html ? fromHtml(html) : null;
  if (found?.merged) {
    return { refused: "merged" };
  }
  const rows = found?.rows.length ? found.rows : fromText(kept);
  if (!found?.rows.length && kept === "") {
    return { refused: "empty" };
  }
  const size = rows.reduce((sum, row) => sum + row.length, 0);
  return size > MOST ? { refused: "large" } : { rows };
}

// One value goes into every cell of the block it is pasted on, as in a spreadsheet.
function repeated(rows, area) {
  const alone = rows.length === 1 && rows[0].length === 1;
  if (!alone) {
    return rows;
  }
  const across = Array(area.right - area.left + 1).fill(rows[0][0]);
  return Array(area.bottom - area.top + 1).fill(across);
}

// Return { changes: [{ row, column, value, bad }], total, taken, marked, closed, outside, long }.
// Only what has no open cell of its own, or does not fit into one, is left out, and told;
// the grid never grows.
export function laid(rows, area, grid) {
  const told = { changes: [], total: 0, taken: 0, marked: 0, closed: 0, outside: 0, long: 0 };
  repeated(rows, area).forEach((cells, down) => {
    cells.forEach((cell, right) => {
      const at = { row: area.top + down, column: area.left + right };
      told.total += 1;
      const typed = bare(cell);
      if (at.row >= grid.rows || at.column >= grid.columns) {
        told.outside += 1;
      } else if (!grid.open(at.row, at.column)) {
        told.closed += 1;
      } else if (plain(typed).length > grid.longest) {
        told.long += 1;
      } else {
        const kept = value(grid.spec(at.column), typed);
        const bad = !fits(grid.spec(at.column), kept);
        told[bad ? "marked" : "taken"] += 1;
        told.changes.push({ ...at, value: kept, bad });
      }
    });
  });
  return told;
}
