// The queue in the browser's own store, so that a reload or a crash loses nothing: opaque
// ids, values, versions and keys; no names. What is found there is taken only if it is
// whole and the same person's; anything else is wiped.

const PREFIX = "keystage.marksheet.";
const LONGEST = 200; // letters of an id or a value; real ones are a fifth of it
const MOST = 20_000; // cells

const plain = (it) => it !== null && typeof it === "object" && !Array.isArray(it);
const short = (it) => typeof it === "string" && it.length <= LONGEST;
const version = (it) => Number.isSafeInteger(it) && it >= 0;

function cell(it, based) {
  return (
    plain(it) &&
    short(it.cell) &&
    short(it.value) &&
    (version(it.base) || (it.base === null && !based)) &&
    (it.sure === undefined || it.sure === true)
  );
}

function batch(it) {
  const whole = plain(it) && short(it.key) && short(it.via) && Array.isArray(it.cells);
  return whole && it.cells.length > 0 && it.cells.every((one) => cell(one, true));
}

// Whether what was stored is a queue, and this person's of this return.
function sound(it, person, sheet) {
  const whole = plain(it) && Array.isArray(it.batches) && Array.isArray(it.pending);
  if (!whole || it.person !== person || it.return !== sheet) {
    return false;
  }
  const all = it.batches.length + it.pending.length;
  return (
    all <= MOST &&
    it.batches.every(batch) &&
    it.pending.every((one) => cell(one, false) && short(one.via))
  );
}

// All names of ours in the store; none where the browser lets nobody read it.
function names(storage) {
  try {
    return Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter((name) =>
      name?.startsWith(PREFIX),
    );
  } catch {
    return [];
  }
}

export function wipe(storage) {
  for (const name of names(storage)) {
    try {
      storage.removeItem(name);
    } catch {
      // A store that cannot be read cannot be wiped either; nothing of ours is in it.
    }
  }
}

export class Store {
  #storage;
  #person;
  #sheet;
  #refused;
  #shut = false;

  // `refused()` is told when the browser will keep nothing.
  constructor({ storage, person, sheet, refused = () => {} }) {
    this.#storage = storage;
    this.#person = person;
    this.#sheet = sheet;
    this.#refused = refused;
  }

  // Return this person's queue of this return, or null. What another person left is
  // wiped, of whichever return; so is what is no queue.
  load() {
    let found = null;
    for (const name of names(this.#storage)) {
      const it = this.#read(name);
      if (name === PREFIX + this.#sheet && sound(it, this.#person, this.#sheet)) {
        found = { batches: it.batches, pending: it.pending };
      } else if (it?.person !== this.#person || name === PREFIX + this.#sheet) {
        this.#remove(name);
      }
    }
    return found;
  }

  #read(name) {
    try {
      return JSON.parse(this.#storage.getItem(name));
    } catch {
      return null;
    }
  }

  #remove(name) {
    try {
      this.#storage.removeItem(name);
    } catch {
      this.#refused();
    }
  }

  // The person signs out: nothing stays, and nothing more is kept until they type again.
  close() {
    this.#shut = true;
    wipe(this.#storage);
  }

  open() {
    this.#shut = false;
  }

  keep(state) {
    if (this.#shut) {
      return;
    }
    const name = PREFIX + this.#sheet;
    try {
      if (state.batches.length === 0 && state.pending.length === 0) {
        this.#storage.removeItem(name);
      } else {
        const whole = { person: this.#person, return: this.#sheet, ...state };
        this.#storage.setItem(name, JSON.stringify(whole));
      }
    } catch {
      this.#refused();
    }
  }
}
