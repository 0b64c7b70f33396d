// Verify a receipt in the browser: nothing is sent anywhere, nothing is fetched.
// What is wrong is said in the words the page was given (`data-messages`).

const ALGORITHM = "Ed25519";
const DIGITS = 40; // of a fingerprint
const FAMILY = "keystage-receipt-";
const FORMAT = "keystage-receipt-1";
const PARTS = "algorithm,fingerprint,key,value";
const MOST = 1024 * 1024; // bytes of a receipt

class NotOne extends Error {}

// The bytes of JSON as Keystage writes them: keys sorted, texts in NFC.

function byPoints(one, other) {
  const [left, right] = [one, other].map((text) => [...text].map((part) => part.codePointAt(0)));
  const at = left.findIndex((point, place) => point !== right[place]);
  return at < 0 ? left.length - right.length : (left[at] ?? -1) - (right[at] ?? -1);
}

function plain(value) {
  if (typeof value === "string") {
    return JSON.stringify(value.normalize("NFC"));
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new NotOne();
  }
  return String(value);
}

// `step` is how far each level is indented; nothing for canonical JSON, on one line.
function written(value, step = "", before = "") {
  if (value === null || typeof value !== "object") {
    return plain(value);
  }
  const listed = Array.isArray(value);
  const inside = before + step;
  const [line, colon] = step ? ["\n", ": "] : ["", ":"];
  const parts = listed
    ? value.map((one) => written(one, step, inside))
    : Object.keys(value)
        .sort(byPoints)
        .map((key) => plain(key) + colon + written(value[key], step, inside));
  const [open, close] = listed ? "[]" : "{}";
  const between = `,${line}${step && inside}`;
  const [first, last] = parts.length ? [line + inside, line + before] : ["", ""];
  return open + first + parts.join(between) + last + close;
}

// Bytes.

const utf8 = (text) => new TextEncoder().encode(text);

const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

function unpacked(text, length) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    throw new NotOne();
  }
  if (bytes.length !== length || btoa(String.fromCharCode(...bytes)) !== text) {
    throw new NotOne();
  }
  return bytes;
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const grouped = (digits) => digits.slice(0, DIGITS).match(/.{4}/g).join(" ");

function typed(text) {
  const digits = text.replace(/[\s:.-]+/g, "").toLowerCase();
  return /^[0-9a-f]*$/.test(digits) && [0, DIGITS].includes(digits.length) ? digits : null;
}

// The receipt.

function opened(bytes) {
  if (bytes.length > MOST) {
    throw new NotOne();
  }
  let told;
  try {
    told = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new NotOne();
  }
  const form = told?.receipt?.format;
  if (typeof form === "string" && form.startsWith(FAMILY) && form !== FORMAT) {
    return { newer: form };
  }
  const proof = told?.signature ?? {};
  const whole = Object.keys(told ?? {}).sort().join() === "receipt,signature";
  if (!whole || form !== FORMAT || Object.keys(proof).sort().join() !== PARTS) {
    throw new NotOne();
  }
  return { told, receipt: told.receipt, proof };
}

async function fits(key, value, message) {
  const owner = await crypto.subtle.importKey("raw", key, ALGORITHM, false, ["verify"]);
  return crypto.subtle.verify(ALGORITHM, owner, value, message);
}

async function sound({ told, receipt, proof }, bytes) {
  const [key, value] = [unpacked(proof.key, 32), unpacked(proof.value, 64)];
  const named = grouped(await sha256(key));
  const exact = same(utf8(`${written(told, "  ")}\n`), bytes);
  const mine = proof.algorithm === ALGORITHM && [proof.fingerprint, receipt.installation].every((one) => one === named);
  return exact && mine && (await fits(key, value, utf8(written(receipt)))) ? named : "";
}

async function compared(receipt, bytes) {
  const digest = await sha256(bytes);
  if ([receipt.file?.sha256, receipt.data?.sha256].includes(digest)) {
    return [];
  }
  if (receipt.file) {
    return [["file-differs", receipt.file.length, bytes.length]];
  }
  return [receipt.data ? ["data-differ", receipt.version] : ["no-file"]];
}

// { problems: [[code, ...]], receipt, named }, as `keystage.transfer.verify` finds them.
async function verdict(bytes, digits, other) {
  const found = opened(bytes);
  if (found.newer) {
    return { problems: [["newer", found.newer]] };
  }
  const named = await sound(found, bytes);
  if (!named) {
    return { problems: [["altered"]] };
  }
  const problems = digits && grouped(digits) !== named ? [["other-key", named]] : [];
  if (other) {
    problems.push(...(await compared(found.receipt, other)));
  }
  return { problems, receipt: found.receipt, named };
}

// The page.

const page = document.getElementById("verify");
const part = (name) => page.querySelector(`[data-part="${name}"]`);
const show = (name, whether) => {
  part(name).hidden = !whether;
};
const said = JSON.parse(page.dataset.messages);
const sentence = ([code, ...told]) =>
  said[code].map((text) => text.replace(/\{(\d)\}/g, (_, place) => String(told[place] ?? "")));

function moment(text) {
  const form = { dateStyle: "long", timeStyle: "medium", timeZone: "Europe/London" };
  return new Intl.DateTimeFormat("en-GB", form).format(new Date(text));
}

function filled(receipt) {
  for (const place of page.querySelectorAll("[data-path]")) {
    const value = place.dataset.path.split(".").reduce((found, name) => found?.[name], receipt);
    const known = value !== null && value !== undefined;
    place.textContent = known && place.dataset.form === "moment" ? moment(value) : String(value);
    place.closest("[data-row]").hidden = !known;
  }
}

function problem(lines) {
  const item = document.createElement("li");
  const [first, ...rest] = lines.map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  });
  first.className = "verify__wrong";
  item.append(first, ...rest);
  return item;
}

function tell({ problems, receipt, named }, expected, other) {
  const good = !problems.length;
  show("genuine", good && expected);
  show("unchanged", good && !expected);
  show("problems", !good);
  show("same", good && other);
  show("receipt", Boolean(receipt) && !problems.some(([code]) => code === "other-key"));
  part("list").replaceChildren(...problems.map((one) => problem(sentence(one))));
  for (const place of page.querySelectorAll("[data-fingerprint]")) {
    place.textContent = named ?? "";
  }
  filled(receipt ?? {});
  part("result").hidden = false;
  part("result").focus();
}

async function bytesOf(name) {
  const [file] = part(name).files;
  return file ? new Uint8Array(await file.arrayBuffer()) : null;
}

function missing(name, whether) {
  show(`${name}-wrong`, whether);
  part(name).setAttribute("aria-invalid", String(whether));
  if (whether) {
    part("result").hidden = true;
    part(name).focus();
  }
  return whether;
}

async function check(event) {
  event.preventDefault();
  const digits = typed(part("fingerprint").value);
  const [receipt, other] = [await bytesOf("file"), await bytesOf("other")];
  if (missing("fingerprint", digits === null) | missing("file", !receipt)) {
    return;
  }
  try {
    tell(await verdict(receipt, digits, other), Boolean(digits), Boolean(other));
  } catch (error) {
    if (!(error instanceof NotOne)) {
      throw error;
    }
    tell({ problems: [["not-a-receipt"]] }, false, false);
  }
}

// Whether this browser knows the signatures at all: asked with a key of no meaning.
async function able() {
  try {
    const made = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
    return Boolean(made);
  } catch {
    return false;
  }
}

const ready = await able();
show("without", false);
show("unable", !ready);
show("form", ready);
part("form").addEventListener("submit", check);
page.dataset.ready = "";
