/* A table of what there is: filters that act as one types and live in the address; buttons for what is selected.
 *
 * The server filters, sorts and cuts; this shows what it answers, for a table of [data-murano-list]. Who finds it out
 * of date sends `murano:stale` to its root, which shows it anew. Whenever rows have come or gone, the root gets
 * `murano:rows`. */
(function () {
  'use strict';

  const TYPING_PAUSE = 300;

  /* The buttons act on what is selected; the box at the top stands for all that is shown. */
  function Selection(root) {
    const buttons = root.querySelectorAll('[data-murano-bulk]');

    function boxes() {
      return Array.from(root.querySelectorAll('[data-murano-select]'));
    }

    function tell() {
      const label = root.querySelector('[data-murano-select-all]');
      const all = label.querySelector('input');
      const chosen = boxes().filter(function (box) { return box.checked; }).length;
      all.checked = chosen > 0 && chosen === boxes().length;
      all.indeterminate = chosen > 0 && !all.checked;
      buttons.forEach(function (button) { button.disabled = chosen === 0; });
    }

    root.addEventListener('change', function (event) {
      if (event.target.closest('[data-murano-select-all]')) {
        boxes().forEach(function (box) { box.checked = event.target.checked; });
      }
      if (event.target.closest('[data-murano-selected]')) { tell(); }
    });
    root.addEventListener('murano:rows', tell);
    // A page that comes back from the browser's history has its boxes as they were.
    window.addEventListener('pageshow', tell);
    tell();
  }

  function List(root) {
    const filter = root.querySelector('[data-murano-filter]');
    const selected = root.querySelector('[data-murano-selected]');
    let timer = null;
    let asked = null;

    function address() {
      const pairs = Array.from(new FormData(filter)).filter(function (pair) { return pair[1] !== ''; });
      const query = new URLSearchParams(pairs).toString();
      return window.location.pathname + (query && '?' + query);
    }

    function part(within, name) {
      return within.querySelector('[data-murano-part="' + name + '"]');
    }

    function take(fresh) {
      const found = fresh.querySelector('[data-murano-list]');
      // There is nothing left to list: the page says how to begin.
      if (!found) {
        window.location.assign(window.location.pathname);
        return;
      }
      ['count', 'head', 'foot'].forEach(function (name) {
        const old = part(root, name);
        const focused = old.contains(document.activeElement) && document.activeElement.id;
        old.replaceChildren(...part(found, name).childNodes);
        if (focused) { document.getElementById(focused).focus({preventScroll: true}); }
      });
      muranoPanel.rows.arrange(root.querySelector('tbody'), found.querySelector('tbody'));
      selected.hidden = found.querySelector('[data-murano-selected]').hidden;
      ['muranoSince', 'muranoRoll'].forEach(function (name) {
        if (name in found.dataset) { root.dataset[name] = found.dataset[name]; }
      });
      root.dispatchEvent(new Event('murano:rows'));
    }

    function show() {
      if (asked) { asked.abort(); }
      const mine = asked = new AbortController();
      const url = window.location.pathname + window.location.search;
      root.setAttribute('aria-busy', 'true');
      muranoPanel.requestHtml(url, {controller: mine}).then(function (fresh) {
        if (mine === asked) { take(fresh); }
      }, function () {
        // Whatever it was, the page behind the address explains it.
        if (mine === asked) { window.location.assign(url); }
      }).finally(function () {
        if (mine === asked) { root.removeAttribute('aria-busy'); }
      });
    }

    function change() {
      clearTimeout(timer);
      const url = address();
      if (url === window.location.pathname + window.location.search) { return; }
      window.history.replaceState(window.history.state, '', url);
      show();
    }

    filter.addEventListener('input', function (event) {
      clearTimeout(timer);
      timer = setTimeout(change, event.target.type === 'search' ? TYPING_PAUSE : 0);
    });
    filter.addEventListener('submit', function (event) {
      event.preventDefault();
      change();
    });
    root.addEventListener('murano:stale', show);
    if (root.querySelector('[data-murano-bulk]')) { Selection(root); }
  }

  muranoPanel.onPage('[data-murano-list]', List);
}());
