// With scripts, "select all" ticks where one is, and the list can be printed from a button.

const link = document.querySelector("[data-select]");
if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const boxes = [...document.querySelectorAll('input[name="pupil"]')];
    const on = boxes.some((box) => !box.checked);
    for (const box of boxes) {
      box.checked = on;
    }
  });
}

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
