/* Who types into a field that belongs to a choice has chosen it. */
(function () {
  'use strict';

  muranoPanel.onPage('[data-murano-chooses]', function (input) {
    input.addEventListener('input', function () {
      document.getElementById(input.dataset.muranoChooses).checked = true;
    });
  });
}());
