/* What would move the page waits while a button of it is held down: a click that begins on a button and ends beside it
 * is none, and what was meant would not happen.
 *
 *   muranoPanel.whenStill(action)   calls it now, or as soon as the button is let go and its click is done
 *   muranoPanel.still(value)        promise of the value, at that time */
(function () {
  'use strict';

  let isHeld = false;
  let waiting = [];

  muranoPanel.whenStill = function (action) {
    if (isHeld) { waiting.push(action); } else { action(); }
  };

  /* The same for a promise: it is given on when nothing is held. */
  muranoPanel.still = function (value) {
    return new Promise(function (resolve) { muranoPanel.whenStill(function () { resolve(value); }); });
  };

  function letGo() {
    isHeld = false;
    // The click comes right after this event.
    setTimeout(function () {
      const actions = waiting;
      waiting = [];
      actions.forEach(function (action) { action(); });
    }, 0);
  }

  // Menus of choices open over the page and keep the end of the press to themselves: only what has a click counts.
  document.addEventListener('pointerdown', function (event) {
    isHeld = Boolean(event.target.closest('button, a, label'));
  }, true);
  ['pointerup', 'pointercancel'].forEach(function (name) { document.addEventListener(name, letGo, true); });
  window.addEventListener('blur', letGo);
}());
