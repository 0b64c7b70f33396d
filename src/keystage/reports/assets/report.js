"use strict";
(() => {
  const form = document.getElementById("filter");
  const find = document.getElementById("find");
  const chosen = ["weight", "collection", "school"].map((id) => document.getElementById(id));
  const shown = document.getElementById("shown");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const lists = all("details.weight");
  const folds = all("details.weight, details.clean-schools");
  const asMade = new Map(folds.map((fold) => [fold, fold.open]));
  const lower = (node) => node.textContent.toLowerCase();

  const findings = all(".finding").map((line) => {
    const rule = line.closest(".rule");
    const school = line.closest(".school");
    return { line, rule, school, ...line.dataset, school_id: school.id };
  });
  // Read once, at the first search: thousands of lines take a moment.
  const text = (finding) => {
    finding.text ??= [
      lower(finding.line),
      ...all(":scope > p", finding.rule).map(lower),
      ...all("h3, h4", finding.school).map(lower),
    ].join(" ");
    return finding.text;
  };

  const matches = (finding, words, [weight, collection, school]) =>
    (!weight || finding.weight === weight) &&
    (!collection || finding.collection === collection) &&
    (!school || finding.school_id === school) &&
    words.every((word) => text(finding).includes(word));

  const hideEmpty = (selector, active) => {
    for (const box of all(selector)) {
      box.hidden = active && !box.querySelector(".finding:not([hidden])");
    }
  };

  const narrowSchools = (active, words, kept, values) => {
    for (const row of all("tr[data-school]")) {
      const named = !values.some(Boolean) && words.every((word) => lower(row).includes(word));
      row.hidden = active && !named && !kept.has(row.dataset.school);
    }
    for (const box of all(".clean-schools, table.schools")) {
      box.hidden = active && !box.querySelector("tr[data-school]:not([hidden])");
    }
  };

  const apply = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const values = chosen.map((select) => select.value);
    const active = words.length > 0 || values.some(Boolean);
    const kept = new Set();
    let count = 0;
    for (const finding of findings) {
      const show = !active || matches(finding, words, values);
      finding.line.hidden = !show;
      if (show) {
        count += 1;
        kept.add(finding.school_id);
      }
    }
    for (const selector of [".rule", "details.weight", ".file", ".school"]) {
      hideEmpty(selector, active);
    }
    narrowSchools(active, words, kept, values);
    for (const fold of folds) {
      fold.open = active || asMade.get(fold);
    }
    document.body.classList.toggle("one-school", Boolean(values[2]));
    const of = findings.length.toLocaleString("en-GB");
    shown.textContent = active
      ? `${count.toLocaleString("en-GB")} of ${of} listed findings match`
      : `${of} findings listed`;
  };

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  };
  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    setTimeout(() => {
      apply();
      find.focus();
    });
  });
  // Browsers that leave closed lists off the paper get them opened.
  addEventListener("beforeprint", () => lists.forEach((list) => { list.open = true; }));
  form.hidden = false;
  apply();
})();
