// Stands first in the body, so that nothing is shown twice: what GOV.UK's scripts will
// take over is drawn that way from the start.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
