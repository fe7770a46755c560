/* The history's button that compares two deployments: it waits until two of one environment are ticked. */
(function () {
  'use strict';

  function Chosen(form) {
    const button = form.querySelector('button');

    function tell() {
      const environments = new FormData(form).getAll('deployment').map(function (text) { return text.split('/')[0]; });
      button.disabled = environments.length !== 2 || environments[0] !== environments[1];
    }

    document.addEventListener('change', function (event) {
      if (event.target.form === form) { tell(); }
    });
    // The rows have come anew.
    document.addEventListener('murano:rows', tell);
    // A page that comes back from the browser's history has its boxes as they were.
    window.addEventListener('pageshow', tell);
    tell();
  }

  muranoPanel.onPage('[data-murano-chosen]', Chosen);
}());
