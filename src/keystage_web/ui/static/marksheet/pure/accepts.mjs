// What a column takes, as its data says: { codes: [{ id, name }], words, min, max,
// advance, asks }. No rule stands here; what is typed is only spelled as the data spells it.

export function plain(text) {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ");
}

function code(spec, folded) {
  return (spec.codes ?? []).find(({ id }) => id.toLowerCase() === folded);
}

// Return the value that a text stands for: the code of a code or word, else the text.
export function value(spec, text) {
  const kept = plain(text);
  const folded = kept.toLowerCase();
  const found = code(spec, folded);
  if (found) {
    return found.id;
  }
  const words = spec.words ?? {};
  return Object.hasOwn(words, folded) ? words[folded] : kept;
}

function bounded(spec, kept) {
  const has = typeof spec.max === "number";
  if (!has || !/^\d{1,4}$/.test(kept)) {
    return false;
  }
  return Number(kept) >= (spec.min ?? 0) && Number(kept) <= spec.max;
}

// Whether a value is blank, a code or a mark of the column.
export function fits(spec, kept) {
  return kept === "" || Boolean(code(spec, kept.toLowerCase())) || bounded(spec, kept);
}

// Whether no further letter could make another value of it, so that the cell is done.
export function complete(spec, text) {
  const kept = plain(text);
  const folded = kept.toLowerCase();
  if (!spec.advance || kept === "") {
    return false;
  }
  const starts = (other) => other.length > folded.length && other.startsWith(folded);
  if (code(spec, folded)) {
    return !spec.codes.some(({ id }) => starts(id.toLowerCase()));
  }
  return bounded(spec, kept) && kept !== "0" && Number(kept) * 10 > spec.max;
}

// Return the codes that a text may be the beginning of, by code, meaning or other word.
export function options(spec, text) {
  const folded = plain(text).toLowerCase();
  const all = spec.codes ?? [];
  if (folded === "") {
    return all;
  }
  const words = Object.entries(spec.words ?? {});
  const begins = (phrase) => phrase.toLowerCase().startsWith(folded);
  const meant = new Set(words.filter(([word]) => begins(word)).map(([, id]) => id));
  const by = [
    ({ id }) => id.toLowerCase() === folded,
    ({ id }) => begins(id),
    ({ id, name }) => meant.has(id) || name.split(/[\s(]+/).some((_, at, parts) => begins(parts.slice(at).join(" "))),
  ];
  const found = by.flatMap((fitting) => all.filter(fitting));
  return [...new Set(found)];
}

// Which of the options is meant without doubt; -1 where nobody can tell.
export function meant(shown, text) {
  const folded = plain(text).toLowerCase();
  const exact = shown.findIndex(({ id }) => id.toLowerCase() === folded);
  if (exact >= 0) {
    return exact;
  }
  return folded !== "" && shown.length === 1 ? 0 : -1;
}

// The kind of question a value asks first ("zero", "exemption"), or "".
export function question(spec, kept) {
  const asks = spec.asks ?? {};
  return Object.hasOwn(asks, kept) ? asks[kept] : "";
}

// What a code means, in words; "" for a mark or what is no code.
export function meaning(spec, kept) {
  return code(spec, kept.toLowerCase())?.name ?? "";
}
