/* Keeps the rows of environments current: one request for the whole page while anything in it is in progress.
 *
 * Rows in view that run, or that failed for a reason not yet known, are named in the request: only for them the server
 * asks for the newest line or the reason, for ten at most. */
(function () {
  'use strict';

  const MOST = 10;
  // Of a failure the reason comes with the first or second answer, or never.
  const TRIES = 3;
  const rows = muranoPanel.rows;

  function isBusy(row) {
    return 'muranoBusy' in row.dataset;
  }

  function Live(root) {
    const body = root.querySelector('tbody');
    const asked = new Map();
    const tries = new Map();
    let poll = null;

    function mayTell(row) {
      return 'muranoAwaitsNews' in row.dataset && (isBusy(row) || (tries.get(row.dataset.muranoId) || 0) < TRIES);
    }

    function wanted() {
      return rows.all(body).filter(function (row) { return mayTell(row) && rows.isInView(row); });
    }

    function noteAsked(row, number) {
      const id = row.dataset.muranoId;
      asked.set(id, number);
      tries.set(id, isBusy(row) ? 0 : (tries.get(id) || 0) + 1);
    }

    /* Those in view that were not asked for longest. */
    function url(number) {
      const query = new URLSearchParams({since: root.dataset.muranoSince});
      rows.all(body).forEach(function (row) { query.append('row', row.dataset.muranoId); });
      wanted().sort(function (one, two) {
        return (asked.get(one.dataset.muranoId) || -1) - (asked.get(two.dataset.muranoId) || -1);
      }).slice(0, MOST).forEach(function (row) {
        noteAsked(row, number);
        query.append('view', row.dataset.muranoId);
      });
      return root.dataset.muranoRows + '?' + query.toString();
    }

    function take(data) {
      let changed = false;
      rows.all(body).forEach(function (row) {
        const html = data.rows[row.dataset.muranoId];
        if (html) { changed = rows.update(row, rows.parse(html)) || changed; }
      });
      root.dataset.muranoSince = data.since || root.dataset.muranoSince;
      if (data.roll !== root.dataset.muranoRoll) {
        // Once only: whether it could be shown anew or not.
        root.dataset.muranoRoll = data.roll;
        root.dispatchEvent(new Event('murano:stale'));
        changed = true;
      }
      const again = data.again || wanted().some(function (row) { return !isBusy(row); });
      if (!again) { poll = null; }
      return {again: again, changed: changed};
    }

    function start() {
      if (poll || !(rows.all(body).some(isBusy) || wanted().length)) { return; }
      poll = muranoPanel.poll({url: url, onData: take, root: root});
      poll.now();
    }

    // Reasons of failures that come into view later.
    document.addEventListener('scroll', function () { window.requestAnimationFrame(start); }, {passive: true});
    root.addEventListener('murano:rows', function () { window.requestAnimationFrame(start); });
    start();
  }

  muranoPanel.onPage('[data-murano-list][data-murano-rows]', Live);
}());
