/* Forms that scripts send: the page stays, with what was typed, until the answer leads on, whatever fails meanwhile.
 *
 *   <form data-murano-stays>           the answer leads elsewhere, or holds a form like this, which takes its place
 *   muranoPanel.stayingForm(html)  ->  the form in the HTML of a page, or null
 *   muranoPanel.tellFailure(form, failure)  says on top of a form why it could not be sent (see lib/request.js)
 *
 * A form that took the place of another one gets the event `murano:form`. */
(function () {
  'use strict';

  const element = muranoPanel.element;

  muranoPanel.stayingForm = function (html) {
    return muranoPanel.parse(html).querySelector('[data-murano-stays]');
  };

  function words(failure) {
    if (failure.status === 401) { return muranoPanel.loginOffer(window.location.href); }
    const told = failure.error || {
      title: gettext('Nobody answered'),
      message: gettext('It is not known whether this was done.'),
      advice: gettext('Look at the page below before you try again.')
    };
    return [element('strong', {}, told.title), ' ', told.message, ' ', told.advice];
  }

  muranoPanel.tellFailure = function (form, failure) {
    form.querySelectorAll('[data-murano-failure]').forEach(function (old) { old.remove(); });
    form.prepend(element(
      'div', {className: 'alert alert-danger', role: 'alert', 'data-murano-failure': ''}, ...words(failure)));
  };

  function send(form, button) {
    button.disabled = true;
    muranoPanel.requestForm(form.action, {body: new FormData(form)}).then(function (answer) {
      if (answer.location) {
        window.location.assign(answer.location);
        return;
      }
      const next = muranoPanel.stayingForm(answer.html);
      form.replaceWith(next);
      next.dispatchEvent(new Event('murano:form', {bubbles: true}));
      muranoPanel.focusFirst(next);
    }).catch(function (failure) {
      button.disabled = false;
      muranoPanel.tellFailure(form, failure);
    });
  }

  document.addEventListener('submit', function (event) {
    const form = event.target;
    if (!form.matches('[data-murano-stays]')) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    send(form, form.querySelector('[type="submit"]'));
  }, true);
}());
