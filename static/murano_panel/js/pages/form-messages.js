/* What a form page says: errors of fields and steps, notices, failures of its requests.
 *
 *   const messages = muranoPanel.formMessages(form);
 *   messages.showErrors(section, {general: [text], fields: [{id, label, messages}]})   of one step
 *   messages.check(field)     the field was changed: its error goes, and what can be checked here is
 *   messages.settle(section)  the step was accepted: nothing is wrong in it
 *   messages.atStep(index, mayReview)  this step is shown: its notice, and the way to the review where that is open
 *   messages.inform(text)     messages.fail({status, error})     messages.clear() */
(function () {
  'use strict';

  const element = muranoPanel.element;
  const HELD = 'murano-field__errors--held';

  muranoPanel.formMessages = function (form) {
    const notice = form.querySelector('[data-murano-notice]');

    function setFieldErrors(field, messages) {
      const wrapper = field.closest('[data-murano-field]');
      const list = document.getElementById(field.id + '-error');
      wrapper.classList.toggle('has-error', messages.length > 0);
      list.replaceChildren(...messages.map(function (text) { return element('li', {}, text); }));
      // Its room stays when the error goes: the page does not jump while one types.
      if (messages.length) { list.classList.add(HELD); }
      if (messages.length) {
        field.setAttribute('aria-invalid', 'true');
      } else {
        field.removeAttribute('aria-invalid');
      }
    }

    function showErrors(section, errors) {
      section.querySelectorAll('[data-murano-field]').forEach(function (wrapper) {
        const field = document.getElementById(wrapper.dataset.muranoField);
        const found = errors.fields.find(function (item) { return item.id === field.id; });
        setFieldErrors(field, found ? found.messages : []);
      });
      const list = element('ul');
      errors.general.forEach(function (text) { list.append(element('li', {}, text)); });
      errors.fields.forEach(function (item) {
        item.messages.forEach(function (text) {
          list.append(element('li', {}, element('a', {href: '#' + item.id}, item.label + ': ' + text)));
        });
      });
      const box = element(
        'div', {className: 'alert alert-danger', role: 'alert'},
        element('p', {className: 'murano-summary__title'}, gettext('Please correct this step:')), list);
      section.querySelector('[data-murano-summary]').replaceChildren(box);
      const first = errors.fields.length && document.getElementById(errors.fields[0].id);
      if (first) { first.focus(); } else { box.scrollIntoView({block: 'center'}); }
    }

    function settle(section) {
      section.querySelectorAll('[data-murano-field]').forEach(function (wrapper) {
        const field = document.getElementById(wrapper.dataset.muranoField);
        setFieldErrors(field, []);
        document.getElementById(field.id + '-error').classList.toggle(HELD, isChecked(field));
      });
      section.querySelector('[data-murano-summary]').replaceChildren();
    }

    /* A line of the summary whose field says something else by now. */
    function strike(field) {
      field.closest('[data-murano-section]').querySelectorAll('[data-murano-summary] a').forEach(function (link) {
        if (link.hash !== '#' + field.id || link.matches('.murano-summary__changed')) { return; }
        link.classList.add('murano-summary__changed');
        link.append(element('span', {className: 'sr-only'}, ' (' + gettext('changed') + ')'));
      });
    }

    function clear() {
      notice.replaceChildren();
    }

    function inform(text) {
      notice.replaceChildren(element('div', {className: 'alert alert-info'}, text));
    }

    function fail(failure) {
      const box = element('div', {className: 'alert alert-warning', role: 'alert'});
      if (failure.status === 401) {
        box.append(...muranoPanel.loginOffer(form.dataset.muranoLoginUrl));
      } else {
        const error = failure.error || {
          title: gettext('No answer'),
          message: gettext('The server could not be reached, or did not understand this page.'),
          advice: gettext('Nothing you typed is lost: try again in a moment.')
        };
        [error.title, error.message, error.advice].filter(Boolean).forEach(function (text, number) {
          box.append(element('p', {className: number ? '' : 'murano-summary__title'}, text));
        });
      }
      notice.replaceChildren(box);
      box.scrollIntoView({block: 'center'});
    }

    function isChecked(field) {
      return 'muranoChecks' in field.dataset || 'muranoRepeats' in field.dataset;
    }

    /* The first thing that is wrong with what was typed, as the server words it; '' for nothing. */
    function wrongWith(field) {
      const value = 'muranoStrips' in field.dataset ? field.value.trim() : field.value;
      if (value === '') { return ''; }
      const failed = JSON.parse(field.dataset.muranoChecks || '[]').find(function (item) {
        return !new RegExp(item.source, item.flags).test(value);
      });
      if (failed) { return failed.message; }
      const original = document.getElementById(field.dataset.muranoRepeats);
      return original && original.value !== value ? field.dataset.muranoRepeatsMessage : '';
    }

    /* What the server said of an answer no longer holds once it is changed. What means the same in the browser is
     * checked while one types, in the field where a password is repeated as well. */
    function check(field) {
      const wrapper = field.closest('[data-murano-field]');
      if (!wrapper || wrapper.dataset.muranoField !== field.id) { return; }
      setFieldErrors(field, [wrongWith(field)].filter(Boolean));
      strike(field);
      const repeated = form.querySelector('[data-murano-repeats="' + field.id + '"]');
      if (repeated && repeated.value) { check(repeated); }
    }

    function atStep(index, mayReview) {
      form.querySelectorAll('[data-murano-notice-of]').forEach(function (box) {
        box.hidden = Number(box.dataset.muranoNoticeOf) !== index;
      });
      form.querySelectorAll('[data-murano-to-review]').forEach(function (button) { button.hidden = !mayReview; });
    }

    return {showErrors: showErrors, check: check, settle: settle, atStep: atStep, inform: inform,
      fail: fail, clear: clear};
  };
}());
