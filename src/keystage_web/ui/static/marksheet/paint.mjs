// How a cell looks and what is read out of it: its value, its state, its mark.

const STATES = ["saving", "waiting", "refused", "conflict", "asked"];

function described(input) {
  const ids = [`m-${input.id}`, `s-${input.id}`];
  const said = ids.filter((id) => document.getElementById(id)?.textContent);
  const kept = (input.getAttribute("aria-describedby") ?? "").split(" ");
  const others = kept.filter((id) => id && !ids.includes(id));
  const all = [...others, ...said].join(" ");
  if (all) {
    input.setAttribute("aria-describedby", all);
  } else {
    input.removeAttribute("aria-describedby");
  }
}

// A span of a cell, found by its id or made.
function part(input, id, name, wanted) {
  let found = document.getElementById(id);
  if (!found && wanted) {
    found = document.createElement("span");
    found.id = id;
    found.className = name;
    input.parentElement.append(found);
  }
  return found;
}

// Show in which state a cell is: a class for the eye, `word` for the ear.
export function state(input, name, word = "") {
  const { classList } = input.parentElement;
  for (const one of STATES) {
    classList.toggle(`ks-${one}`, one === name);
  }
  // In a moment it will be saved: only who looks closely needs to know.
  const said = name === "saving" ? "" : word;
  const span = part(input, `s-${input.id}`, "govuk-visually-hidden", said);
  if (span && span.textContent !== said) {
    span.dataset.state = name;
    span.textContent = said;
    described(input);
  }
}

// Mark a value that cannot be, with the sentence that says so; "" takes the mark away.
export function mark(input, sentence) {
  const { classList } = input.parentElement;
  if (!sentence && !classList.contains("ks-marked")) {
    return;
  }
  classList.toggle("ks-marked", Boolean(sentence));
  part(input, `m-${input.id}`, "ks-mark", true).textContent = sentence;
  if (sentence) {
    input.setAttribute("aria-invalid", "true");
  } else {
    input.removeAttribute("aria-invalid");
  }
  described(input);
}

// Put a value into a cell, and the shade its column gives to it.
export function value(input, text, spec) {
  if (input.value !== text) {
    input.value = text;
    if (input === document.activeElement) {
      input.select(); // what is typed next replaces it, as it did what stood there before
    }
  }
  const { classList } = input.parentElement;
  for (const { id, shade } of spec.codes ?? []) {
    if (shade && id !== text) {
      classList.remove(`ks-shade-${shade}`);
    }
  }
  const shade = (spec.codes ?? []).find(({ id }) => id === text)?.shade;
  if (shade) {
    classList.add(`ks-shade-${shade}`);
  }
}

export function troubled(input) {
  const { classList } = input.parentElement;
  return ["marked", "refused", "conflict", "asked"].some((one) => classList.contains(`ks-${one}`));
}

function put(element, text) {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}

// A figure: short to the eye, in full to the ear; or a plain text for both.
function figure(cell, told) {
  const { text, said = "" } = typeof told === "string" ? { text: told } : told;
  if (!cell || cell.dataset.told === `${text}\n${said}`) {
    return;
  }
  cell.dataset.told = `${text}\n${said}`;
  if (!said || said === text) {
    cell.textContent = text;
    return;
  }
  const [seen, heard] = [document.createElement("span"), document.createElement("span")];
  seen.setAttribute("aria-hidden", "true");
  seen.textContent = text;
  heard.className = "govuk-visually-hidden";
  heard.textContent = said;
  cell.replaceChildren(seen, heard);
}

function row(pupil, { worked: found = {}, complete, remark }) {
  for (const [name, one] of Object.entries(found)) {
    figure(document.getElementById(`w-${pupil}.${name}`), one);
  }
  const line = document.getElementById(`r-${pupil}`);
  line?.classList.toggle("ks-complete", Boolean(complete));
  if (remark !== undefined) {
    put(line?.querySelector(".ks-remark"), remark);
  }
}

// A counter; one with nothing to count is not shown.
function count(id, text, shown = true) {
  const found = document.getElementById(id);
  if (found) {
    found.hidden = !shown;
  }
  put(found?.querySelector("[data-count]") ?? found, text);
}

// Everything an answer tells beside its cells: worked-out values, foot, counters.
export function around(answer, tell) {
  for (const [pupil, found] of Object.entries(answer.rows ?? {})) {
    row(pupil, found);
  }
  for (const [name, told] of Object.entries(answer.foot ?? {})) {
    figure(document.getElementById(`f-${name}`), told);
  }
  const { counts } = answer;
  if (counts) {
    for (const name of ["blanks", "problems", "flags"]) {
      count(name, tell(name, { n: counts[name] }), counts[name] > 0);
    }
    count("complete", tell("complete", { n: counts.complete, all: counts.pupils }));
    count("foot-of", tell("of", { n: counts.complete }));
  }
}
