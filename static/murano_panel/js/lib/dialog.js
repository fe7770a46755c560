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
    // The button that ends it comes first, but is not what it was opened for.
    muranoPanel.focusFirst(dialog);
    return dialog;
  }

  muranoPanel.ask = function (question, yes) {
    return new Promise(function (resolve) {
      const button = element('button', {type: 'button', className: 'btn btn-danger'}, yes);
      // Whoever presses Enter twice has lost nothing.
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

  /* `over` is the dialog in which the link was pressed, if any. It ends first, so that the focus goes back to where it
   * was opened. */
  function openPage(url, over) {
    muranoPanel.requestForm(url).then(function (answer) {
      const form = muranoPanel.stayingForm(answer.html);
      if (!form) { throw new Error(url); }
      if (over && !over.open) { return; }
      if (over) { over.close(); }
      open(form.dataset.muranoTitle, form);
    }).catch(function () {
      // The page itself says what is wrong, or asks for the login.
      window.location.assign(url);
    });
  }

  document.addEventListener('click', function (event) {
    const link = event.target.closest('a[data-murano-dialog]');
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    openPage(link.href, link.closest('dialog'));
  });
}());
