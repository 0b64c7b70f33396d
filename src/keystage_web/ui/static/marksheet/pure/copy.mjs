// A block of values as a spreadsheet takes it from the clipboard.

const SPECIAL = /["\t\n\r]/;
const FORMULA = /^'*[=+@-]/;
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// A text that a spreadsheet would reckon with is marked as text, as one does by hand.
function safe(value) {
  return FORMULA.test(value) ? `'${value}` : value;
}

// The other way round: what was marked as text, without the mark.
export function bare(value) {
  return value.startsWith("'") && FORMULA.test(value) ? value.slice(1) : value;
}

function quoted(value) {
  return SPECIAL.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

export function toText(rows) {
  return rows.map((row) => row.map((value) => quoted(safe(value))).join("\t")).join("\r\n");
}

function cell(value) {
  const text = safe(value).replace(/[&<>"]/g, (sign) => SIGNS[sign]);
  return `<td>${text.replace(/\r\n?|\n/g, "<br>")}</td>`;
}

export function toHtml(rows) {
  const lines = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`);
  return `<table><tbody>${lines.join("")}</tbody></table>`;
}
