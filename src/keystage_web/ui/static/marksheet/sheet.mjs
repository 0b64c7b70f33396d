// What is typed, saved and told about: the one place where a cell changes.

import * as paint from "./paint.mjs";
import { fits, question, value } from "./pure/accepts.mjs";

const LATE = new Set(["waiting", "fault", "out", "stopped"]);

export class Sheet {
  clashes = new Map(); // cell -> { id, mine, theirs: { value, by, at } }
  #unsaved = new Set(); // refused, or asking: what is seen is not what is stored
  #shown = ""; // the state of the sender that the cells were last painted with

  // `parts`: table, values, history, queue, sender, line, words, and what the page does:
  // edited() -> the cell being typed into, ask(question), go(cell), typed().
  constructor(parts) {
    Object.assign(this, parts);
  }

  // Read the page once, and lay over it what this person had not sent.
  load() {
    const { table, values } = this;
    for (const cell of table.places.keys()) {
      const input = table.input(cell);
      values.set(cell, input.defaultValue, Number(input.dataset.version) || 0);
      if (input.value !== input.defaultValue) {
        input.value = input.defaultValue; // what a browser put back there of its own
      }
      const { clash } = input.parentElement.dataset;
      if (clash) {
        this.clashes.set(cell, JSON.parse(clash));
      }
    }
    for (const [cell, typed] of this.queue.cells) {
      values.type(cell, typed);
      this.#show(cell);
    }
  }

  spec(cell) {
    return this.table.spec(this.table.places.get(cell).column);
  }

