/* The table of marked images: which types forms ask for is found out after the page has been shown, some forms at a
 * time; the table is then shown anew. */
(function () {
  'use strict';

  function Wanted(root) {
    function next() {
      muranoPanel.requestJson(root.dataset.muranoWanted).then(function (answer) {
        if (answer.done) {
          root.dispatchEvent(new Event('murano:stale'));
        } else {
          next();
        }
      }, function () {
        // The table is of use without; the next page goes on.
      });
    }

    next();
  }

  muranoPanel.onPage('[data-murano-wanted]', Wanted);
}());
