/* Menus that are <details data-murano-menu>: they open and close without scripts. With them, one is open at a time, and
 * it closes when one clicks or goes elsewhere, and with Esc, which gives the focus back. */
(function () {
  'use strict';

  function closeAllBut(kept) {
    document.querySelectorAll('[data-murano-menu][open]').forEach(function (menu) {
      if (menu !== kept) { menu.open = false; }
    });
  }

  function menuAt(event) {
    // The document itself has the focus now and then.
    return event.target.closest ? event.target.closest('[data-murano-menu]') : null;
  }

  function close(menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }

  document.addEventListener('click', function (event) {
    const menu = menuAt(event);
    closeAllBut(menu);
    // What was chosen ends it. A dialog that opens later gives the focus back to where it is now.
    if (menu && event.target.closest('a, button')) { close(menu); }
  });
  document.addEventListener('focusin', function (event) { closeAllBut(menuAt(event)); });
  document.addEventListener('keydown', function (event) {
    const menu = event.key === 'Escape' && menuAt(event);
    if (menu && menu.open) { close(menu); }
  });
}());
