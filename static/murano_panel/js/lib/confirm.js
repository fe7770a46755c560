/* Forms that ask before they are sent (data-murano-confirm), and that are not sent twice. */
(function () {
  'use strict';

  function ask(form) {
    const label = form.querySelector('button[type="submit"]').textContent.trim();
    muranoPanel.ask(form.dataset.muranoConfirm, label).then(function (yes) {
      if (!yes) { return; }
      form.dataset.muranoConfirmed = 'yes';
      // The server asks who has not been asked.
      form.append(muranoPanel.element('input', {type: 'hidden', name: 'confirmed', value: 'yes'}));
      form.requestSubmit();
    });
  }

  document.addEventListener('submit', function (event) {
    const form = event.target;
    if (!form.matches('.murano-post') || event.defaultPrevented) { return; }
    if (form.dataset.muranoConfirm && !form.dataset.muranoConfirmed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form);
      return;
    }
    // After the browser has collected what it sends.
    setTimeout(function () {
      form.querySelectorAll('button[type="submit"]').forEach(function (button) { button.disabled = true; });
    });
  }, true);

  // A page that comes back from the browser's history can be used again.
  window.addEventListener('pageshow', function (event) {
    if (!event.persisted) { return; }
    document.querySelectorAll('.murano-post').forEach(function (form) {
      delete form.dataset.muranoConfirmed;
      form.querySelectorAll('button[type="submit"]').forEach(function (button) { button.disabled = false; });
    });
  });
}());
