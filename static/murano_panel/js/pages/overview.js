/* Keeps the cards of the first page current while something runs, and brings the reasons of what has failed. */
(function () {
  'use strict';

  function Overview(root) {
    let states = null;
    let html = null;

    function news(told) {
      return Object.keys(told).filter(function (id) { return id in states && states[id] !== told[id]; })
        .map(function (id) { return told[id]; });
    }

    /* What was opened stays open, with what has come into it. */
    function replace(fresh) {
      const opened = Array.from(root.querySelectorAll('details[open][id]'));
      root.innerHTML = fresh;
      opened.forEach(function (details) {
        const place = document.getElementById(details.id);
        if (place) { place.replaceWith(details); }
      });
    }

    function take(data) {
      const inUse = muranoPanel.inUse(root);
      const changed = html !== data.html;
      if (!inUse) { replace(data.html); }
      const changes = states === null ? [] : news(data.states);
      if (changes.length) { muranoPanel.say(changes.join('. ')); }
      states = data.states;
      html = data.html;
      return {again: data.again || inUse, changed: changed};
    }

    muranoPanel.poll({url: root.dataset.muranoOverview, onData: take, root: root.parentElement}).now();
  }

  muranoPanel.onPage('[data-murano-overview][data-murano-awaited]', Overview);
}());
