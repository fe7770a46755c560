/* What a tab shows of the tray: what runs, what has ended, the title and the icon of the tab, and notifications.
 *
 *   const shown = muranoPanel.trayShown(root)
 *   shown.running(count, [{name, label, url}, …])
 *   shown.ended({name, label, url, good})    in this tab, for those who look at it
 *   shown.notify({name, label, url, good})   by the browser, for those who do not, if they have asked for it
 *   shown.wantsNotices()                     whether they have */
(function () {
  'use strict';

  const MOST_TOASTS = 3;
  const NOTIFY = 'murano_panel.notify';

  function stored(key) {
    try { return window.localStorage.getItem(key); } catch { return null; }
  }

  /* The title and the icon say what runs, and, to who was away, what has ended. Pages about one deployment have a title
   * of their own that does. */
  function Tab(root) {
    const title = document.title;
    const hasOwnTitle = document.querySelector('[data-murano-deployment]') !== null;
    const icon = document.querySelector('link[rel~="icon"]');
    const usual = icon && icon.getAttribute('href');
    let mark = null;
    let runs = false;

    function apply() {
      const state = mark || (runs ? 'running' : null);
      const symbol = {running: '◌ ', good: '✓ ', bad: '✗ '}[state] || '';
      if (!hasOwnTitle) { document.title = symbol + title; }
      if (icon) { icon.href = state ? root.getAttribute('data-murano-icon-' + state) : usual; }
    }

    document.addEventListener('visibilitychange', function () {
      if (!document.hidden && mark) { mark = null; apply(); }
    });
    return {
      runs: function (yes) { runs = yes; apply(); },
      marks: function (good) { if (document.hidden) { mark = good ? 'good' : 'bad'; apply(); } }
    };
  }

  /* Browsers are asked for their permission when somebody presses the button, never before. */
  function Notices(place) {
    const button = muranoPanel.element('button', {type: 'button', className: 'btn btn-default btn-sm'});

    function isOn() {
      return 'Notification' in window && window.Notification.permission === 'granted' && stored(NOTIFY) === '1';
    }

    function apply() {
      button.hidden = !('Notification' in window) || window.Notification.permission === 'denied';
      button.setAttribute('aria-pressed', String(isOn()));
      muranoPanel.setText(button, isOn() ? gettext('Notifications are on') : gettext('Notify me of what I watched'));
    }

    function set(on) {
      try { window.localStorage.setItem(NOTIFY, on ? '1' : '0'); } catch { /* they stay off */ }
      apply();
    }

    button.addEventListener('click', function () {
      if (window.Notification.permission === 'granted') { set(!isOn()); return; }
      window.Notification.requestPermission().then(function (answer) { set(answer === 'granted'); });
    });
    place.append(button);
    apply();
    return {isOn: isOn};
  }

  muranoPanel.trayShown = function (root) {
    const box = root.querySelector('[data-murano-tray-box]');
    const count = root.querySelector('[data-murano-tray-count]');
    const list = root.querySelector('[data-murano-tray-list]');
    const toasts = root.querySelector('[data-murano-toasts]');
    const tab = Tab(root);
    const notices = Notices(root.querySelector('[data-murano-tray-notices]'));

    function entry(item) {
      return muranoPanel.element('li', {},
        muranoPanel.element('a', {href: item.url}, item.name), ' ',
        muranoPanel.element('span', {className: 'text-muted'}, item.label));
    }

    function running(number, items) {
      const text = interpolate(ngettext('%(n)s running', '%(n)s running', number), {n: number}, true);
      box.hidden = number === 0;
      muranoPanel.setText(count, text);
      if (!muranoPanel.inUse(list)) { list.replaceChildren(...items.map(entry)); }
      tab.runs(number > 0);
    }

    function ended(item) {
      const close = muranoPanel.element(
        'button', {type: 'button', className: 'close', 'aria-label': gettext('Close')}, '×');
      const icon = 'fa ' + (item.good ? 'fa-circle-check' : 'fa-circle-xmark');
      const toast = muranoPanel.element(
        'div', {className: 'alert murano-tray__toast alert-' + (item.good ? 'success' : 'danger')},
        close, muranoPanel.element('span', {className: icon, 'aria-hidden': 'true'}), ' ',
        muranoPanel.element('span', {}, item.name + ': ' + item.label), ' ');
      if (item.url) { toast.append(muranoPanel.element('a', {href: item.url}, gettext('Show'))); }
      // What went well is announced by the place that all of them stand in.
      if (!item.good) { toast.setAttribute('role', 'alert'); }
      close.addEventListener('click', function () { toast.remove(); });
      toasts.append(toast);
      while (toasts.children.length > MOST_TOASTS) { toasts.firstChild.remove(); }
      tab.marks(item.good);
    }

    function notify(item) {
      if (!notices.isOn() || (!document.hidden && document.hasFocus())) { return; }
      const shown = new window.Notification(item.name, {body: item.label, tag: item.id, silent: true});
      shown.addEventListener('click', function () {
        window.focus();
        if (item.url) { window.location.assign(item.url); }
      });
    }

    return {running: running, ended: ended, notify: notify, wantsNotices: notices.isOn};
  };
}());
