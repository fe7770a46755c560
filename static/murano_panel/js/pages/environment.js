/* While something runs in an environment, its page shows the newest line; when it has ended, the page shows itself anew. */
(function () {
  'use strict';

  function rowOf(html) {
    return muranoPanel.parse(html || '').querySelector('tr');
  }

  /* Nobody's dialog, selection or focused button is taken away. */
  function isQuiet() {
    return !document.querySelector('.modal.in') && !muranoPanel.inUse(document.querySelector('.murano'));
  }

  function Follow(root) {
    const newest = root.querySelector('[data-murano-newest]');
    const ended = root.querySelector('[data-murano-ended]');
    let stamp = null;

    function take(data) {
      const row = rowOf(data.rows[root.dataset.muranoEnvironment]);
      if (!row || !row.hasAttribute('data-murano-busy')) {
        if (isQuiet()) { window.location.reload(); }
        ended.hidden = false;
        return {again: false};
      }
      const line = row.querySelector('.murano-news');
      newest.hidden = !line;
      newest.textContent = line ? line.textContent : '';
      const changed = stamp !== row.dataset.muranoStamp;
      stamp = row.dataset.muranoStamp;
      return {again: true, changed: changed};
    }

    muranoPanel.poll({url: root.dataset.muranoFollow, onData: take, root: root});
  }

  muranoPanel.onPage('[data-murano-follow]', Follow);
}());
