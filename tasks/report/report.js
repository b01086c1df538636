"use strict";
// Hides the rows of a table that are not looked for, and opens what a link leads to. Without it all rows are shown.
for (const form of document.querySelectorAll("form.filter")) {
  const rows = [...document.getElementById(form.dataset.of).tBodies[0].rows];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const told = form.querySelector("output");
  const apply = () => {
    const asked = new FormData(form);
    const text = asked.get("text").trim().toLowerCase();
    const operator = asked.get("operator");
    let shown = 0;
    rows.forEach((row, at) => {
      const fits =
        texts[at].includes(text) &&
        (!operator || row.dataset.operators.split(" ").includes(operator)) &&
        (!asked.has("5g") || row.hasAttribute("data-5g")) &&
        (!asked.has("sure") || row.hasAttribute("data-sure"));
      row.hidden = !fits;
      shown += fits;
    });
    told.textContent = shown.toLocaleString("en");
  };
  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
}
const open = () => {
  const target = document.getElementById(location.hash.slice(1));
  const around = target && target.closest("details");
  if (around) {
    around.open = true;
    around.scrollIntoView();
  }
};
addEventListener("hashchange", open);
open();
