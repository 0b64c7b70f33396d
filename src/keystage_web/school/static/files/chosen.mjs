// Shows what was chosen before it is sent: each file's name and size, beneath the field.
//
// The words come from data attributes of the field; without this script the browser shows
// the names, and the server says what is too large.

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];
const STEP = 1024;

export function size(bytes, language) {
  const at = Math.min(Math.floor(Math.log(bytes || 1) / Math.log(STEP)), UNITS.length - 1);
  const shown = { style: "unit", unit: UNITS[at], maximumFractionDigits: at > 1 ? 1 : 0 };
  return new Intl.NumberFormat(language, shown).format(bytes / STEP ** at);
}

export function line(file, { most, large, empty }, language) {
  const told = `${file.name} (${size(file.size, language)})`;
  if (file.size > Number(most)) {
    return `${told}: ${large}`;
  }
  return file.size ? told : `${told}: ${empty}`;
}

function watch(input) {
  const list = document.createElement("ul");
  list.className = "govuk-list govuk-!-margin-top-2";
  list.setAttribute("aria-live", "polite");
  const field = input.closest(".govuk-form-group");
  field.append(list);
  const show = () => {
    const lines = [...input.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = line(file, input.dataset, document.documentElement.lang);
      return item;
    });
    list.replaceChildren(...lines);
  };
  input.addEventListener("change", show);
  input.form.addEventListener("reset", () => list.replaceChildren());
}

for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  watch(input);
}
