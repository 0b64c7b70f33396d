// The one step of signing in that needs a script: a browser's passkey is asked, and its
// answer goes into the form. Each form says by data-passkey what is asked: get, create.

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.codePointAt(0));
}

function text(buffer) {
  const plain = String.fromCodePoint(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// What the service wrote in letters, as the browser wants it.
export function opened({ publicKey }) {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));
  if (publicKey.user) {
    options.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
    options.excludeCredentials = known(publicKey.excludeCredentials);
  } else {
    options.allowCredentials = known(publicKey.allowCredentials);
  }
  return options;
}

// What the passkey answered, in letters again.
export function told(credential) {
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) {
      parts[name] = text(response[name]);
    }
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}

async function asked(form) {
  const options = JSON.parse(form.querySelector("#passkey-options").textContent);
  const publicKey = opened(options);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey })
    : navigator.credentials.get({ publicKey });
}

function prepare(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  form.querySelector(".js-passkey").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(told(await asked(form)));
    } catch {
      failed.hidden = false;
      return;
    }
    const trust = document.querySelector("input[type=checkbox][name=trust]");
    if (trust?.checked && form.elements.trust) {
      form.elements.trust.value = "on";
    }
    form.submit();
  });
}

if (globalThis.PublicKeyCredential) {
  document.querySelectorAll("form[data-passkey]").forEach(prepare);
}
