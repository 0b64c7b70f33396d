import { judged } from "/static/marksheet/pure/answer.mjs";
import { Values } from "/static/marksheet/pure/merge.mjs";
import { Queue } from "/static/marksheet/pure/queue.mjs";
import { Sender } from "/static/marksheet/pure/sender.mjs";
import { Store } from "/static/marksheet/pure/store.mjs";
import { chance, equal, holds } from "./ground.mjs";

function counting(name = "k") {
  let n = 0;
  return () => `${name}${(n += 1)}`;
}

// A service of one table: versions, keys, and nothing written twice.
class Service {
  table = new Map();
  keys = new Map();
  written = 0;

  save({ key, cells }) {
    if (!this.keys.has(key)) {
      this.keys.set(key, { cells: cells.map((one) => this.one(one)) });
    }
    return { kind: "taken", data: this.keys.get(key) };
  }

  one({ cell, value, base }) {
    const there = this.table.get(cell) ?? { value: "", version: 0 };
    if (there.value !== value && base !== there.version) {
      return { cell, value: there.value, version: there.version, state: "conflict" };
    }
    const version = there.value === value ? there.version : there.version + 1;
    this.written += version !== there.version;
    this.table.set(cell, { value, version });
    return { cell, value, version, state: "saved" };
  }
}

// Time that passes when it is told to.
class Hours {
  now = 0;
  waiting = [];

  later = (ms, run) => {
    const entry = { at: this.now + ms, run };
    this.waiting.push(entry);
    return () => (this.waiting = this.waiting.filter((one) => one !== entry));
  };

  async pass(ms) {
    const until = this.now + ms;
    for (;;) {
      for (let turn = 0; turn < 8; turn += 1) {
        await null;
      }
      const [next] = this.waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) {
        break;
      }
      this.waiting = this.waiting.filter((one) => one !== next);
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = until;
  }
}

function desk(post, state) {
  const hours = new Hours();
  const values = new Values();
  const met = [];
  const queue = new Queue({ id: counting(), state });
  const tell = {
    state: () => {},
    refused: (sent, said) => met.push([sent.cell, said]),
    cells: (told) => {
      for (const { sent, result, newer } of told) {
        holds(result.state === "saved", `${sent.cell} met itself`);
        values.saved(sent.cell, newer ? null : result.value, result.version);
      }
    },
  };
  const sender = new Sender({ queue, post, later: hours.later, tell });
  const type = (cell, value) => {
    const base = values.version(cell);
    values.type(cell, value);
    queue.put([{ cell, value, base }], "typed");
    sender.put();
  };
  return { hours, values, queue, sender, type, met };
}

function memory(more = {}) {
  const kept = new Map();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => kept.set(name, text),
    removeItem: (name) => kept.delete(name),
    ...more,
  };
}

const stored = (storage, person = "ann", sheet = "r1") => new Store({ storage, person, sheet });
const one = (cell, value, base = 0) => ({ cell, value, base });

