/* Following a log: its box stays at the newest line, until somebody scrolls up, which is said; a button then counts
 * what has come since, and leads back. At the end of the log, following begins again by itself.
 *
 *   const follow = muranoPanel.logFollow(root, box)
 *   follow.hold()        brings the newest line into view, while it follows
 *   follow.release()     stops following, for something that is to be looked at
 *   follow.isOn()        -> whether it follows
 *   follow.count(fresh)  so many lines have come */
(function () {
  'use strict';

  muranoPanel.logFollow = function (root, box) {
    function part(name) { return root.querySelector('[data-murano-log-' + name + ']'); }
    const button = part('newest');
    let top = box.scrollTop;
    let height = box.scrollHeight;
    let unseen = 0;

    function tell() {
      const ended = part('follow').checked;
      button.hidden = ended;
      part('newest-label').textContent = unseen
        ? interpolate(ngettext('%(count)s new line', '%(count)s new lines', unseen), {count: unseen}, true)
        : gettext('Newest lines');
    }

    function hold() {
      if (part('follow').checked) { box.scrollTop = box.scrollHeight; }
    }

    function set(on) {
      if (part('follow').checked === on) { return; }
      part('follow').checked = on;
      change();
    }

    function change() {
      if (part('follow').checked) { unseen = 0; }
      tell();
      hold();
    }

    function atEnd() { return box.scrollHeight - box.scrollTop - box.clientHeight < 4; }

    box.addEventListener('scroll', function () {
      // What shrinks, or gets its true height, moves too: that is nobody's wish.
      const up = box.scrollTop < top - 2 && box.scrollHeight === height;
      if (atEnd()) {
        set(true);
      } else if (up && part('follow').checked) {
        set(false);
        if (!part('follow').closest('[hidden]')) {
          muranoPanel.say(gettext('No longer following: new lines are added below.'));
        }
      }
      top = box.scrollTop;
      height = box.scrollHeight;
    }, {passive: true});
    part('follow').addEventListener('change', change);
    button.addEventListener('click', function () {
      set(true);
      box.focus({preventScroll: true});
    });
    new ResizeObserver(hold).observe(part('lines'));
    return {
      hold: hold,
      release: function () { set(false); },
      isOn: function () { return part('follow').checked; },
      count: function (fresh) {
        if (part('follow').checked) { return; }
        unseen += fresh;
        tell();
      }
    };
  };
}());
