/* One tab of a browser does for all what each of them would do.
 *
 *   const leader = muranoPanel.leader(name, {lead: from now on this tab does it, follow: it no longer does})
 *   leader.want(true, true)   this tab wants to; the second argument takes it away from another one
 *   leader.want(false)        another one may
 *
 * Web Locks tell who it is: the browser passes a lock on as soon as its tab is gone. They need https; without them a
 * tab holds a lease in localStorage, which expires. Without that either, each tab does it for itself. */
(function () {
  'use strict';

  const LEASE = 15000;
  const RENEWAL = 5000;

  function Lock(name, tab) {
    // The request that waits for the lock or holds it: {own: AbortController, release: function}.
    let asked = null;

    function take(isForced) {
      const mine = asked = {own: new AbortController(), release: null};
      const options = isForced ? {steal: true} : {signal: mine.own.signal};
      window.navigator.locks.request(name, options, function () {
        if (asked !== mine) { return undefined; }
        tab.lead();
        return new Promise(function (resolve) { mine.release = resolve; });
      }).catch(function () {
        // Another tab has taken it away: this one gets in line.
        if (asked !== mine) { return; }
        tab.follow();
        take(false);
      });
    }

    function drop() {
      const mine = asked;
      asked = null;
      if (!mine) { return; }
      if (mine.release) { mine.release(); } else { mine.own.abort(); }
      tab.follow();
    }

    return {
      want: function (isWanted, isForced) {
        if (!isWanted) { drop(); return; }
        if (asked && (asked.release || !isForced)) { return; }
        drop();
        take(isForced);
      }
    };
  }

  function Lease(name, tab) {
    const own = String(Math.random());
    let timer = null;

    function held() {
      try { return JSON.parse(window.localStorage.getItem(name)) || {}; } catch { return {}; }
    }

    function renew(isForced) {
      const lease = held();
      if (!isForced && lease.id !== own && lease.until > Date.now()) { tab.follow(); return; }
      try {
        window.localStorage.setItem(name, JSON.stringify({id: own, until: Date.now() + LEASE}));
      } catch { /* full, or forbidden: it leads without */ }
      tab.lead();
    }

    window.addEventListener('storage', function (event) {
      if (timer !== null && event.key === name) { renew(false); }
    });

    return {
      want: function (isWanted, isForced) {
        clearInterval(timer);
        timer = isWanted ? setInterval(renew, RENEWAL, false) : null;
        if (isWanted) { renew(isForced); return; }
        if (held().id === own) { window.localStorage.removeItem(name); }
        tab.follow();
      }
    };
  }

  muranoPanel.leader = function (name, options) {
    let leads = false;
    const tab = {
      lead: function () { if (!leads) { leads = true; options.lead(); } },
      follow: function () { if (leads) { leads = false; options.follow(); } }
    };
    return (window.navigator.locks ? Lock : Lease)(name, tab);
  };
}());
