// What every page does once it is there: GOV.UK's own behaviour, by data attributes,
// and the warning before the time is out.
import { initAll } from "./govuk/govuk.js";
import { watch } from "./timeout.mjs";

initAll();

const dialog = document.getElementById("timeout");
if (dialog) {
  watch(dialog);
}
