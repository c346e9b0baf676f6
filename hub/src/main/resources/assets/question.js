/* The page of a named query: its table is there already; the map and the chart ask for the same rows when they are
 * looked at. */
(() => {
  "use strict";
  const ROWS_MAX = 1000;
  const own = document.getElementById("rows");
  const element = document.getElementById("answer");
  if (!own || !element) {
    return;
  }
  const panel = window.belfryAnswer(element);
  const columns = [...own.querySelectorAll("thead th")].map((head) => head.textContent);
  const load = async () => {
    const answer = await fetch(own.dataset.results + "srj&limit=" + ROWS_MAX);
    const rows = answer.ok ? window.belfryAnswer.rows(await answer.json()) : { columns, rows: [] };
    return { ...rows, complete: !/rel="next"/.test(answer.headers.get("Link") || "") };
  };
  element.querySelector("h2").remove();
  element.querySelector(".answer-status").replaceWith(own.querySelector(".answer-status"));
  own.querySelector("h2").after(element);
  panel.show({ columns, rows: [], complete: true, load }, own.querySelector(".scroll"));
})();
