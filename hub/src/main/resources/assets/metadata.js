// Shows what the description is worth while somebody types. The form works without it: "check" does the same.
const form = document.querySelector('form.metadata');
const WAIT_MILLISECONDS = 400;
let waiting = 0;
let asked = 0;

function show(score) {
  const put = (name, text) => form.querySelectorAll(`[data-score=${name}]`).forEach(place => { place.textContent = text; });
  put('points', score.points);
  put('rating', score.rating);
  for (const dimension of score.dimensions) {
    const bar = form.querySelector(`[data-dimension=${dimension.name}]`);
    bar.querySelector('meter').value = dimension.points;
    bar.querySelector('[data-score=dimension]').textContent = dimension.points;
  }
  const missing = form.querySelector('[data-score=missing]');
  missing.replaceChildren(...score.missing.map(text => {
    const item = document.createElement('li');
    item.textContent = text;
    return item;
  }));
}

async function ask() {
  const number = ++asked;
  const answer = await fetch(form.dataset.score, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  // An answer that was overtaken by a later one is not shown; a session that has ended shows itself at the next save.
  if (answer.ok && number === asked) {
    show(await answer.json());
  }
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, WAIT_MILLISECONDS);
}

form.addEventListener('input', later);
form.addEventListener('change', later);
