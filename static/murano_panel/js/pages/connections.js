/* What an application is connected with takes calls of its own: it comes into the application's page by itself. The
 * link to it stays where that fails. */
(function () {
  'use strict';

  function Connections(root) {
    function show(address) {
      root.setAttribute('aria-busy', 'true');
      muranoPanel.requestHtml(address).then(function (fresh) {
        root.replaceChildren(...fresh.body.childNodes);
      }, function () {
        root.querySelector('[data-murano-wait]').hidden = true;
      }).finally(function () { root.removeAttribute('aria-busy'); });
    }

    root.addEventListener('click', function (event) {
      const link = event.target.closest('[data-murano-again]');
      if (!link) { return; }
      event.preventDefault();
      show(link.href);
    });
    show(root.dataset.muranoConnections);
  }

  muranoPanel.onPage('[data-murano-connections]', Connections);
}());
