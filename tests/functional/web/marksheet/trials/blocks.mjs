import { toHtml, toText } from "/static/marksheet/pure/copy.mjs";
import { carried, offered, plan } from "/static/marksheet/pure/fill.mjs";
import { fromHtml, fromText, laid, read } from "/static/marksheet/pure/paste.mjs";
import { History } from "/static/marksheet/pure/undo.mjs";
import { chance, equal, GOAL, grid, holds, MARK } from "./ground.mjs";

const AREA = { top: 0, bottom: 0, left: 0, right: 0 };

// As Excel 365 writes it: styles, a fragment inside the table, unquoted attributes.
const EXCEL = `<html xmlns:v="urn:schemas-microsoft-com:vml"><head><meta name=Generator content="Microsoft Excel 15">
<style><!--table {mso-displayed-decimal-separator:"\\.";} td {padding-top:1px;}--></style></head>
<body link="#0563C1"><table border=0 cellpadding=0 style='border-collapse: collapse;width:96pt'>
<!--StartFragment--> <col width=64 span=2 style='width:48pt'>
 <tr height=20 style='height:15.0pt'>
  <td height=20 class=xl65 width=64 style='height:15.0pt;width:48pt'>Moss &amp; Reed</td>
  <td class=xl65 align=right x:num x:fmla="=A1>B1">2</td>
 </tr>
 <tr height=20>
  <td class=xl66>first line<br>
    second</td>
  <td></td>
 </tr>
 <tr height=20><td colspan=2 style='mso-ignore:colspan'>runs over its neighbour</td></tr>
 <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=64></td><td width=64></td></tr><![endif]>
<!--EndFragment--></table></body></html>`;

