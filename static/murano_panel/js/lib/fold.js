/* What data-murano-fold marks, a <details>, is folded where the screen is narrow, until it is asked for; on a wide
 * screen, and without scripts, it stays open. What is in use is not hidden: data-murano-in-use. */
(function () {
  'use strict';

  muranoPanel.onPage('details[data-murano-fold]', function (details) {
    const wide = window.matchMedia('(min-width: 480px)');

    function apply() {
      details.open = wide.matches || details.hasAttribute('data-murano-in-use');
    }

    wide.addEventListener('change', apply);
    apply();
  });
}());
