/* Keeps the rows of environments current: one request for the whole page while anything in it is in progress.
 *
 * Rows in view that run, or that failed for a reason not yet known, are named in the request: only for them the server
 * asks for the newest line or the reason, for ten at most. */
(function () {
  'use strict';

  const MOST = 10;

  function inView(row) {
    const box = row.getBoundingClientRect();
    return !row.hidden && box.bottom > 0 && box.top < window.innerHeight;
  }

  function wantsReason(row) {
    return row.dataset.muranoGroups.split(' ').includes('failed') && !('muranoNews' in row.dataset);
  }

  function isBusy(row) {
    return 'muranoBusy' in row.dataset;
  }

  function parsed(html) {
    return muranoPanel.parse(html).querySelector('tr');
  }

  /* Cell by cell, so that check boxes, open menus and what the user is doing stay. */
  function update(row, fresh) {
    const changed = row.dataset.muranoStamp !== fresh.dataset.muranoStamp;
    const ended = row.dataset.muranoState !== fresh.dataset.muranoState;
    // A row that was not named in the request comes without the news that is already shown.
    const poorer = !ended && 'muranoNews' in row.dataset && !('muranoNews' in fresh.dataset);
    if (poorer) { return false; }
    Array.from(fresh.cells).forEach(function (cell, index) {
      const old = row.cells[index];
      const isChoice = old.classList.contains('multi_select_column');
      const kept = isChoice || muranoPanel.inUse(old) || old.querySelector('.open');
      if (!kept && old.innerHTML !== cell.innerHTML) { old.innerHTML = cell.innerHTML; }
    });
    ['muranoState', 'muranoGroups', 'muranoSearch', 'muranoStamp', 'display'].forEach(function (name) {
      row.dataset[name] = fresh.dataset[name];
    });
    ['data-murano-busy', 'data-murano-news'].forEach(function (name) {
      row.toggleAttribute(name, fresh.hasAttribute(name));
    });
    if (ended) {
      muranoPanel.say(fresh.dataset.display + ': ' + fresh.querySelector('.murano-state').textContent.trim());
    }
    return changed;
  }

  function Rows(root) {
    const table = root.querySelector('table');
    const body = table.tBodies[0];
    const asked = new Map();
    let since = root.dataset.muranoSince;
    let poll = null;

    function rows() {
      return Array.from(body.querySelectorAll('tr[data-object-id]'));
    }

    function wanted() {
      return rows().filter(function (row) { return inView(row) && (isBusy(row) || wantsReason(row)); });
    }

    /* Those in view that were not asked for longest. */
    function url(number) {
      const query = new URLSearchParams({since: since});
      wanted().sort(function (one, two) {
        return (asked.get(one.dataset.objectId) || -1) - (asked.get(two.dataset.objectId) || -1);
      }).slice(0, MOST).forEach(function (row) {
        asked.set(row.dataset.objectId, number);
        query.append('view', row.dataset.objectId);
      });
      return root.dataset.muranoRows + '?' + query.toString();
    }

    function take(data) {
      const known = new Map(rows().map(function (row) { return [row.dataset.objectId, row]; }));
      const present = new Set(data.ids);
      let changed = false;
      known.forEach(function (row, id) {
        if (!present.has(id)) { row.remove(); changed = true; }
      });
      Object.keys(data.rows).forEach(function (id) {
        const fresh = parsed(data.rows[id]);
        if (known.has(id)) {
          changed = update(known.get(id), fresh) || changed;
        } else {
          body.append(fresh);
          changed = true;
        }
      });
      since = data.since || since;
      if (changed) { $(table).trigger('update', [false]); }
      table.dispatchEvent(new Event('murano:rows'));
      const again = data.again || wanted().some(wantsReason);
      if (!again) { poll = null; }
      return {again: again, changed: changed};
    }

    function start() {
      if (poll || !(rows().some(isBusy) || wanted().length)) { return; }
      poll = muranoPanel.poll({url: url, onData: take, root: root});
      poll.now();
    }

    // Reasons of failures that come into view later.
    document.addEventListener('scroll', function () { window.requestAnimationFrame(start); }, {passive: true});
    table.addEventListener('murano:rows', function () { window.requestAnimationFrame(start); });
    start();
  }

  muranoPanel.onPage('[data-murano-rows]', function (root) {
    if (root.querySelector('table')) { Rows(root); }
  });
}());
