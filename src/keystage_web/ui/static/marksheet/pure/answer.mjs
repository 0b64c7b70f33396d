// What an answer of the service means for what was sent, whoever wrote it: the service, a
// proxy before it, or nobody.

const SPLIT = new Set([400, 404, 413, 422]);
const STOP = new Set([403, 409]);

function number(text, most) {
  const seconds = /^\d{1,6}$/.test(text ?? "") ? Number(text) : 0;
  return Math.min(seconds, most);
}

const plain = (it) => it !== null && typeof it === "object" && !Array.isArray(it);

// Return { kind, said, wait, data }: "taken" with the data, "same" (nothing is new),
// "out" (signed out), "stopped" (not now, as the sentence says), "split" (something in it
// is refused), or "again" after `wait` seconds at least. `fault` tells that something
// did answer, and wrongly. `body` is the text of the answer.
export function judged({ status, redirected = false, body = "", after = "" }) {
  let data = null;
  try {
    data = JSON.parse(body);
  } catch {
    // A page in the place of an answer: its status tells what there is to tell.
  }
  const said = plain(data) && typeof data.said === "string" ? data.said : "";
  if (status === 401 || redirected) {
    return { kind: "out", said };
  }
  if (status === 304) {
    return { kind: "same", said };
  }
  if (status === 200 && plain(data) && Array.isArray(data.cells)) {
    return { kind: "taken", said, data };
  }
  // Some of what was sent is not there, as the service says; or all of it, the page too.
  const all = status === 404 && !(plain(data) && data.some === true);
  if (STOP.has(status) || all) {
    return { kind: "stopped", said };
  }
  if (SPLIT.has(status)) {
    return { kind: "split", said };
  }
  return { kind: "again", said, wait: number(after, 300), fault: status !== 0 };
}
