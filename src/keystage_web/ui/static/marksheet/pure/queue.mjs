// What was typed and not yet acknowledged. A batch is one request under one key, sent
// again under the same key until it is answered; what is typed meanwhile waits behind it.

const MOST = 400; // cells of a request: it must fit into what a closing page may send

function entry({ cell, value, base, sure }) {
  return { cell, value, base, ...(sure ? { sure: true } : {}) };
}

export class Queue {
  #id;
  #keep;
  #batches = [];
  #pending = new Map();

  // `id()` gives a new key; `keep(state)` is told of every change, to be stored.
  constructor({ id, keep = () => {}, state = null }) {
    this.#id = id;
    this.#keep = keep;
    for (const batch of state?.batches ?? []) {
      this.#batches.push(batch);
    }
    for (const { via, ...rest } of state?.pending ?? []) {
      this.#pending.set(rest.cell, { via, ...rest });
    }
  }

  get state() {
    return { batches: this.#batches, pending: [...this.#pending.values()] };
  }

  // Cells whose newest value nobody has acknowledged.
  get cells() {
    const found = new Map();
    for (const batch of this.#batches) {
      batch.cells.forEach(({ cell, value }) => found.set(cell, value));
    }
    for (const { cell, value } of this.#pending.values()) {
      found.set(cell, value);
    }
    return found;
  }

  has(cell) {
    return this.#pending.has(cell) || Boolean(this.#sent(cell));
  }

  get empty() {
    return this.#batches.length === 0 && this.#pending.size === 0;
  }

  #sent(cell) {
    return this.#batches.findLast(({ cells }) => cells.some((one) => one.cell === cell));
  }

  // Cells were typed over what stood there as versions `base`. While an earlier value of
  // one is under way, its version is not known: null, until that is answered.
  put(typed, via) {
    for (const one of typed) {
      const before = this.#pending.get(one.cell);
      const base = before ? before.base : this.#sent(one.cell) ? null : one.base;
      this.#pending.delete(one.cell); // the newest last
      this.#pending.set(one.cell, { via, ...entry({ ...one, base }) });
    }
    this.#kept();
  }

  #kept() {
    this.#keep(this.state);
  }

  // Cells of one way of entry, that wait for no answer.
  #gathered(ready) {
    const waiting = [...this.#pending.values()].filter(ready);
    const via = waiting[0]?.via;
    const chosen = waiting.filter((one) => one.via === via).slice(0, MOST);
    chosen.forEach(({ cell }) => this.#pending.delete(cell));
    return chosen.length > 0 ? { key: this.#id(), via, cells: chosen.map(entry) } : null;
  }

  // Return the request to send now: always the eldest. Null if there is none.
  next() {
    if (this.#batches.length === 0) {
      const made = this.#gathered(({ base }) => base !== null);
      if (made) {
        this.#batches.push(made);
        this.#kept();
      }
    }
    return this.#batches[0] ?? null;
  }

  // The page goes: everything becomes a request of its own, also what would have waited;
  // its version is then what the request before it will have made.
  leave() {
    const made = [];
    for (;;) {
      const batch = this.#gathered(() => true);
      if (!batch) {
        break;
      }
      for (const one of batch.cells) {
        one.base ??= this.#after(one.cell);
      }
      this.#batches.push(batch);
      made.push(batch);
    }
    this.#kept();
    return made;
  }

  #after(cell) {
    const sent = this.#sent(cell);
    return sent ? sent.cells.find((one) => one.cell === cell).base + 1 : 0;
  }

  // A request was answered. Return [{ sent, result, newer, via }] for its cells; `result` is
  // undefined where the answer says nothing of a cell.
  answered(key, results) {
    const at = this.#batches.findIndex((batch) => batch.key === key);
    if (at < 0) {
      return [];
    }
    const [batch] = this.#batches.splice(at, 1);
    const by = new Map(results.map((result) => [result.cell, result]));
    const told = batch.cells.map((sent) => {
      const result = by.get(sent.cell);
      this.#follow(sent, result);
      return { sent, result, newer: this.has(sent.cell), via: batch.via };
    });
    this.#kept();
    return told;
  }

  // What waited for the answer goes over what the answer says; where another person's
  // value was met, it goes over what it was typed over, and meets that value too.
  #follow(sent, result) {
    const waiting = this.#pending.get(sent.cell);
    if (waiting?.base === null) {
      const met = !result || result.state === "conflict";
      waiting.base = met ? sent.base : (result.version ?? sent.base);
    }
  }

  // A request was refused whole: in halves, until the one bad cell stands alone. Return
  // that cell's entry, which then leaves the queue, or null.
  halve(key) {
    const at = this.#batches.findIndex((batch) => batch.key === key);
    if (at < 0) {
      return null;
    }
    const batch = this.#batches[at];
    const middle = Math.ceil(batch.cells.length / 2);
    const halves = [batch.cells.slice(0, middle), batch.cells.slice(middle)];
    const alone = batch.cells.length === 1;
    const made = alone ? [] : halves.map((cells) => ({ key: this.#id(), via: batch.via, cells }));
    this.#batches.splice(at, 1, ...made);
    if (alone) {
      this.#follow(batch.cells[0], undefined);
    }
    this.#kept();
    return alone ? batch.cells[0] : null;
  }

  // A refused request is tried again as a new one: under the old key its refusal stands.
  renew() {
    this.#batches = this.#batches.map((batch) => ({ ...batch, key: this.#id() }));
    this.#kept();
  }
}
