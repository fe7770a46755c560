/* What runs in the project, on every page of ours, asked for by one tab for all tabs of a browser.
 *
 * What was told last lies in localStorage, where all tabs of a user and project find it, the next page too. Nothing is
 * asked while nothing runs, except once by a page that opens when the last answer is old; and nothing by hidden tabs,
 * unless notifications are wanted and something runs that was watched: whoever has seen the page of a deployment while
 * it ran, as all do who start one, is told its end. */
(function () {
  'use strict';

  // Milliseconds: what is older is asked for when a page opens; between two polls of a hidden tab; and how long after
  // the last answer an end is still worth telling.
  const OLD = 30000;
  const HIDDEN = 15000;
  const STALE = 12 * 3600 * 1000;
  const MOST_NEWS = 5;
  // What was read before a deployment began may still be told to the page that it leads to.
  const TRIES = 3;
  const NOTHING = {at: 0, count: 0, running: [], watched: [], news: []};

  /* {at, count, running: [{id, name, label, url}], watched: ids, news: [what ended, with `at`]} of a user's project. */
  function Memory(scope) {
    const key = 'murano_panel.tray.' + scope;
    let own = NOTHING;

    function read() {
      try {
        return Object.assign({}, NOTHING, JSON.parse(window.localStorage.getItem(key)));
      } catch {
        return own;
      }
    }

    function write(state) {
      own = state;
      try { window.localStorage.setItem(key, JSON.stringify(state)); } catch { /* each tab knows its own */ }
    }

    return {key: key, read: read, write: write};
  }

  /* The environment whose deployment this page follows while it runs, '' for other pages. */
  function followed() {
    const live = document.querySelector('[data-murano-live-url]');
    const found = live && live.dataset.muranoLiveUrl.match(/\/environments\/([^/]+)\//);
    return found ? found[1] : '';
  }

  function Tray(root) {
    const scope = root.dataset.muranoScope;
    const memory = Memory(scope);
    const shown = muranoPanel.trayShown(root);
    const here = followed();
    const leader = muranoPanel.leader('murano_panel.leader.' + scope, {lead: start, follow: stop});
    let poll = null;
    let toldUntil = Date.now();
    let tries = here ? TRIES : isOld() ? 1 : 0;
    let isOver = false;

    function isOld() {
      return Date.now() - memory.read().at > OLD;
    }

    function url() {
      const address = new URL(root.dataset.muranoTray, window.location.href);
      memory.read().running.forEach(function (item) { address.searchParams.append('was', item.id); });
      return address.toString();
    }

    function goesOnHidden() {
      const state = memory.read();
      return shown.wantsNotices() && state.running.some(function (item) { return state.watched.includes(item.id); });
    }

    function start() {
      poll = muranoPanel.poll({url: url, onData: take, root: muranoPanel.element('div'), goesOnHidden: goesOnHidden});
      // The tab that did this before has just asked.
      if (tries) { poll.now(); }
    }

    function stop() {
      if (poll) { poll.stop(); }
      poll = null;
    }

    function news(data, before) {
      const known = new Map(before.running.map(function (item) { return [item.id, item]; }));
      return Object.values(data.ended).filter(function (item) { return known.has(item.id); }).map(function (item) {
        const was = known.get(item.id);
        return Object.assign({}, item, {name: item.name || was.name, url: item.url && was.url, at: Date.now()});
      });
    }

    function take(data) {
      if (data.scope !== scope) {
        // Another tab has changed the project, or the user: this page is about the old one.
        isOver = true;
        shown.running(0, []);
        leader.want(false);
        return {again: false};
      }
      const before = memory.read();
      const watched = before.watched.concat(here || []);
      const ended = Date.now() - before.at > STALE ? [] : news(data, before).filter(function (item) {
        return watched.includes(item.id);
      });
      const still = data.running.map(function (item) { return item.id; });
      tries = Math.max(0, data.count ? 0 : tries - 1);
      memory.write({
        at: Date.now(), count: data.count, running: data.running,
        watched: Array.from(new Set(watched)).filter(function (id) { return still.includes(id); }),
        news: before.news.concat(ended).slice(-MOST_NEWS)
      });
      ended.forEach(shown.notify);
      tell();
      consider();
      const changed = before.running.map(function (item) { return item.id; }).join() !== still.join();
      return {again: data.count > 0 || tries > 0, changed: changed, nextMs: document.hidden ? HIDDEN : undefined};
    }

    function tell() {
      const state = memory.read();
      const isKnown = !isOld();
      shown.running(isKnown ? state.count : 0, isKnown ? state.running : []);
      state.news.filter(function (item) { return item.at > toldUntil; }).forEach(function (item) {
        toldUntil = Math.max(toldUntil, item.at);
        // The page of a deployment tells its end itself.
        if (item.id !== here) { shown.ended(item); }
      });
    }

    /* Whether this tab has something to ask; the one that was looked at last does it for all. */
    function consider(isForced) {
      const isAwaited = tries > 0 || memory.read().count > 0;
      leader.want(!isOver && isAwaited && (!document.hidden || goesOnHidden()), isForced && !document.hidden);
    }

    document.addEventListener('visibilitychange', function () {
      if (isOld()) { tries = tries || 1; }
      consider(true);
    });
    window.addEventListener('storage', function (event) {
      if (event.key === memory.key && !isOver) {
        tell();
        consider(false);
      }
    });
    window.addEventListener('pagehide', function () { leader.want(false); });
    window.addEventListener('pageshow', function (event) { if (event.persisted) { consider(true); } });

    root.hidden = false;
    if (here) { memory.write(Object.assign(memory.read(), {watched: memory.read().watched.concat(here)})); }
    tell();
    consider(true);
  }

  muranoPanel.onPage('[data-murano-tray]', Tray);
}());
