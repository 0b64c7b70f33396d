// What every page does once it is there: GOV.UK's own behaviour, by data attributes.
import { initAll } from "./govuk/govuk.js";

initAll();
