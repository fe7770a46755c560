/* Forms that ask before they are sent, and that are not sent twice.
 *
 *   data-murano-confirm         what is asked, at the form or at the button that sends it
 *   muranoPanel.sent(event)  -> the data of the form that is being sent, and of the button that was pressed */
(function () {
  'use strict';

  /* Those of a form may stand anywhere in the page. */
  function buttons(form) {
    return Array.from(form.elements).filter(function (item) { return item.type === 'submit'; });
  }

  muranoPanel.sent = function (event) {
    return Object.assign({}, event.target.dataset, event.submitter && event.submitter.dataset);
  };

  function ask(form, question, button) {
    muranoPanel.ask(question, button.textContent.trim()).then(function (yes) {
      if (!yes) { return; }
      form.dataset.muranoConfirmed = 'yes';
      // The server asks who has not been asked.
      form.append(muranoPanel.element('input', {type: 'hidden', name: 'confirmed', value: 'yes'}));
      form.requestSubmit(button);
    });
  }

  document.addEventListener('submit', function (event) {
    const form = event.target;
    if (!form.matches('.murano-post') || event.defaultPrevented) { return; }
    const question = muranoPanel.sent(event).muranoConfirm;
    if (question && !form.dataset.muranoConfirmed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, question, event.submitter || buttons(form)[0]);
      return;
    }
    // After the browser has collected what it sends.
    setTimeout(function () {
      buttons(form).forEach(function (button) { button.disabled = true; });
    });
  }, true);

  // A page that comes back from the browser's history can be used again.
  window.addEventListener('pageshow', function (event) {
    if (!event.persisted) { return; }
    document.querySelectorAll('.murano-post').forEach(function (form) {
      delete form.dataset.muranoConfirmed;
      form.querySelectorAll('[name="confirmed"]').forEach(function (answer) { answer.remove(); });
      buttons(form).forEach(function (button) { button.disabled = false; });
    });
  });
}());
