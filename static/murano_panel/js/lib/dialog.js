/* Dialogs: the browser's own, which keep the keyboard inside, end with Esc, and give the focus back.
 *
 *   <a data-murano-dialog href>     opens the form of that page over this one, in place of the dialog that it stands
 *                                   in; without scripts it is a link
 *   muranoPanel.ask(question, yes)  -> Promise of whether the button that says `yes` was pressed
 */
(function () {
  'use strict';

  const element = muranoPanel.element;
  let count = 0;

  function open(title, content) {
    const id = 'murano-dialog-' + String(count += 1);
    const close = element('button', {
      type: 'button', className: 'close', 'aria-label': gettext('Close'), 'data-murano-close': ''
    }, '\u00d7');
    const dialog = element('dialog', {className: 'murano-dialog', 'aria-labelledby': id},
      element('div', {className: 'murano-dialog__head'}, element('h2', {id: id}, title), close), content);
    dialog.addEventListener('click', function (event) {
      if (event.target.closest('[data-murano-close]')) {
        event.preventDefault();
        dialog.close();
      }
    });
    dialog.addEventListener('close', function () { dialog.remove(); });
    document.body.append(dialog);
    dialog.showModal();
    focusWithin(dialog);
    return dialog;
  }

  /* The button that ends a dialog comes first, but is not what it was opened for. Where there is nothing to fill in and
   * something is lost for good, Cancel is marked: whoever presses Enter twice has lost nothing. */
  function focusWithin(part) {
    const first = part.querySelector('[aria-invalid="true"]') || part.querySelector('[autofocus]')
      || part.querySelector('input:not([type="hidden"]), select, textarea, .murano-dialog__buttons .btn');
    if (first) { first.focus(); }
  }

  muranoPanel.ask = function (question, yes) {
    return new Promise(function (resolve) {
      const button = element('button', {type: 'button', className: 'btn btn-danger'}, yes);
      const cancel = element('button', {
        type: 'button', className: 'btn btn-default', 'data-murano-close': '', autofocus: true
      }, gettext('Cancel'));
      const dialog = open(yes, element('div', {}, element('p', {}, question),
        element('p', {className: 'murano-dialog__buttons'}, button, ' ', cancel)));
      button.addEventListener('click', function () {
        resolve(true);
        dialog.close();
      });
      dialog.addEventListener('close', function () { resolve(false); });
    });
  };

  function formIn(html) {
    return muranoPanel.parse(html).querySelector('[data-murano-dialog-form]');
  }

  /* `over` is the dialog in which the link was pressed, if any. It ends first, so that the focus goes back to where it
   * was opened. */
  function openPage(url, over) {
    muranoPanel.requestForm(url).then(function (answer) {
      const form = formIn(answer.html);
      if (!form) { throw new Error(url); }
      if (over && !over.open) { return; }
      if (over) { over.close(); }
      open(form.dataset.muranoTitle, form);
    }).catch(function () {
      // The page itself says what is wrong, or asks for the login.
      window.location.assign(url);
    });
  }

  /* What was typed stays, whatever the answer. */
  function tellFailure(form, failure) {
    const told = failure.error || {
      title: gettext('Nobody answered'),
      message: gettext('It is not known whether this was done.'),
      advice: gettext('Look at the page below before you try again.')
    };
    form.querySelectorAll('[data-murano-failure]').forEach(function (old) { old.remove(); });
    const alert = element('div', {className: 'alert alert-danger', role: 'alert', 'data-murano-failure': ''},
      element('strong', {}, told.title), ' ', told.message, ' ', told.advice);
    if (failure.status === 401) {
      alert.append(' ', muranoPanel.loginLink(window.location.href));
    }
    form.prepend(alert);
  }

  function send(form, button) {
    button.disabled = true;
    muranoPanel.requestForm(form.action, {body: new FormData(form)}).then(function (answer) {
      if (answer.location) {
        window.location.assign(answer.location);
        return;
      }
      const next = formIn(answer.html);
      form.replaceWith(next);
      focusWithin(next);
    }).catch(function (failure) {
      button.disabled = false;
      tellFailure(form, failure);
    });
  }

  document.addEventListener('click', function (event) {
    const link = event.target.closest('a[data-murano-dialog]');
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    openPage(link.href, link.closest('dialog'));
  });

  document.addEventListener('submit', function (event) {
    const form = event.target;
    if (!form.matches('.murano-dialog [data-murano-dialog-form]')) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    send(form, form.querySelector('[type="submit"]'));
  }, true);
}());
