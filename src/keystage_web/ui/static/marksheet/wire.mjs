// Requests of the marksheet, and what their answers mean.

import { judged } from "./pure/answer.mjs";

const PATIENCE = 30_000; // ms; then it counts as not answered
const NOBODY = { status: 0 };

async function asked(address, options) {
  try {
    const answer = await fetch(address, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "manual", // to the page of signing in: no answer to a script
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
    return {
      status: answer.status,
      redirected: answer.type === "opaqueredirect",
      body: answer.status === 304 ? "" : await answer.text(),
      after: answer.headers.get("Retry-After") ?? "",
      tag: answer.headers.get("ETag") ?? "",
    };
  } catch {
    return NOBODY;
  }
}

// Send `body`; an answer that took it shows that the person is still there, unless it was
// a `quiet` one, which nobody asked for.
export async function post(address, body, { csrf, quiet = false }) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  if (quiet) {
    headers["X-Keystage-Quiet"] = "1";
  }
  const sent = JSON.stringify(body);
  const found = judged(await asked(address, { method: "POST", headers, body: sent, keepalive: true }));
  if (found.kind === "taken" && !quiet) {
    document.dispatchEvent(new Event("keystage:answered"));
  }
  return found;
}

// Ask for what is new since `seq`; `tag` names what was told last.
export async function changes(address, seq, tag) {
  const url = new URL(address, document.baseURI);
  url.searchParams.set("since", seq);
  const headers = { Accept: "application/json", "X-Keystage-Quiet": "1" };
  if (tag) {
    headers["If-None-Match"] = tag;
  }
  const answer = await asked(url, { headers });
  return { ...judged(answer), tag: answer.tag };
}

// Send the fields of a form; return whether they were kept.
export async function kept(address, fields, csrf) {
  const headers = { Accept: "application/json", "X-CSRFToken": csrf };
  const body = new URLSearchParams(fields);
  const { status } = await asked(address, { method: "POST", headers, body });
  return status === 204;
}
