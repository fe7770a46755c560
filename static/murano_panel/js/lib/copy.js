/* muranoPanel.copy(text) -> Promise: puts the text into the clipboard.
 * Buttons with data-murano-copy copy what that says, those with data-murano-copy-from the text of the element
 * with that id. */
(function () {
  'use strict';

  const TOLD = 2000;

  muranoPanel.copy = function (text) {
    if (navigator.clipboard) { return navigator.clipboard.writeText(text); }
    // Pages over plain HTTP have no clipboard of their own.
    const area = muranoPanel.element('textarea', {className: 'sr-only', value: text});
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error('refused'));
  };

  /* A word beside the button, for a moment; those who hear the page hear it. */
  function tell(button, words) {
    const said = muranoPanel.element('span', {className: 'murano-copied text-muted', role: 'status'});
    button.after(said);
    said.textContent = words;
    setTimeout(function () { said.remove(); }, TOLD);
  }

  document.addEventListener('click', function (event) {
    const button = event.target.closest('[data-murano-copy], [data-murano-copy-from]');
    if (!button) { return; }
    const source = document.getElementById(button.dataset.muranoCopyFrom);
    muranoPanel.copy(source ? source.textContent : button.dataset.muranoCopy).then(function () {
      button.focus();
      tell(button, gettext('Copied'));
    }, function () { tell(button, gettext('Not allowed by the browser')); });
  });
}());
