/* The page of a named query: its table is there already; the map and the chart are drawn from the same rows. */
(() => {
  "use strict";
  const ROWS_MAX = 1000;
  const own = document.getElementById("rows");
  const element = document.getElementById("answer");
  if (!own || !element) {
    return;
  }
  const panel = window.belfryAnswer(element);
  const table = own.querySelector(".scroll");
  const begin = async () => {
    const address = own.dataset.results + "srj&limit=" + ROWS_MAX;
    const answer = await fetch(address);
    if (!answer.ok) {
      return;
    }
    const rows = window.belfryAnswer.rows(await answer.json());
    const complete = !/rel="next"/.test(answer.headers.get("Link") || "");
    element.querySelector("h2").remove();
    element.querySelector(".answer-status").replaceWith(own.querySelector(".answer-status"));
    own.querySelector("h2").after(element);
    panel.show({ ...rows, complete }, table);
  };
  begin();
})();
