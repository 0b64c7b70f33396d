// The board as it is now: asked for every ten seconds while somebody looks at it.

const EVERY = 10_000; // ms
const SLOW = 60_000; // ms, at the most, while nobody answers

class Board {
  #table;
  #live;
  #tag;
  #at;
  #timer = 0;
  #missed = 0;

  constructor(table, live) {
    this.#table = table;
    this.#live = live;
    this.#tag = `"${table.dataset.tag}"`;
    this.#at = table.dataset.at;
    this.#said(true);
    document.addEventListener("visibilitychange", () => this.#plan(0));
    this.#plan(EVERY);
  }

  #plan(ms) {
    clearTimeout(this.#timer);
    if (!document.hidden) {
      this.#timer = setTimeout(() => this.look(), ms);
    }
  }

  async look() {
    const answer = await this.#asked();
    this.#missed = answer ? 0 : this.#missed + 1;
    if (answer?.status === 200) {
      const told = await answer.json();
      this.#tag = answer.headers.get("ETag") ?? "";
      this.#take(told);
    } else if (answer?.status !== 304) {
      this.#missed += 1;
    }
    this.#said(this.#missed === 0);
    this.#plan(Math.min(EVERY * (1 + this.#missed), SLOW));
  }

  async #asked() {
    try {
      return await fetch(this.#table.dataset.changes, {
        headers: { "If-None-Match": this.#tag, "X-Requested-With": "fetch" },
        redirect: "error",
        cache: "no-store",
      });
    } catch {
      return null;
    }
  }

  #take(told) {
    this.#at = told.at;
    for (const [school, cells] of Object.entries(told.rows ?? {})) {
      const row = document.getElementById(`s-${school}`);
      if (row) {
        cells.forEach((html, at) => this.#cell(row, at, html));
      }
    }
    document.querySelectorAll("#tiles .tile").forEach((tile, at) => {
      tile.querySelector("dd").textContent = told.tiles?.[at] ?? "";
      tile.querySelector("dt").textContent = told.said?.[at] ?? "";
    });
  }

  // Only what differs is put in anew, so that nobody loses the place they are at.
  #cell(row, at, html) {
    const old = row.children[at];
    const made = document.createElement("template");
    made.innerHTML = `<table><tbody><tr>${html}</tr></tbody></table>`;
    const fresh = made.content.querySelector("tr").firstElementChild;
    if (!old || fresh.outerHTML === old.outerHTML) {
      return;
    }
    const inside = old.contains(document.activeElement);
    old.replaceWith(fresh);
    if (inside) {
      fresh.querySelector("a")?.focus();
    }
  }

  #said(live) {
    const { live: now, still } = this.#live.dataset;
    const words = (live ? now : still).replace("%s", this.#at);
    const place = document.getElementById("live-said");
    this.#live.classList.toggle("board-live--still", !live);
    this.#live.hidden = false;
    if (place.textContent !== words) {
      place.textContent = words;
    }
  }
}

const table = document.getElementById("table");
const live = document.getElementById("live");
if (table && live) {
  new Board(table, live);
}
