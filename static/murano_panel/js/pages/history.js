/* Brings what is still to be read of the history, and keeps its rows current while any of them runs.
 *
 * One request for the whole page. Rows in view that run are named in it: only for them the server asks for the newest
 * line, for ten at most. */
(function () {
  'use strict';

  const MOST = 10;
  // Each answer waits longer than the one before, so that this is enough for any history, or for a cache that forgets.
  const TRIES = 20;
  const rows = muranoPanel.rows;

  function History(root) {
    let tries = 0;

    function open() {
      return rows.all(root).filter(function (row) { return 'muranoBusy' in row.dataset; });
    }

    function unread() {
      return Number(root.dataset.muranoUnread);
    }

    function url() {
      const address = new URL(root.dataset.muranoHistory, window.location.href);
      address.searchParams.set('roll', root.dataset.muranoRoll);
      address.searchParams.set('try', String(tries));
      open().forEach(function (row) { address.searchParams.append('open', row.dataset.muranoId); });
      open().filter(rows.isInView).slice(0, MOST).forEach(function (row) {
        address.searchParams.append('view', row.dataset.muranoId);
      });
      return address.toString();
    }

    function show(data) {
      root.dataset.muranoRoll = data.roll;
      root.dataset.muranoUnread = data.unread;
      const ticked = new Set(Array.from(root.querySelectorAll(':checked'), function (box) { return box.value; }));
      root.innerHTML = data.html;
      root.querySelectorAll('[type="checkbox"]').forEach(function (box) { box.checked = ticked.has(box.value); });
      root.dispatchEvent(new Event('murano:rows', {bubbles: true}));
    }

    function update(data) {
      return open().filter(function (row) {
        const html = data.rows[row.dataset.muranoId];
        return html && rows.update(row, rows.parse(html));
      }).length > 0;
    }

    function take(data) {
      const more = data.unread > 0;
      tries = more ? tries + 1 : 0;
      // Another worker may know less.
      const isPoorer = data.unread > unread();
      const changed = data.html ? !isPoorer && !muranoPanel.inUse(root) : update(data);
      if (data.html && changed) { show(data); }
      if (more && tries < TRIES) { return {again: true, nextMs: 0}; }
      return {again: !more && (data.again || Boolean(data.html && !changed)), changed: changed};
    }

    if (unread() || open().length) { muranoPanel.poll({url: url, onData: take, root: root.parentElement}).now(); }
  }

  muranoPanel.onPage('[data-murano-history]', History);
}());
