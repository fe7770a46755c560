/* Where the topology of an environment stands: on its own page, where it asks for what runs there; or on the page of a
 * deployment, where it comes when somebody wants to see it, and is given that page's ticks.
 *
 *   muranoPanel.topologies() -> those on this page, as topology.js makes them */
(function () {
  'use strict';

  const found = [];
  muranoPanel.topologies = function () { return found; };

  /* The ticks of what runs, as its own page asks for them. At the end the page says what has become of all. */
  function Live(root, topology) {
    let cursor = '';
    let quiet = 0;
    let last = false;
    muranoPanel.poll({
      root: root.parentElement,
      url: function (number) {
        const query = new URLSearchParams({n: number, quiet: quiet, after: cursor});
        if (last) { query.set('last', '1'); }
        return root.dataset.muranoTopologyLive + '?' + query;
      },
      onData: function (data) {
        const news = data.cursor !== cursor;
        topology.update(data.components);
        if (data.finished) {
          topology.renew();
          return {again: false};
        }
        cursor = data.cursor;
        quiet = news ? 0 : quiet + 1;
        last = data.ended;
        const next = {again: true, changed: news, leastMs: data.least_ms};
        if (last) { next.nextMs = 200; }
        return next;
      },
      onGone: function () { window.location.reload(); }
    });
  }

  function start(root, query) {
    const topology = muranoPanel.topology(root, query);
    found.push(topology);
    if (root.dataset.muranoTopologyLive) { Live(root, topology); }
  }

  /* Within another page it comes when somebody wants to see it. */
  function Later(fold) {
    const place = fold.querySelector('[data-murano-topology-place]');
    fold.addEventListener('toggle', function () {
      if (!fold.open || place.childElementCount) { return; }
      place.setAttribute('aria-busy', 'true');
      muranoPanel.requestHtml(fold.dataset.muranoTopologyLater).then(function (answer) {
        const root = answer.querySelector('[data-murano-topology]');
        // The page asks for news already.
        delete root.dataset.muranoTopologyLive;
        place.replaceChildren(root);
        start(root, '');
      }, function () {
        window.location.assign(fold.dataset.muranoTopologyLater);
      }).finally(function () { place.removeAttribute('aria-busy'); });
    });
  }

  muranoPanel.onPage('[data-murano-topology]', function (root) { start(root, window.location.search); });
  muranoPanel.onPage('[data-murano-topology-later]', Later);
}());
