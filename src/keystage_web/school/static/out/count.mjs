// With scripts, the count of those selected goes on with every tick.

const count = document.querySelector("[data-count]");
const form = document.querySelector("#pupils");
if (count && form) {
  const boxes = [...form.querySelectorAll('input[name="pupil"]')];
  const ticked = () => boxes.filter((box) => box.checked).length;
  const others = Number(count.dataset.count) - ticked();
  form.addEventListener("change", () => {
    count.textContent = String(others + ticked());
  });
}
