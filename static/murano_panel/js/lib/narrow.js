/* Finds among many: within [data-murano-narrows], what is typed into the field of [data-murano-narrow-by] hides each
 * [data-murano-narrowed] whose text does not contain it. */
(function () {
  'use strict';

  function narrow(input) {
    const root = input.closest('[data-murano-narrows]');
    const text = input.value.trim().toLowerCase();
    let shown = 0;
    root.querySelectorAll('[data-murano-narrowed]').forEach(function (item) {
      item.hidden = item.textContent.toLowerCase().indexOf(text) === -1;
      shown += item.hidden ? 0 : 1;
    });
    root.querySelector('[data-murano-narrowed-to-none]').hidden = shown > 0;
  }

  /* The field within the element, or null when there is none. */
  muranoPanel.narrowable = function (element) {
    return element.querySelector('[data-murano-narrow-by] input');
  };

  document.addEventListener('input', function (event) {
    if (event.target.closest('[data-murano-narrow-by]')) { narrow(event.target); }
  });

  // Enter goes to what was found, where that is one thing; it must not send the form around the field.
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Enter' || !event.target.closest('[data-murano-narrow-by]')) { return; }
    event.preventDefault();
    const found = event.target.closest('[data-murano-narrows]')
      .querySelectorAll('[data-murano-narrowed]:not([hidden]) :is(a[href], input:enabled)');
    if (found.length === 1) { found[0].click(); }
  });
}());
