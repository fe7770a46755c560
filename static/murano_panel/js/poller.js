/* Adaptive short polling: keeps a page current with one JSON request at a time.
 *
 *   const poll = muranoPanel.poll({
 *     url:    address, or a function of the tick's number (0, 1, …) that returns it
 *     onData: function (data) -> {again: false ends the polling; changed: true polls fast, false slower, undefined as
 *             before; nextMs: wait just that}
 *     root:   element of the page in which a lost connection is told
 *     onWait: optional, told the milliseconds until the next request (null: none is due)
 *     onGone: optional, told the answer's body when the address has become a 404
 *   });
 *   poll.now()   asks at once      poll.stop()   ends it for good
 *
 * It waits 1.5 s after a change and ×1.5 longer after each answer without one, up to 8 s, asks nothing
 * while the tab is hidden, and retries after errors. */
(function () {
  'use strict';

  const muranoPanel = window.muranoPanel = window.muranoPanel || {};
  const FASTEST = 1500;
  const SLOWEST = 8000;
  const GROWTH = 1.5;
  const RETRIES = [2000, 4000, 8000, 16000, 30000];
  const TIMEOUT = 45000;

  /* True while the user works inside the element (focus, or selected text): do not rebuild it then. */
  muranoPanel.inUse = function (element) {
    const selection = document.getSelection();
    return element.contains(document.activeElement)
      || Boolean(selection && !selection.isCollapsed && selection.containsNode(element, true));
  };

  /* Tells those who do not see the page. */
  muranoPanel.say = function (text) {
    document.querySelector('[data-murano-voice]').textContent = text;
  };

  function jittered(milliseconds) {
    return milliseconds * (0.9 + Math.random() * 0.2);
  }

  function ask(url) {
    const controller = new AbortController();
    const timer = setTimeout(function () { controller.abort(); }, TIMEOUT);
    return fetch(url, {
      credentials: 'same-origin',
      headers: {'Accept': 'application/json', 'X-Requested-With': 'XMLHttpRequest'},
      signal: controller.signal
    }).then(function (response) {
      return response.json().catch(function () { return null; }).then(function (body) {
        // An expired login that went through a redirect ends at a page, not at JSON.
        return {status: response.ok && body === null ? 502 : response.status, body: body || {}};
      });
    }, function () {
      return {status: 0, body: {}};
    }).finally(function () { clearTimeout(timer); });
  }

  /* The bar that tells of a lost connection. Only its sentence is announced, not the seconds that tick. */
  function Notice(root, retry) {
    const bar = document.createElement('div');
    const sentence = document.createElement('span');
    const seconds = document.createElement('span');
    const button = document.createElement('button');
    const link = document.createElement('a');
    let ticking = null;

    bar.className = 'alert alert-warning murano-poll-notice';
    bar.hidden = true;
    sentence.setAttribute('role', 'status');
    seconds.setAttribute('aria-hidden', 'true');
    button.type = 'button';
    button.className = 'btn btn-default btn-sm';
    button.textContent = gettext('Retry now');
    button.addEventListener('click', retry);
    link.className = 'btn btn-default btn-sm';
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = gettext('Log in in a new tab');
    [sentence, seconds, button, link].forEach(function (part) {
      bar.append(part, ' ');
    });
    root.prepend(bar);

    function show(text, parts) {
      clearInterval(ticking);
      bar.hidden = false;
      if (sentence.textContent !== text) { sentence.textContent = text; }
      seconds.hidden = !parts.wait;
      button.hidden = !parts.retry;
      link.hidden = !parts.login;
      if (parts.login) { link.href = window.location.href; }
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
    let asking = false;
    let ended = false;
    let loggedOut = false;

    function plan(milliseconds) {
      clearTimeout(timer);
      timer = document.hidden ? null : setTimeout(tick, milliseconds);
      if (options.onWait) { options.onWait(timer === null ? null : milliseconds); }
    }

    function stop() {
      ended = true;
      clearTimeout(timer);
      if (options.onWait) { options.onWait(null); }
    }

    function now() {
      if (ended || asking) { return; }
      clearTimeout(timer);
      tick();
    }

    function tick() {
      asking = true;
      const url = typeof options.url === 'function' ? options.url(number) : options.url;
      ask(url).then(function (answer) {
        asking = false;
        if (!ended) { take(answer); }
      });
    }

    function take(answer) {
      loggedOut = answer.status === 401;
      if (answer.status >= 200 && answer.status < 300) { return succeed(answer.body); }
      if (loggedOut) {
        notice.show(gettext('Your login has expired. This page stays as it is and continues after you log in.'),
                    {login: true, retry: true});
        if (options.onWait) { options.onWait(null); }
      } else if (answer.status === 404) {
        stop();
        if (options.onGone) { return options.onGone(answer.body); }
        notice.show(gettext('What this page shows does not exist any more.'), {});
      } else if (answer.status === 403) {
        stop();
        notice.show(reason(answer) || gettext('You may not see this any more.'), {});
      } else {
        fail(answer);
      }
      return undefined;
    }

    function succeed(data) {
      notice.hide();
      failures = 0;
      number += 1;
      const next = options.onData(data) || {};
      if (next.again === false) { return stop(); }
      if (next.changed !== undefined) { wait = next.changed ? FASTEST : Math.min(wait * GROWTH, SLOWEST); }
      return plan(next.nextMs === undefined ? jittered(wait) : next.nextMs);
    }

    function fail(answer) {
      const pause = jittered(RETRIES[Math.min(failures, RETRIES.length - 1)]);
      failures += 1;
      notice.show([gettext('Connection lost.'), reason(answer)].join(' ').trim(), {wait: pause, retry: true});
      plan(pause);
    }

    function reason(answer) {
      return answer.body.error && answer.body.error.message || '';
    }

    document.addEventListener('visibilitychange', function () {
      if (ended) { return; }
      if (document.hidden) { plan(wait); } else { now(); }
    });
    // Coming back from the tab in which the user logged in.
    window.addEventListener('focus', function () { if (loggedOut) { now(); } });

    plan(FASTEST);
    return {now: now, stop: stop};
  };
}());
