// The status line: what is saved, in words. What changes with every key is only to be
// seen; what is worth saying aloud is said, and not every second.

const QUIET = 15_000; // ms between two times that "Saved" is read out
const STAYS = 20_000; // ms that what came of something stands there

function part(line, name) {
  const made = document.createElement("span");
  if (name === "read") {
    made.className = "govuk-visually-hidden";
  } else {
    made.setAttribute("aria-hidden", "true");
  }
  line.append(made);
  return made;
}

export class Line {
  #line;
  #seen;
  #read;
  #told;
  #again;
  #words;
  #timer = 0;
  #last = { state: "", at: 0 };
  saved = "";

  // `words(name, facts)` returns a sentence; `again` is run by the button that tries again.
  constructor(words, again) {
    this.#words = words;
    this.#line = document.getElementById("saved");
    this.#line.replaceChildren();
    this.#seen = part(this.#line, "seen");
    this.#read = part(this.#line, "read");
    this.#told = document.getElementById("told");
    this.#again = this.#button(again);
  }

  // To try again at once. It stands after the line, which is read out; it is not.
  #button(again) {
    const made = document.createElement("button");
    Object.assign(made, { id: "again", type: "button", hidden: true, className: "ks-again" });
    made.textContent = this.#words("again");
    made.addEventListener("click", again);
    this.#line.after(made);
    return made;
  }

  #sentence(state, cells, said) {
    const kept = cells > 0 ? this.#words(state, { n: cells }) : "";
    if (state === "idle") {
      return this.saved ? this.#words("saved", { at: this.saved }) : "";
    }
    if (state === "sending") {
      return this.#words("saving");
    }
    // Signed out or stopped, there is something to tell even if nothing waits.
    return [said || this.#words(`${state}_said`), kept].filter(Boolean).join(" ");
  }

  // Show where the sender is, with how many cells that wait.
  show(state, cells, said = "") {
    const text = this.#sentence(state, cells, said);
    this.#line.dataset.state = state;
    if (this.#seen.textContent !== text) {
      this.#seen.textContent = text;
    }
    this.#again.hidden = !["waiting", "fault", "stopped", "out"].includes(state);
    const now = performance.now();
    const news = state !== this.#last.state || now - this.#last.at > QUIET;
    if (text && state !== "sending" && news) {
      this.#read.textContent = text;
      this.#last = { state, at: now };
    }
  }

  // Say what came of something done: a paste, an undo.
  tell(text) {
    clearTimeout(this.#timer);
    if (this.#told) {
      this.#told.textContent = text;
      this.#timer = text ? setTimeout(() => this.tell(""), STAYS) : 0;
    }
  }
}
