/* Adaptive short polling: keeps a page current with one JSON request at a time.
 *
 *   const poll = muranoPanel.poll({
 *     url:    address, or a function of the tick's number (0, 1, …) that returns it
 *     onData: function (data) -> {again: false ends the polling; changed: true polls fast, false slower, undefined as
 *             before; leastMs: wait that at least; nextMs: wait just that}
 *     root:   element of the page in which a lost connection is told
 *     onWait: optional, told the milliseconds until the next request (null: none is due)
 *     onGone: optional, called when the address has become a 404
 *     goesOnHidden: optional, tells whether it asks while the tab is hidden, too
 *   });
 *   poll.now()   asks at once      poll.stop()   ends it for good
 *
 * It waits 1.5 s after a change and ×1.5 longer after each answer without one, up to 8 s, asks nothing
 * while the tab is hidden or the page is being left, and retries after errors. */
(function () {
  'use strict';

  const FASTEST = 1500;
  const SLOWEST = 8000;
  const GROWTH = 1.5;
  const RETRIES = [2000, 4000, 8000, 16000, 30000];

  function jittered(milliseconds) {
    return milliseconds * (0.9 + Math.random() * 0.2);
  }

  /* The bar that tells of a lost connection. Only its sentence is announced, not the seconds that tick. */
  function Notice(root, retry) {
    const sentence = muranoPanel.element('span', {role: 'status'});
    const seconds = muranoPanel.element('span', {'aria-hidden': 'true'});
    const button = muranoPanel.element(
      'button', {type: 'button', className: 'btn btn-default btn-sm'}, gettext('Retry now'));
    // Logged out, this very page leads to the login and back.
    const login = muranoPanel.loginLink(window.location.href);
    const bar = muranoPanel.element(
      'div', {className: 'alert alert-warning murano-poll-notice', hidden: true},
      sentence, ' ', seconds, ' ', button, ' ', login);
    let ticking = null;

    button.addEventListener('click', retry);
    root.prepend(bar);

    function show(text, parts) {
      clearInterval(ticking);
      bar.hidden = false;
      muranoPanel.setText(sentence, text);
      seconds.hidden = !parts.wait;
      button.hidden = !parts.retry;
      login.hidden = !parts.login;
      if (parts.login) { login.href = window.location.href; }
      if (parts.wait) { countDown(Date.now() + parts.wait); }
    }

    function countDown(due) {
      function tell() {
        const left = Math.max(0, Math.round((due - Date.now()) / 1000));
        seconds.textContent = interpolate(gettext('Retrying in %(seconds)s s.'), {seconds: left}, true);
      }
      tell();
      ticking = setInterval(tell, 1000);
    }

    return {
      show: show,
      hide: function () { clearInterval(ticking); bar.hidden = true; }
    };
  }

  muranoPanel.poll = function (options) {
    const notice = Notice(options.root, now);
    let number = 0;
    let wait = FASTEST;
    let failures = 0;
    let timer = null;
    // The AbortController of the request whose answer is waited for.
    let asking = null;
    let ended = false;
    let loggedOut = false;

    function plan(milliseconds) {
      clearTimeout(timer);
      timer = rests() ? null : setTimeout(tick, milliseconds);
      if (options.onWait) { options.onWait(timer === null ? null : milliseconds); }
    }

    function rests() {
      return document.hidden && !(options.goesOnHidden && options.goesOnHidden());
    }

    function giveUp() {
      if (asking) { asking.abort(); }
      asking = null;
    }

    function stop() {
      ended = true;
      giveUp();
      clearTimeout(timer);
      if (options.onWait) { options.onWait(null); }
    }

    function now() {
      if (ended || asking) { return; }
      clearTimeout(timer);
      tick();
    }

    function tick() {
      const url = typeof options.url === 'function' ? options.url(number) : options.url;
      const own = new AbortController();
      // What was given up is neither an answer nor a failure.
      function unlessGivenUp(take) {
        return function (answer) {
          if (asking !== own) { return; }
          asking = null;
          take(answer);
        };
      }
      asking = own;
      muranoPanel.requestJson(url, {controller: own}).then(unlessGivenUp(succeed), unlessGivenUp(fail));
    }

    function succeed(data) {
      notice.hide();
      loggedOut = false;
      failures = 0;
      number += 1;
      const next = options.onData(data) || {};
      if (next.again === false) { stop(); return; }
      if (next.changed !== undefined) { wait = next.changed ? FASTEST : Math.min(wait * GROWTH, SLOWEST); }
      plan(next.nextMs === undefined ? Math.max(jittered(wait), next.leastMs || 0) : next.nextMs);
    }

    function fail(failure) {
      const reason = failure.error && failure.error.message || '';
      loggedOut = failure.status === 401;
      if (loggedOut) {
        notice.show(gettext('Your login has expired. This page stays as it is and continues after you log in.'),
                    {login: true, retry: true});
        if (options.onWait) { options.onWait(null); }
      } else if (failure.status === 404) {
        stop();
        if (options.onGone) { options.onGone(); } else {
          notice.show(gettext('What this page shows does not exist any more.'), {});
        }
      } else if (failure.status === 403) {
        stop();
        notice.show(reason || gettext('You may not see this any more.'), {});
      } else {
        retryLater(failure.error || {});
      }
    }

    /* error.again: the server itself waits for so many seconds before it asks Murano again. */
    function retryLater(error) {
      const own = jittered(RETRIES[Math.min(failures, RETRIES.length - 1)]);
      const pause = Math.max(own, (error.again || 0) * 1000);
      const lost = [gettext('Connection lost.'), error.message || ''].join(' ').trim();
      failures += 1;
      notice.show(error.again ? error.title + '.' : lost, {wait: pause, retry: true});
      plan(pause);
    }

    document.addEventListener('visibilitychange', function () {
      if (ended) { return; }
      if (document.hidden) { plan(wait); } else { now(); }
    });
    // The way out of a page may be the end of the login: what is asked from now on would be refused. A page that stays
    // after all, because the link was a download, goes on.
    window.addEventListener('beforeunload', function () {
      if (ended) { return; }
      giveUp();
      plan(SLOWEST);
    });
    // Coming back from the tab in which the user logged in.
    window.addEventListener('focus', function () { if (loggedOut) { now(); } });

    plan(FASTEST);
    return {now: now, stop: stop};
  };
}());
