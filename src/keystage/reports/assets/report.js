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
  // Müller is found by muller, O’Brien by obrien or o'brien.
  const plain = (words) =>
    words.toLowerCase().normalize("NFD").replace(/[\p{M}'’‘ʼ`´]/gu, "");
  const lower = (node) => plain(node.textContent);

  const findings = all(".finding").map((line) => {
    const rule = line.closest(".rule");
    const school = line.closest(".school");
    const many = Number(line.dataset.findings ?? 1);
    const schools = line.dataset.schools?.split(" ") ?? [school.id];
    return { ...line.dataset, line, rule, school, many, schools };
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
    (!school || finding.schools.includes(school)) &&
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
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    const values = chosen.map((select) => select.value);
    const active = words.length > 0 || values.some(Boolean);
    const kept = new Set();
    let count = 0;
    for (const finding of findings) {
      const show = !active || matches(finding, words, values);
      finding.line.hidden = !show;
      if (show) {
        count += finding.many;
        finding.schools.forEach((id) => kept.add(id));
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
    const of = findings.reduce((sum, one) => sum + one.many, 0).toLocaleString("en-GB");
    shown.textContent = active
      ? `${count.toLocaleString("en-GB")} of ${of} listed findings match`
      : `${of} findings listed`;
  };

  // The table is in the order of whom to ring first; any column may lead instead.
  const sortBy = (table, column, down) => {
    const value = (row) => {
      const cell = row.cells[column];
      const said = plain(cell.textContent.trim());
      return cell.classList.contains("number") ? Number(said.replace(/,/g, "")) : said;
    };
    const way = down ? -1 : 1;
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => way * (value(a) > value(b) ? 1 : value(a) < value(b) ? -1 : 0));
    table.tBodies[0].append(...rows);
  };
  for (const table of all("table.schools")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        // The most come first where it is a number.
        const down = was ? was === "ascending" : head.classList.contains("number");
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sortBy(table, column, down);
      });
    });
  }

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
