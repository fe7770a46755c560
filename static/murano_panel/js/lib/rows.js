/* The rows of a list, which change in place: what is selected, open or in use stays.
 *
 *   muranoPanel.rows.all(body)            -> the rows
 *   muranoPanel.rows.update(row, fresh)   -> whether something happened to what it is about
 *   muranoPanel.rows.arrange(body, fresh) makes them what stands in `fresh`, another table's body
 *   muranoPanel.rows.parse(html)          -> a row
 *   muranoPanel.rows.isInView(row)        -> whether the user can see it */
(function () {
  'use strict';

  const KEPT_IN_STEP = [
    'data-murano-name', 'data-murano-state', 'data-murano-stamp',
    'data-murano-busy', 'data-murano-news', 'data-murano-awaits-news'
  ];

  function all(body) {
    return Array.from(body.querySelectorAll('tr[data-murano-id]'));
  }

  function parse(html) {
    return muranoPanel.parse(html).querySelector('tr');
  }

  function copyAttribute(name, from, to) {
    if (from.hasAttribute(name)) { to.setAttribute(name, from.getAttribute(name)); } else { to.removeAttribute(name); }
  }

  function update(row, fresh) {
    const happened = row.dataset.muranoStamp !== fresh.dataset.muranoStamp;
    const ended = row.dataset.muranoState !== fresh.dataset.muranoState;
    // A row whose news were not asked for comes without those that are already shown.
    const poorer = !ended && 'muranoNews' in row.dataset && !('muranoNews' in fresh.dataset);
    if (poorer) { return false; }
    Array.from(fresh.cells).forEach(function (cell, index) {
      const old = row.cells[index];
      const kept = old.querySelector('[data-murano-select], [data-murano-menu][open]') || muranoPanel.inUse(old);
      if (!kept && old.innerHTML !== cell.innerHTML) { old.innerHTML = cell.innerHTML; }
    });
    KEPT_IN_STEP.forEach(function (name) { copyAttribute(name, fresh, row); });
    if (ended) {
      muranoPanel.say(fresh.dataset.muranoName + ': ' + fresh.querySelector('.murano-state').textContent.trim());
    }
    return happened;
  }

  function arrange(body, fresh) {
    const known = new Map(all(body).map(function (row) { return [row.dataset.muranoId, row]; }));
    const focused = document.activeElement;
    body.replaceChildren(...all(fresh).map(function (row) {
      const old = known.get(row.dataset.muranoId);
      if (old) { update(old, row); }
      return old || row;
    }));
    // Whoever is moved loses it.
    if (focused !== document.activeElement && body.contains(focused)) { focused.focus({preventScroll: true}); }
  }

  function isInView(row) {
    const box = row.getBoundingClientRect();
    return box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
  }

  muranoPanel.rows = {all: all, parse: parse, update: update, arrange: arrange, isInView: isInView};
}());