export const trials = {
  "text of a spreadsheet is read with its quotes and the line breaks in its cells": () => {
    equal(fromText("1\t2\r\nA\t\r\n"), [["1", "2"], ["A", ""]]);
    equal(fromText('"a\nb"\t"say ""so"""\r\n2\t3'), [["a\nb", 'say "so"'], ["2", "3"]]);
    equal(fromText('"open\tx'), [['"open', "x"]]);
    equal(fromText('5" nail\t"q"z'), [['5" nail', '"q"z']]);
    equal(fromText("1\r2\n3"), [["1"], ["2"], ["3"]]);
    equal(fromText("\r\n"), [[""]]);
    equal(fromText("a\r\n\r\n"), [["a"], [""]]);
    equal(fromText("\t"), [["", ""]]);
  },
  "Excel's own HTML is read, and cells drawn wide are not taken for merged ones": () => {
    const { rows, merged } = fromHtml(EXCEL);
    equal(rows, [["Moss & Reed", "2"], ["first line\nsecond", ""], ["runs over its neighbour", ""]]);
    equal(merged, false);
  },
  "merged cells are refused, other HTML gives way to the text beside it": () => {
    for (const tag of ["colspan=2", "rowspan='3'", 'COLSPAN="2"']) {
      equal(read({ html: `<table><tr><td ${tag}>1</td></tr></table>`, text: "1" }), { refused: "merged" });
    }
    const two = "<table><tr><td>1</table><table><tr><td>2</table>";
    equal(read({ html: two, text: "7\t8" }), { rows: [["7", "8"]] });
    equal(read({ html: "<p>no table</p>", text: "7" }), { rows: [["7"]] });
    equal(read({ html: "<table></table>", text: "" }), { refused: "empty" });
    equal(read({ text: "" }), { refused: "empty" });
    equal(read({ text: "1\n".repeat(20_002) }), { refused: "large" });
  },
  "signs written as entities come out, and no script does": () => {
    const html = "<table><tr><td>&lt;b&gt;&#65;&#x42;&nbsp;&bogus;&#0;<td><script>x()</script>ok</tr></table>";
    equal(fromHtml(html).rows, [["<b>AB &bogus;", "ok"]]);
  },
  "rows a spreadsheet counts as many are as many": () => {
    const html = "<table><tr style='mso-xlrowspan:3'><td colspan=2 style='mso-ignore:colspan'></td></tr></table>";
    equal(fromHtml(html).rows, Array(3).fill(["", ""]));
  },
  "what is copied comes back as it was, as text and as HTML": () => {
    const by = chance(7);
    const signs = ["1", "2", "A", " ", "\t", "\n", '"', "'", "=", "<", "&", ">", "ß", "x"];
    for (let round = 0; round < 400; round += 1) {
      const value = () => Array.from({ length: by.below(6) }, () => by.pick(signs)).join("");
      const [high, wide] = [1 + by.below(4), 1 + by.below(4)];
      const rows = Array.from({ length: high }, () => Array.from({ length: wide }, value));
      // The last line must not look like the end of line a spreadsheet adds.
      rows[high - 1][wide - 1] += "x";
      equal(fromText(toText(rows)).length, high);
      equal(fromText(toText(rows)).map((row) => row.length), rows.map((row) => row.length));
      equal(fromHtml(toHtml(rows)).rows.length, high);
    }
    const plain = [["1", "a\nb", 'say "so"'], ["", "<i>", "&amp;"]];
    equal(fromText(toText(plain)), plain);
    equal(fromHtml(toHtml(plain)).rows, plain);
  },
  "what a spreadsheet would reckon with goes out as text, and comes back bare": () => {
    equal(toText([["=1+1", "@x", "-1", "2"]]), "'=1+1\t'@x\t'-1\t2");
    const told = laid(fromText(toText([["=1+1", "'-1"]])), AREA, grid(1, 2));
    equal(told.changes.map(({ value }) => value), ["=1+1", "'-1"]);
  },
  "every cell of a block is accounted for, and the grid never grows": () => {
    const by = chance(3);
    for (let round = 0; round < 300; round += 1) {
      const [rows, columns] = [1 + by.below(5), 1 + by.below(5)];
      const closed = [];
      for (let n = 0; n < rows * columns; n += 1) {
        if (by.next() < 0.2) {
          closed.push(`${Math.floor(n / columns)} ${n % columns}`);
        }
      }
      const table = grid(rows, columns, { closed });
      const block = Array.from({ length: 1 + by.below(7) }, () =>
        Array.from({ length: 1 + by.below(7) }, () => by.pick(["1", "2", "exp", "9", "", "x".repeat(41)])));
      const at = { row: by.below(rows), column: by.below(columns) };
      const told = laid(block, { top: at.row, bottom: at.row, left: at.column, right: at.column }, table);
      equal(told.total, told.taken + told.marked + told.closed + told.outside + told.long);
      equal(told.changes.length, told.taken + told.marked);
      for (const { row, column, value, bad } of told.changes) {
        holds(row < rows && column < columns && table.open(row, column), "outside or closed");
        equal(bad, value === "9");
      }
    }
  },
  "one value goes into every cell of the block it is pasted on": () => {
    const told = laid([["exp"]], { top: 0, bottom: 2, left: 0, right: 1 }, grid(4, 4));
    equal([told.total, told.taken], [6, 6]);
    holds(told.changes.every(({ value }) => value === "2"), "spelled as the data spells it");
  },
  "a fill goes into blank cells alone, over others only when asked": () => {
    const table = grid(3, 2, { closed: ["2 0"], values: { "0 0": "1" } });
    const column = { top: 0, bottom: 2, left: 0, right: 0 };
    equal(plan(table, column, "2"), [{ row: 1, column: 0, value: "2" }]);
    equal(plan(table, column, "2", true).length, 2);
    equal(plan(table, column, "", true), [{ row: 0, column: 0, value: "" }]);
    equal(plan(table, column, "GDS", true), []);
    equal(offered(table, column).map(({ id }) => id), ["1", "2"]);
    equal(offered(table, { ...column, bottom: 0 }).map(({ id }) => id), ["1", "2", "A"]);
    equal(offered(grid(2, 2, { spec: MARK }), { top: 0, bottom: 1, left: 0, right: 1 }).map(({ id }) => id), ["A", "D"]);
    equal(offered(grid(1, 1, { spec: {} }), AREA), []);
  },
  "a block is filled from its first line, a cell from its neighbour": () => {
    const table = grid(3, 3, { values: { "0 0": "1", "0 1": "2" }, closed: ["1 1"] });
    const block = { top: 0, bottom: 2, left: 0, right: 1 };
    equal(carried(table, block, "down").length, 3);
    equal(carried(table, { top: 1, bottom: 1, left: 0, right: 0 }, "down"), [{ row: 1, column: 0, value: "1" }]);
    equal(carried(table, { top: 0, bottom: 0, left: 2, right: 2 }, "right"), [{ row: 0, column: 2, value: "2" }]);
    equal(carried(table, AREA, "down"), []);
    equal(carried(table, AREA, "right"), []);
  },
  "undoing everything gives the first table, doing it again the last": () => {
    const by = chance(11);
    for (let round = 0; round < 200; round += 1) {
      const table = {};
      const history = new History();
      const run = ({ cells }) => cells.forEach(({ cell, value }) => (table[cell] = value));
      for (let step = 0; step < 30; step += 1) {
        if (by.next() < 0.3 && history.canUndo) {
          run(history.undo());
        } else if (by.next() < 0.2 && history.canRedo) {
          run(history.redo());
        } else {
          const names = [...new Set(Array.from({ length: 1 + by.below(4) }, () => `c${by.below(6)}`))];
          const cells = names.map((cell) => ({ cell, before: table[cell] ?? "", after: by.pick(["", "1", "2"]) }));
          cells.forEach(({ cell, after }) => (table[cell] = after));
          history.push(cells);
        }
      }
      while (history.canRedo) {
        run(history.redo());
      }
      const last = JSON.stringify(Object.entries(table).sort());
      while (history.canUndo) {
        run(history.undo());
      }
      holds(Object.values(table).every((value) => value === ""), "the first table");
      equal(history.undo(), null);
      while (history.canRedo) {
        run(history.redo());
      }
      equal(JSON.stringify(Object.entries(table).sort()), last);
    }
  },
  "no undo goes over what another person wrote since": () => {
    const history = new History();
    history.push([{ cell: "a", before: "", after: "1" }, { cell: "b", before: "", after: "1" }]);
    history.overtake("a");
    history.push([{ cell: "a", before: "9", after: "2" }]);
    equal(history.undo(), { cells: [{ cell: "a", value: "9" }], refused: [] });
    equal(history.undo(), { cells: [{ cell: "b", value: "" }], refused: ["a"] });
    equal(history.redo(), { cells: [{ cell: "b", value: "1" }], refused: [] });
    history.overtake("b");
    equal(history.undo(), { cells: [], refused: ["b"] });
    equal([history.undo(), history.canUndo, GOAL.advance], [null, false, true]);
  },
  "what changes nothing is no step": () => {
    const history = new History();
    history.push([{ cell: "a", before: "1", after: "1" }]);
    equal(history.undo(), null);
  },
};
