// Warns a person who does nothing before the service lets go of them.
//
// Other parts of a page tell that the service has just answered, and so begun to count
// anew, by an event: document.dispatchEvent(new Event("keystage:answered")).

const TOLD = [60, 30, 10]; // seconds left at which the words are said again

export function words(left, texts) {
  if (left > 60) {
    return texts.minutes.replace("{n}", Math.ceil(left / 60));
  }
  return left === 60 ? texts.minute : texts.second.replace("{n}", left);
}

// What stands now, worth saying aloud: each minute, then at 60, 30 and 10 seconds.
export function said(left) {
  if (left > 60) {
    return Math.ceil(left / 60) * 60;
  }
  return TOLD.filter((at) => left <= at).pop();
}

function leave(url) {
  window.location.assign(url);
}

// Show what is left, in words that change only when they are worth saying.
function tell(dialog, left) {
  const text = dialog.querySelector("[role=timer]");
  const now = words(said(left), dialog.dataset);
  if (text.textContent !== now) {
    text.textContent = now;
  }
  if (!dialog.open) {
    dialog.showModal();
  }
}

async function stayed(form) {
  const sent = { method: "POST", body: new FormData(form), redirect: "error" };
  const answer = await fetch(form.action, sent).catch(() => null);
  return Boolean(answer?.ok);
}

export function watch(dialog) {
  const { seconds, warn, leave: end } = dialog.dataset;
  const form = dialog.querySelector("form");
  let since = Date.now();

  const begin = () => {
    since = Date.now();
    dialog.close();
  };
  const look = () => {
    const left = Math.ceil(Number(seconds) - (Date.now() - since) / 1000);
    if (left <= 0) {
      clearInterval(timer);
      leave(end);
    } else if (left <= Number(warn)) {
      tell(dialog, left);
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await stayed(form)) {
      begin();
    } else {
      leave(end);
    }
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    form.requestSubmit();
  });
  document.addEventListener("keystage:answered", begin);
  document.addEventListener("visibilitychange", look); // a laptop that slept
  const timer = setInterval(look, 1000);
}
