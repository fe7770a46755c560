/* While something runs in an environment, its page shows the newest line; when it has ended, the page shows itself anew. */
(function () {
  'use strict';

  function rowOf(html) {
    const template = document.createElement('template');
    template.innerHTML = (html || '').trim();
    return template.content.querySelector('tr');
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
      const row = rowOf(data.rows[root.dataset.environment]);
      if (!row || !row.hasAttribute('data-busy')) {
        if (isQuiet()) { window.location.reload(); }
        ended.hidden = false;
        return {again: false};
      }
      const line = row.querySelector('.murano-news');
      newest.hidden = !line;
      newest.textContent = line ? line.textContent : '';
      const changed = stamp !== row.dataset.stamp;
      stamp = row.dataset.stamp;
      return {again: true, changed: changed};
    }

    muranoPanel.poll({url: root.dataset.muranoFollow, onData: take, root: root});
  }

  horizon.addInitFunction(function () {
    document.querySelectorAll('[data-murano-follow]').forEach(Follow);
  });
}());
