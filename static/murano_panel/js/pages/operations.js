/* The environments of all projects: whether what runs is still heard of is found out after the page has been shown,
 * some at a time; the table is then shown anew, what is stuck first. */
(function () {
  'use strict';

  function Operations(root) {
    function next() {
      muranoPanel.requestJson(root.dataset.muranoOperations).then(function (answer) {
        root.dispatchEvent(new Event('murano:stale'));
        if (answer.unread) { next(); }
      }, function () {
        // The table is of use without; rows say what was not looked at.
      });
    }

    next();
  }

  muranoPanel.onPage('[data-murano-operations]', Operations);
}());