  // Show what is known of a cell, unless somebody is typing into it.
  #show(cell) {
    const input = this.table.input(cell);
    if (!input || this.edited() === cell) {
      return;
    }
    const kept = this.values.value(cell);
    const spec = this.spec(cell);
    paint.value(input, kept, spec);
    paint.mark(input, fits(spec, kept) ? "" : this.words("impossible"));
  }

  state(cell, name) {
    const input = this.table.input(cell);
    // Signed out or stopped, no connection is waited for.
    const held = name === "waiting" && ["out", "stopped"].includes(this.sender.state);
    if (input) {
      paint.state(input, name, name ? this.words(held ? "cell_refused" : `cell_${name}`) : "");
    }
  }

  // A text was typed into a cell. Where its value asks something first, that is asked.
  type(cell, text) {
    const spec = this.spec(cell);
    const kept = value(spec, text);
    const kind = question(spec, kept);
    const exempt = this.table.input(cell).closest("tr").classList.contains("ks-exempt");
    const before = this.values.value(cell);
    if (!kind || exempt || kept === before || this.table.locked) {
      this.write([{ cell, value: kept }], "typed");
      return;
    }
    paint.value(this.table.input(cell), kept, spec);
    this.state(cell, "asked");
    this.ask({ cell, kind, value: kept, before });
  }

  // Change cells, each { cell, value }; return how many changed. `step` says whether it
  // can be undone, `sure` that what the values ask was answered.
  write(changes, via, { step = true, sure = false } = {}) {
    if (this.table.locked) {
      changes.forEach(({ cell }) => this.#show(cell));
      this.line.tell(this.words("locked"));
      return 0;
    }
    const { values } = this;
    const real = changes.filter(
      (one) => values.has(one.cell) && (values.value(one.cell) !== one.value || this.#unsaved.has(one.cell)),
    );
    const steps = real.map(({ cell, value: after }) => ({ cell, before: values.value(cell), after }));
    const typed = real.map((one) => ({ ...one, base: values.version(one.cell), sure }));
    for (const one of real) {
      values.type(one.cell, one.value);
      this.#unsaved.delete(one.cell);
      this.clashes.delete(one.cell);
      this.state(one.cell, LATE.has(this.sender.state) ? "waiting" : "saving");
    }
    changes.forEach(({ cell }) => this.#show(cell)); // what was spelled otherwise, too
    if (real.length > 0) {
      if (step) {
        this.history.push(steps);
      }
      this.typed();
      this.queue.put(typed, via);
      this.sender.put();
      this.tell();
    }
    return real.length;
  }

  // Where the sender is: in the line, and in the cells when that has changed.
  tell() {
    const { sender, queue } = this;
    const { cells } = queue;
    const name = LATE.has(sender.state) ? "waiting" : "saving";
    if (name !== "saving" ? sender.state !== this.#shown : LATE.has(this.#shown)) {
      this.#shown = sender.state;
      [...cells.keys()].forEach((cell) => this.state(cell, name));
    }
    this.line.show(sender.state, cells.size, sender.said);
  }

  // A save was answered.
  took(told, answer) {
    const counted = { refused: 0, conflict: 0, overtaken: 0 };
    this.line.saved = answer.at ?? this.line.saved;
    for (const { sent, result, newer, via } of told) {
      const kind = this.#taken(sent, result, { newer, via });
      counted[kind] += 1;
      this.#release(sent.cell);
    }
    paint.around(answer, this.words);
    this.tell();
    this.#say(counted);
  }

  #say(counted) {
    const names = { refused: "refused_some", conflict: "conflict_some", overtaken: "overtaken" };
    const said = Object.entries(names).filter(([kind]) => counted[kind] > 0);
    if (said.length > 0) {
      this.line.tell(said.map(([kind, name]) => this.words(name, { n: counted[kind] })).join(" "));
    }
  }

  // One cell of an answer. Return what it came to.
  #taken(sent, result, { newer, via }) {
    const { cell } = sent;
    const there = newer ? null : result?.value;
    if (!result || result.state === "refused") {
      return this.#turned(sent, result, { newer, via });
    }
    if (result.state === "ask") {
      this.#unsaved.add(cell);
      this.state(cell, newer ? "saving" : "asked");
      if (!newer) {
        this.ask({ cell, kind: result.ask, value: sent.value, before: result.value ?? "" });
      }
      return "asked";
    }
    const met = result.state === "conflict";
    this.values.saved(cell, met && !newer ? (result.theirs?.value ?? there) : there, result.version);
    if (met) {
      this.history.overtake(cell);
      this.clashes.set(cell, { id: result.clash, mine: sent.value, theirs: result.theirs, own: true });
    }
    this.#show(cell);
    this.#marked(cell, newer ? "" : result.mark);
    this.state(cell, newer ? "saving" : met ? "conflict" : "");
    return met ? "conflict" : "saved";
  }

  // Refused. What was typed stays to be seen; what an undo would have brought back over a
  // newer value does not.
  #turned(sent, result, { newer, via }) {
    const { cell } = sent;
    const undoing = result?.theirs && (via === "undone" || via === "redone");
    this.values.saved(cell, undoing && !newer ? result.value : null, result?.version);
    if (undoing) {
      this.history.overtake(cell);
      this.#show(cell);
      this.state(cell, "");
      return "overtaken";
    }
    this.#unsaved.add(cell);
    this.#marked(cell, result?.said);
    this.state(cell, newer ? "saving" : "refused");
    return "refused";
  }

  // The service's own sentence, where it has one.
  #marked(cell, sentence) {
    const input = this.table.input(cell);
    if (input && sentence) {
      paint.mark(input, sentence);
    }
  }

  // One cell alone was refused by an answer that named none.
  refused(sent, said) {
    this.took([{ sent, result: { cell: sent.cell, state: "refused", said }, newer: this.queue.has(sent.cell) }], {});
  }

  // What another person changed while this cell was typed into or on its way.
  #release(cell) {
    const change = this.queue.has(cell) ? null : this.values.released(cell);
    if (change) {
      this.changed([change]);
    }
  }

  // A question was not answered: what is seen is again what is stored.
  forget(cell) {
    this.#unsaved.delete(cell);
  }

  // The cell was left as it was found.
  left(cell) {
    this.#show(cell);
    this.#release(cell);
  }

  // Cells others changed. Return how many are now seen otherwise.
  changed(changes) {
    let seen = 0;
    for (const change of changes) {
      const { cell } = change;
      const held = this.queue.has(cell) || this.edited() === cell;
      if (this.values.changed(change, held) === "take") {
        seen += 1;
        this.history.overtake(cell);
        this.#unsaved.delete(cell);
        this.#show(cell);
        this.#marked(cell, change.mark);
        this.state(cell, "");
      }
      if (change.clash === "" && this.clashes.delete(cell) && !held) {
        this.state(cell, "");
      }
    }
    return seen;
  }

  // Two values that wait for a choice, as the service tells.
  clashed(clashes) {
    for (const { cell, ...clash } of clashes) {
      if (this.table.input(cell) && !this.queue.has(cell)) {
        this.clashes.set(cell, { ...this.clashes.get(cell), ...clash });
        this.state(cell, "conflict");
      }
    }
  }

  // Undo or do again: an ordinary save, over everything but other people's newer values.
  step(back) {
    const found = back ? this.history.undo() : this.history.redo();
    if (!found) {
      this.line.tell(this.words(back ? "nothing_undo" : "nothing_redo"));
      return;
    }
    const via = back ? "undone" : "redone";
    const done = this.write(found.cells, via, { step: false, sure: true });
    const said = [this.words(via, { n: done })];
    if (found.refused.length > 0) {
      said.push(this.words("overtaken", { n: found.refused.length }));
    }
    this.line.tell(said.join(". "));
    this.go(found.cells[0]?.cell ?? found.refused[0]);
  }

  // What the service did to other cells at once, as an exemption does: one step to undo.
  done(answer) {
    const cells = answer.cells.filter(({ cell }) => this.values.has(cell));
    const now = cells.map(({ cell, value: after }) => ({ cell, before: this.values.value(cell), after }));
    this.history.push(now);
    const told = cells.map((result) => ({ sent: result, result, newer: this.queue.has(result.cell) }));
    this.took(told, answer);
  }
}
