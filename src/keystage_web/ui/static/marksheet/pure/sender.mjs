// Sends what is queued: 600 ms after the last word of it, one request at a time, the same
// request again until it is answered. Knows no network and no clock but those it is given.

const GATHER = 600; // ms from the first unsent cell until it goes
const BACK_OFF = [1, 2, 4, 8, 15, 30]; // seconds between tries
const REST = 60; // seconds until what was stopped is tried again

export class Sender {
  #queue;
  #post;
  #later;
  #tell;
  #timer = null;
  #busy = false;
  #tries = 0;
  state = "idle"; // or sending, waiting, fault, out, stopped
  said = "";

  // `post(batch)` promises what answer.judged returns; `later(ms, run)` returns how to
  // call it off; `tell` has cells(told, answer), refused(entry, said) and state().
  constructor({ queue, post, later, tell }) {
    this.#queue = queue;
    this.#post = post;
    this.#later = later;
    this.#tell = tell;
  }

  // Something was put into the queue: from now on not everything is saved.
  put() {
    this.state = this.state === "idle" ? "sending" : this.state;
    if (!this.#busy && !this.#timer && this.#canTry) {
      this.#after(GATHER);
    }
  }

  get #canTry() {
    return this.state !== "out" && this.state !== "stopped";
  }

  #after(ms) {
    this.#timer?.();
    this.#timer = this.#later(ms, () => {
      this.#timer = null;
      this.go();
    });
  }

  // The connection is back, the person asks, or the page is looked at again.
  retry() {
    this.#tries = 0;
    this.go();
  }

  // The page goes: what is unsent goes with it, in requests that outlive the page. What
  // comes of them is heard only if the page lives on; then they are sent again.
  leave() {
    if (this.#canTry) {
      this.#queue.leave().forEach(this.#post);
    }
  }

  // Another request was told that the person is signed out: no use in trying.
  out(said) {
    if (!this.#busy && !this.#queue.empty) {
      this.#timer?.();
      this.#timer = null;
    }
    this.#turn("out", said);
  }

  #turn(state, said = "") {
    this.state = state;
    this.said = said;
    this.#tell.state();
  }

  async go() {
    if (this.#busy) {
      return;
    }
    this.#timer?.();
    this.#timer = null;
    const batch = this.#queue.next();
    if (!batch) {
      this.#turn("idle");
      return;
    }
    this.#busy = true;
    if (this.state === "idle") {
      this.#turn("sending");
    }
    const found = await this.#post(batch);
    this.#busy = false;
    this.#take(batch, found);
  }

  #take(batch, found) {
    if (found.kind === "taken") {
      this.#tries = 0;
      const told = this.#queue.answered(batch.key, found.data.cells);
      this.#turn(this.#queue.empty ? "idle" : "sending");
      this.#tell.cells(told, found.data);
      this.#onward();
    } else if (found.kind === "split") {
      const refused = this.#queue.halve(batch.key);
      if (refused) {
        this.#tell.refused(refused, found.said);
      }
      this.#onward();
    } else {
      this.#wait(found);
    }
  }

  #onward() {
    if (this.#queue.empty) {
      this.#turn("idle");
    } else {
      // What is half sent goes on at once; what was typed meanwhile is gathered first.
      this.#after(this.#queue.state.batches.length > 0 ? 0 : GATHER);
    }
  }

  #wait(found) {
    if (found.kind === "out") {
      this.#turn("out", found.said);
    } else if (found.kind === "stopped") {
      this.#queue.renew();
      this.#turn("stopped", found.said);
      this.#after(REST * 1000);
    } else {
      const seconds = BACK_OFF[Math.min(this.#tries, BACK_OFF.length - 1)];
      this.#tries += 1;
      this.#turn(found.fault ? "fault" : "waiting", found.said);
      this.#after(Math.max(seconds, found.wait ?? 0) * 1000);
    }
  }
}
