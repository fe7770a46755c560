/* Brings figures of what is still to be read, in portions; ends when all is read, or when nothing more comes of it. */
(function () {
  'use strict';

  // Answers in a row that bring nothing: somebody else may be reading, for a minute at most.
  const IN_VAIN = 40;

  function Statistics(root) {
    let unread = Number(root.dataset.muranoUnread);
    let inVain = 0;

    function take(data) {
      inVain = data.unread < unread ? 0 : inVain + 1;
      unread = data.unread;
      const isLast = unread === 0 || inVain >= IN_VAIN;
      // What is in use stays, until it is complete.
      if (isLast || !muranoPanel.inUse(root)) { show(data.html); }
      if (isLast && unread) {
        muranoPanel.setText(root.querySelector('[data-murano-reading]'),
                            gettext('Nothing more could be read. Reload the page to try again.'));
      }
      return {again: !isLast, nextMs: data.pause};
    }

    function show(html) {
      const open = Array.from(root.querySelectorAll('details'), function (each) { return each.open; });
      root.innerHTML = html;
      root.querySelectorAll('details').forEach(function (each, index) { each.open = Boolean(open[index]); });
    }

    if (unread) {
      muranoPanel.poll({url: root.dataset.muranoStatistics, onData: take, root: root.parentElement}).now();
    }
  }

  muranoPanel.onPage('[data-murano-statistics]', Statistics);
}());
