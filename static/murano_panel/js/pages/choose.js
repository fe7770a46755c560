/* Who types into a field that belongs to a choice has chosen it. */
(function () {
  'use strict';

  document.addEventListener('input', function (event) {
    const of = event.target.closest('[data-murano-chooses]');
    if (of) { document.getElementById(of.dataset.muranoChooses).checked = true; }
  });
}());
