/* Who types into a field that belongs to a choice has chosen it. */
(function () {
  'use strict';

  document.addEventListener('input', function (event) {
    const chooses = event.target.dataset.muranoChooses;
    if (chooses) { document.getElementById(chooses).checked = true; }
  });
}());
