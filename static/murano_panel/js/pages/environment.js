/* While something runs in an environment, its page shows the newest line; after that it is loaded anew. */
(function () {
  'use strict';

  /* Nobody's dialog, selection or focused button is taken away. */
  function isQuiet() {
    return !document.querySelector('.modal.in') && !muranoPanel.inUse(document.querySelector('.murano'));
  }

  function Follow(root) {
    const newest = root.querySelector('[data-murano-newest]');

    function end() {
      if (isQuiet()) { window.location.reload(); }
      root.querySelector('[data-murano-ended]').hidden = false;
      return {again: false};
    }

    function take(data) {
      if (!data.running) { return end(); }
      const changed = newest.textContent !== data.line;
      newest.hidden = !data.line;
      newest.textContent = data.line;
      return {again: true, changed: changed};
    }

    // A deletion ends with the environment: then the page says that it is not there any more.
    muranoPanel.poll({url: root.dataset.muranoFollow, onData: take, onGone: end, root: root});
  }

  muranoPanel.onPage('[data-murano-follow]', Follow);
}());