export const trials = {
  "over a line that fails and repeats itself, the table held equals the table typed": async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const by = chance(seed);
      const service = new Service();
      let [open, most] = [0, 0];
      const post = async (batch) => {
        open += 1;
        most = Math.max(most, open);
        const lost = by.next() < 0.2;
        const answer = lost && by.next() < 0.5 ? null : service.save(JSON.parse(JSON.stringify(batch)));
        if (by.next() < 0.2) {
          service.save(batch); // the line sends it twice
        }
        await null;
        open -= 1;
        return lost ? { kind: "again", wait: 0, fault: by.next() < 0.5 } : JSON.parse(JSON.stringify(answer));
      };
      const { hours, values, queue, sender, type } = desk(post);
      const typed = {};
      for (let n = 0; n < 150; n += 1) {
        const cell = `c${by.below(30)}`;
        typed[cell] = by.pick(["", "1", "2", "A"]);
        type(cell, typed[cell]);
        await hours.pass(by.below(900));
      }
      await hours.pass(600_000);
      holds(queue.empty, "all is sent");
      equal([sender.state, most], ["idle", 1]);
      for (const [cell, value] of Object.entries(typed)) {
        equal(service.table.get(cell).value, value, cell);
        equal([values.value(cell), values.version(cell)], [value, service.table.get(cell).version]);
      }
    }
  },
  "what is typed within a moment goes in one request, and that within 600 ms": async () => {
    const sent = [];
    const service = new Service();
    const post = async (batch) => (sent.push(batch), service.save(batch));
    const { hours, type } = desk(post);
    type("a", "1");
    await hours.pass(500);
    type("b", "2");
    equal(sent.length, 0);
    await hours.pass(100);
    equal(sent.map(({ cells }) => cells.length), [2]);
  },
  "a request is repeated under its key, later and later, and as late as it is asked": async () => {
    const times = [];
    const { hours, queue, sender, type } = desk(async ({ key }) => (times.push([hours.now, key]), { kind: "again", wait: times.length === 1 ? 20 : 0 }));
    type("a", "1");
    await hours.pass(120_000);
    holds(new Set(times.map(([, key]) => key)).size === 1, "one key");
    equal(times.slice(0, 5).map(([at]) => at), [600, 20_600, 22_600, 26_600, 34_600]);
    equal([sender.state, queue.cells.size], ["waiting", 1]);
  },
  "a request refused whole is halved until the bad cell stands alone": async () => {
    const service = new Service();
    const bad = new Set(["c3", "c8"]);
    const post = async (batch) =>
      batch.cells.some(({ cell }) => bad.has(cell)) ? { kind: "split", said: "not here" } : service.save(batch);
    const { hours, queue, sender, met } = desk(post);
    queue.put(Array.from({ length: 11 }, (_, n) => one(`c${n}`, "1")), "pasted");
    sender.put();
    await hours.pass(5_000);
    equal(met, [["c3", "not here"], ["c8", "not here"]]);
    equal([service.table.size, queue.empty, sender.state], [9, true, "idle"]);
  },
  "who is signed out sends nothing more until they are back": async () => {
    let answer = { kind: "out", said: "Sign in." };
    let tries = 0;
    const service = new Service();
    const { hours, sender, type } = desk(async (batch) => ((tries += 1), answer ?? service.save(batch)));
    type("a", "1");
    await hours.pass(300_000);
    type("b", "1");
    await hours.pass(300_000);
    equal([sender.state, sender.said, tries], ["out", "Sign in.", 1]);
    answer = null;
    sender.retry();
    await hours.pass(2_000);
    equal([sender.state, service.table.size], ["idle", 2]);
  },
  "what is stopped is tried again as a new request": async () => {
    const keys = [];
    const { hours, sender, type } = desk(async ({ key }) => (keys.push(key), { kind: "stopped", said: "Submitted." }));
    type("a", "1");
    await hours.pass(61_000);
    sender.retry();
    await hours.pass(10);
    equal([keys.length, new Set(keys).size, sender.state], [3, 3, "stopped"]);
  },
  "a page that goes sends what is unsent, each request with what the one before makes": async () => {
    const sent = [];
    let answer = null;
    const { hours, sender, type } = desk(async (batch) => (sent.push(JSON.parse(JSON.stringify(batch))), answer ?? new Promise(() => {})));
    type("a", "1");
    await hours.pass(700);
    type("a", "2");
    type("b", "1");
    sender.leave();
    equal(sent.map(({ cells }) => cells), [[one("a", "1")], [one("a", "2", 1), one("b", "1")]]);
    answer = { kind: "out" };
    sender.out("Sign in.");
    sender.leave();
    equal(sent.length, 2);
  },
  "a queue that was stored goes on where it was": async () => {
    const service = new Service();
    const storage = memory();
    const first = new Queue({ id: counting("first"), keep: (state) => stored(storage).keep(state) });
    first.put([one("a", "1"), one("b", "1")], "typed");
    service.save(first.next());
    first.put([one("a", "2")], "typed");
    first.put([one("c", "2")], "pasted");
    const { hours, queue, sender } = desk(async (batch) => service.save(batch), stored(storage).load());
    equal([...queue.cells], [["a", "2"], ["b", "1"], ["c", "2"]]);
    sender.go();
    await hours.pass(10_000);
    equal([...service.table].map(([cell, { value }]) => [cell, value]), [["a", "2"], ["b", "1"], ["c", "2"]]);
  },
  "a value typed after one that met another's meets it too": () => {
    const queue = new Queue({ id: counting() });
    queue.put([one("a", "1", 3)], "typed");
    const { key } = queue.next();
    queue.put([one("a", "2", 3)], "typed");
    queue.answered(key, [{ cell: "a", state: "conflict", version: 5 }]);
    equal(queue.next().cells, [one("a", "2", 3)]);
    equal(queue.answered("unknown", []), []);
    equal(queue.halve("unknown"), null);
  },
  "requests are of one way of entry, and no larger than a page that goes may send": () => {
    const queue = new Queue({ id: counting() });
    queue.put(Array.from({ length: 1000 }, (_, n) => one(`c${n}`, "1")), "pasted");
    queue.put([{ ...one("c0", "2"), sure: true }], "typed");
    const batches = queue.leave();
    equal(batches.map(({ via, cells }) => [via, cells.length]), [["pasted", 400], ["pasted", 400], ["pasted", 199], ["typed", 1]]);
    equal(batches[3].cells[0].sure, true);
    holds(JSON.stringify(batches[0]).length < 60_000, "fits");
    equal(queue.cells.size, 1000);
  },
  "only the same person's queue of the same return is taken; others' is wiped": () => {
    const storage = memory();
    const state = { batches: [], pending: [{ via: "typed", ...one("a", "1") }] };
    stored(storage).keep(state);
    equal(stored(storage, "ann", "r2").load(), null);
    equal(stored(storage).load(), state);
    equal(stored(storage, "bob", "r9").load(), null);
    equal(storage.length, 0);
    stored(storage).keep(state);
    const store = stored(storage);
    store.close();
    store.keep(state);
    equal(storage.length, 0);
    store.open();
    store.keep(state);
    equal(storage.length, 1);
    store.keep({ batches: [], pending: [] });
    equal(storage.length, 0);
  },
  "whatever a store holds, nothing breaks and nothing unsound is taken": () => {
    const by = chance(5);
    const bits = [null, 1, "x", [], {}, "x".repeat(500), { cell: "a" }, [{}], true, -1];
    for (let round = 0; round < 500; round += 1) {
      const cell = { cell: by.pick(["a", by.pick(bits)]), value: by.pick(["1", by.pick(bits)]), base: by.pick([0, by.pick(bits)]) };
      const batch = { key: by.pick(["k", by.pick(bits)]), via: "typed", cells: by.pick([[cell], by.pick(bits)]) };
      const it = { person: "ann", return: "r1", batches: by.pick([[batch], by.pick(bits)]), pending: by.pick([[], [{ ...cell, via: "typed" }], by.pick(bits)]) };
      const storage = memory();
      storage.setItem("keystage.marksheet.r1", by.pick([JSON.stringify(it), JSON.stringify(by.pick(bits)), "{"]));
      storage.setItem("another.thing", "stays");
      const found = stored(storage).load();
      const queue = new Queue({ id: counting(), state: found });
      for (const { cells } of queue.leave()) {
        holds(cells.every(({ cell: id, value }) => typeof id === "string" && typeof value === "string"), "sound");
      }
      equal([storage.getItem("another.thing"), storage.length], ["stays", found ? 2 : 1]);
    }
  },
  "a store that throws is told, and breaks nothing": () => {
    const broken = () => {
      throw new Error("no");
    };
    let told = 0;
    const names = { length: 1, key: () => "keystage.marksheet.r1" };
    for (const storage of [null, memory({ setItem: broken }), { ...names, getItem: broken, removeItem: broken, setItem: broken }]) {
      const store = new Store({ storage, person: "ann", sheet: "r1", refused: () => (told += 1) });
      equal(store.load(), null);
      store.keep({ batches: [], pending: [{ via: "typed", ...one("a", "1") }] });
      store.close();
    }
    equal(told, 4);
  },
  "every answer means one thing": () => {
    const of = (status, body = "", more = {}) => judged({ status, body, ...more }).kind;
    const cells = '{"cells": []}';
    const table = { 200: "again", 304: "same", 401: "out", 403: "stopped", 409: "stopped", 400: "split", 404: "stopped", 413: "split", 422: "split", 429: "again", 500: "again", 502: "again", 503: "again", 0: "again" };
    for (const [status, kind] of Object.entries(table)) {
      equal(of(Number(status), "<html>"), kind, status);
    }
    equal(of(404, '{"said": "No.", "some": true}'), "split");
    equal([of(200, cells), of(200, "null"), of(200, "[]"), of(0, "", { redirected: true })], ["taken", "again", "again", "out"]);
    equal([judged({ status: 503, after: "7" }).wait, judged({ status: 503, after: "Mon" }).wait, judged({ status: 503, after: "999999" }).wait], [7, 0, 300]);
    equal([judged({ status: 0 }).fault, judged({ status: 500 }).fault], [false, true]);
    equal([judged({ status: 403, body: '{"said": "No."}' }).said, judged({ status: 403, body: '{"said": 5}' }).said], ["No.", ""]);
  },
  "what others did is never laid over what one types or sends": () => {
    const values = new Values();
    values.set("a", "1", 3);
    const change = { cell: "a", value: "2", version: 4 };
    equal(values.changed({ ...change, version: 3 }, false), "ignore");
    equal(values.changed({ ...change, cell: "other" }, false), "ignore");
    equal(values.changed({ cell: "a", value: "2" }, false), "ignore");
    equal([values.changed(change, true), values.value("a")], ["hold", "1"]);
    values.saved("a", "7", 5);
    equal([values.released("a"), values.value("a"), values.version("a")], [null, "7", 5]);
    equal(values.changed({ ...change, version: 6 }, true), "hold");
    equal([values.released("a")?.value, values.released("a")], ["2", null]);
    equal([values.changed({ ...change, version: 6 }, false), values.value("a"), values.version("b")], ["take", "2", 0]);
  },
};
