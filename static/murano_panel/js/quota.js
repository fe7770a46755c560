/* Brings what deploying a draft would do to the quota. Where the cloud does not tell, nothing is shown. */
(function () {
  'use strict';

  function show(root) {
    fetch(root.dataset.muranoQuota, {credentials: 'same-origin', headers: {'Accept': 'application/json'}})
      .then(function (response) { return response.ok ? response.json() : {html: ''}; })
      .then(function (data) {
        root.innerHTML = data.html;
        root.hidden = !data.html;
      }, function () { /* the page is complete without it */ });
  }

  horizon.addInitFunction(function () {
    document.querySelectorAll('[data-murano-quota]').forEach(show);
  });
}());
