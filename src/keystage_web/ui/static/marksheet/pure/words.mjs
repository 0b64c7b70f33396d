// Sentences the page brought along, filled in: no word stands in a script.

// Return the sentence `name`; {n} and other names in braces are put in. One that counts
// is a pair, for one and for more.
export function sentence(texts, name, facts = {}) {
  const found = Object.hasOwn(texts, name) ? texts[name] : "";
  const form = Array.isArray(found) ? found[facts.n === 1 ? 0 : 1] : found;
  return form.replace(/\{(\w+)\}/g, (whole, fact) => (Object.hasOwn(facts, fact) ? String(facts[fact]) : whole));
}

// What is told of a paste: "28 of 30 cells taken, 2 marked", and what had no place.
export function pasted(texts, told) {
  const parts = [sentence(texts, "pasted", { n: told.total, taken: told.taken })];
  for (const name of ["marked", "closed", "outside", "long"]) {
    if (told[name] > 0) {
      parts.push(sentence(texts, `pasted_${name}`, { n: told[name] }));
    }
  }
  return `${parts.join(", ")}.`;
}
