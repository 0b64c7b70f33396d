// The marksheet's script: what is on the page, wired together.

import { Asking } from "./asking.mjs";
import { Box } from "./box.mjs";
import { Clip } from "./clip.mjs";
import { Filling } from "./filling.mjs";
import { Hands } from "./hands.mjs";
import { Line } from "./line.mjs";
import { List } from "./list.mjs";
import { Live } from "./live.mjs";
import { Mouse } from "./mouse.mjs";
import { Values } from "./pure/merge.mjs";
import { Queue } from "./pure/queue.mjs";
import { Sender } from "./pure/sender.mjs";
import { Store } from "./pure/store.mjs";
import { History } from "./pure/undo.mjs";
import { sentence } from "./pure/words.mjs";
import { Sheet } from "./sheet.mjs";
import { Table } from "./table.mjs";
import * as paint from "./paint.mjs";
import { kept, post } from "./wire.mjs";

function later(ms, run) {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

// Some browsers give no store at all, and throw when asked for it.
function stored() {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
}

// What is kept, queued and sent.
function sending(box, told) {
  const { person, return: of, save, csrf } = box.dataset;
  const store = new Store({ storage: stored(), person, sheet: of, refused: told.unkept });
  const state = store.load();
  const id = () => crypto.randomUUID();
  const queue = new Queue({ id, keep: (now) => store.keep(now), state });
  const sender = new Sender({ queue, later, tell: told, post: (batch) => post(save, batch, { csrf }) });
  return { store, queue, sender };
}

// All parts of the page; each knows those it needs.
function made(box) {
  const texts = JSON.parse(box.dataset.words);
  const words = (name, facts) => sentence(texts, name, facts);
  const { exempt, settle, csrf } = box.dataset;
  const all = { words, texts, exempt, settle, csrf, seen: () => Number(box.dataset.seq) };
  all.table = new Table(box);
  all.line = new Line(words, () => all.sender.retry());
  let warned = false;
  Object.assign(
    all,
    sending(box, {
      cells: (told, answer) => all.sheet.took(told, answer),
      refused: (sent, said) => all.sheet.refused(sent, said),
      state: () => all.sheet.tell(),
      unkept: () => {
        warned ||= all.line.tell(words("unkept")) ?? true;
      },
    }),
  );
  const { table, line, queue, sender, store } = all;
  all.sheet = new Sheet({
    ...{ table, line, queue, sender, words, values: new Values(), history: new History() },
    edited: () => all.hands?.edited ?? "",
    ask: (question) => all.asking.ask(question),
    go: (cell) => table.places.has(cell) && all.hands.go(table.places.get(cell)),
    typed: () => store.open(),
  });
  all.list = new List(words("list"), (code) => all.hands.pick(code));
  return all;
}

function dialogs(all) {
  all.asking = new Asking(all);
  all.box = new Box(all);
  const open = (name) => (name === "cell" ? all.box.open(all.hands.cell) : document.getElementById(name)?.showModal());
  all.hands = new Hands({ ...all, open });
  new Mouse(all.hands, all.table);
  all.filling = new Filling(all);
  all.clip = new Clip(all);
}

// Buttons over the sheet. Those that are links or forms without the script stay so
// wherever there is nothing to do it with.
function buttons(all) {
  const { hands, sheet, filling, clip } = all;
  const doings = {
    undo: () => sheet.step(true),
    redo: () => sheet.step(false),
    "fill-column": () => filling.open("column"),
    "fill-row": () => filling.open("row"),
    paste: () => clip.ask(),
    next: () => hands.next(),
    keys: () => document.getElementById("keys")?.showModal(),
    details: () => hands.at && hands.details(),
  };
  document.addEventListener("click", (event) => {
    const found = event.target.closest("[data-do]");
    const doing = doings[found?.dataset.do];
    if (doing) {
      event.preventDefault();
      found.closest("details")?.removeAttribute("open");
      doing();
    }
  });
  document.querySelectorAll("[data-do][hidden]").forEach((found) => {
    found.hidden = false;
  });
  document.querySelectorAll("[data-plain]").forEach((found) => {
    found.hidden = true;
  });
}

// Which way Enter goes: as the page says, kept with the person where another is chosen.
function turning({ hands, line, words }, box) {
  const choice = document.querySelector("select[data-enter]");
  hands.enter = box.dataset.enter === "right" ? "right" : "down";
  if (choice) {
    choice.value = hands.enter;
    choice.addEventListener("change", async () => {
      hands.enter = choice.value;
      const { keys, csrf } = box.dataset;
      if (!(await kept(keys, { enter: choice.value }, csrf))) {
        line.tell(words("enter_unkept"));
      }
    });
  }
}

// What the others do, shown as it comes.
function live(all, box) {
  const { sheet, sender, table, line, words } = all;
  return new Live(box, {
    taken: (data) => {
      const seen = sheet.changed(data.cells);
      sheet.clashed(data.clashes ?? []);
      paint.around(data, words);
      const here = document.getElementById("present");
      if (here && data.present) {
        here.textContent = data.present.length > 0 ? words("present", { names: data.present.join(", ") }) : "";
        here.title = here.textContent; // one line, however many they are
      }
      if (seen > 0) {
        line.tell(words("changed_by", { n: seen }));
      }
      if (typeof data.locked === "string" && Boolean(data.locked) !== table.locked) {
        table.lock(Boolean(data.locked));
        line.tell(data.locked);
      }
      if (!table.locked && sender.state === "stopped") {
        sender.retry();
      }
    },
    out: (said) => sender.out(said),
    back: () => sender.retry(),
  });
}

// Coming, going, and what the browser tells of the connection.
function around(all) {
  const { sender, queue, store, hands } = all;
  addEventListener("online", () => sender.retry());
  addEventListener("pageshow", ({ persisted }) => persisted && sender.retry());
  addEventListener("pagehide", () => {
    hands.commit();
    sender.leave();
  });
  addEventListener("beforeunload", (event) => {
    if (!queue.empty && ["waiting", "fault", "stopped"].includes(sender.state)) {
      event.preventDefault();
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !queue.empty && sender.state !== "sending") {
      sender.retry();
    }
  });
  // Signing out leaves nothing behind, also where the browser does not see to it.
  document.querySelector(".bar__leave")?.addEventListener("submit", () => {
    hands.commit();
    sender.leave();
    store.close();
  });
}

function start(box) {
  const all = made(box);
  all.sheet.load();
  dialogs(all);
  all.table.lock(Boolean(box.dataset.locked));
  buttons(all);
  turning(all, box);
  around(all);
  live(all, box);
  all.sheet.tell();
  if (!all.queue.empty) {
    all.line.tell(all.words("resent", { n: all.queue.cells.size }));
    all.sender.go();
  }
  box.closest("form")?.addEventListener("submit", (event) => event.preventDefault());
  box.dataset.ready = "";
  performance.mark("keystage:ready");
}

const box = document.querySelector("[data-marksheet]");
if (box) {
  start(box);
}
