/* Brings what deploying a draft would do to the quota. Where the cloud does not tell, nothing is shown. */
(function () {
  'use strict';

  muranoPanel.onPage('[data-murano-quota]', function (root) {
    muranoPanel.requestJson(root.dataset.muranoQuota).then(function (data) {
      root.innerHTML = data.html;
      root.hidden = !data.html;
    }, function () { /* the page is complete without it */ });
  });
}());
