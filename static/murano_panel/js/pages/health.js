/* Reads on what the health of packages follows from, while the page is open and seen: the server works for some
 * seconds, then everybody rests as long as that took. The table is shown anew whenever more is known. */
(function () {
  'use strict';

  // Answers without anything new after which it is given up: the cache forgets what was found.
  const STALLED = 6;

  muranoPanel.onPage('[data-murano-survey]', function (root) {
    const stalled = root.querySelector('[data-murano-stalled]');
    let least = Infinity;
    let inVain = 0;
    let before = null;

    function take(data) {
      const now = [data.unread, data.known, data.whole].join();
      if (now !== before) { root.dispatchEvent(new Event('murano:stale')); }
      inVain = data.whole && data.unread >= least ? inVain + 1 : 0;
      if (data.whole) { least = Math.min(least, data.unread); }
      before = now;
      stalled.hidden = inVain < STALLED;
      if (data.whole && !data.unread) { muranoPanel.say(gettext('All packages are checked.')); }
      return {again: (!data.whole || data.unread > 0) && inVain < STALLED, nextMs: data.rest};
    }

    if (root.dataset.muranoUnread === '0') { return; }
    muranoPanel.poll({
      url: function () { return root.dataset.muranoSurvey + window.location.search; },
      onData: take,
      root: root
    }).now();
  });
}());
