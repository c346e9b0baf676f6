/* Live progress of a run; without it the page asks again every two seconds. */
(() => {
  const box = document.querySelector('.progress[data-events]');
  if (!box) return;
  const bar = box.querySelector('progress');
  const line = box.querySelector('.step');
  const steps = ['FETCH', 'MAP', 'CHECK', 'PUBLISH'];
  const events = new EventSource(box.dataset.events);
  events.addEventListener('run', event => {
    const run = JSON.parse(event.data);
    const step = steps.indexOf(run.step);
    bar.value = Math.max(step, 0);
    line.textContent = step < 0 ? box.dataset.waiting
      : box.dataset[run.step.toLowerCase()] + (run.statements > 0
        ? ' ' + box.dataset.statements.replace('#', run.statements.toLocaleString(document.documentElement.lang)) : '');
  });
  events.addEventListener('end', () => { events.close(); location.reload(); });
})();
