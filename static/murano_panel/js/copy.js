/* muranoPanel.copy(text) -> Promise: puts the text into the clipboard. Buttons with data-copy copy what that says. */
(function () {
  'use strict';

  const muranoPanel = window.muranoPanel = window.muranoPanel || {};
  const TOLD = 2000;

  muranoPanel.copy = function (text) {
    if (navigator.clipboard) { return navigator.clipboard.writeText(text); }
    // Pages over plain HTTP have no clipboard of their own.
    const area = document.createElement('textarea');
    area.className = 'sr-only';
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error('refused'));
  };

  /* A word beside the button, for a moment; those who hear the page hear it. */
  function tell(button, words) {
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    said.className = 'murano-copied text-muted';
    button.after(said);
    said.textContent = words;
    setTimeout(function () { said.remove(); }, TOLD);
  }

  document.addEventListener('click', function (event) {
    const button = event.target.closest('.murano [data-copy]');
    if (!button) { return; }
    muranoPanel.copy(button.dataset.copy).then(function () {
      button.focus();
      tell(button, gettext('Copied'));
    }, function () { tell(button, gettext('Not allowed by the browser')); });
  });

  horizon.addInitFunction(function () {
    document.querySelectorAll('.murano [data-copy]').forEach(function (button) { button.hidden = false; });
  });
}());
