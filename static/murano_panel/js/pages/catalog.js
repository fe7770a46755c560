/* The catalog's filters act as one types and clicks; the address always says what is shown. Without this script the
 * same form is sent by its button. */
(function () {
  'use strict';

  const TYPING_PAUSE = 300;

  function Catalog(root) {
    const form = root.querySelector('[data-murano-catalog-filters]');
    const count = root.querySelector('[data-murano-count]');
    const search = form.elements.q;
    let timer = null;
    let asked = null;
    let typing = false;

    function address() {
      const pairs = Array.from(new FormData(form)).filter(function (pair) { return pair[1] !== ''; });
      const query = new URLSearchParams(pairs).toString();
      return window.location.pathname + (query && '?' + query);
    }

    function part(within, name) {
      return within.querySelector('[data-murano-part="' + name + '"]');
    }

    /* The new parts, or null when a later question has been asked meanwhile. */
    function ask(url) {
      if (asked) { asked.abort(); }
      const mine = asked = new AbortController();
      root.setAttribute('aria-busy', 'true');
      return muranoPanel.requestHtml(url, {controller: mine}).catch(function () {
        if (mine !== asked) { return null; }
        // Whatever it was, the page behind the address explains it.
        window.location.assign(url);
        return null;
      }).finally(function () {
        if (mine === asked) { root.removeAttribute('aria-busy'); }
      });
    }

    /* The pill that had the focus has it again. */
    function keepingFocus(change) {
      const focused = document.activeElement;
      const kept = form.contains(focused) && focused !== search && {name: focused.name, value: focused.value};
      change();
      const again = kept && Array.from(form.elements).find(function (field) {
        return field.name === kept.name && (field.type !== 'checkbox' || field.value === kept.value);
      });
      if (again && document.activeElement !== again) { again.focus({preventScroll: true}); }
    }

    function show(url) {
      return ask(url).then(function (fresh) {
        if (!fresh) { return; }
        keepingFocus(function () {
          ['order', 'facets', 'results'].forEach(function (name) {
            part(root, name).replaceChildren(...part(fresh, name).childNodes);
          });
        });
        count.replaceChildren(...fresh.querySelector('[data-murano-count]').childNodes);
      });
    }

    function go(url, replace) {
      if (url === window.location.pathname + window.location.search) { return; }
      window.history[replace ? 'replaceState' : 'pushState']({}, '', url);
      show(url);
    }

    /* One entry of the history per search, not one per letter. */
    function typed() {
      clearTimeout(timer);
      timer = setTimeout(function () {
        go(address(), typing);
        typing = true;
      }, TYPING_PAUSE);
    }

    function chosen() {
      clearTimeout(timer);
      typing = false;
      go(address());
    }

    function follow(link) {
      const query = new URL(link.href).searchParams;
      typing = false;
      search.value = query.get('q') || '';
      go(link.href.replace(window.location.origin, ''));
    }

    function more(link) {
      ask(link.href).then(function (fresh) {
        if (!fresh) { return; }
        const cards = Array.from(fresh.querySelectorAll('[data-murano-cards] > *'));
        root.querySelector('[data-murano-cards]').append(...cards);
        const next = fresh.querySelector('[data-murano-more]');
        const old = root.querySelector('[data-murano-more]');
        if (next) { old.replaceWith(next); } else { old.remove(); }
        if (cards.length) { cards[0].querySelector('a').focus({preventScroll: true}); }
      });
    }

    form.addEventListener('input', function (event) { if (event.target === search) { typed(); } });
    form.addEventListener('change', function (event) { if (event.target !== search) { chosen(); } });
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      chosen();
    });
    root.addEventListener('click', function (event) {
      const link = event.target.closest('[data-murano-filter-link], [data-murano-load-more]');
      if (!link || event.metaKey || event.ctrlKey) { return; }
      event.preventDefault();
      if (link.matches('[data-murano-load-more]')) { more(link); } else { follow(link); }
    });
    window.addEventListener('popstate', function () {
      typing = false;
      search.value = new URLSearchParams(window.location.search).get('q') || '';
      show(window.location.pathname + window.location.search);
    });
  }

  /* The menu under "Add to" is fetched when it is opened; without an answer it keeps the way to the page of choices. */
  function fillMenu(group) {
    muranoPanel.requestHtml(group.dataset.muranoTargets).then(function (answer) {
      const items = answer.querySelectorAll('li');
      items.forEach(function (item) {
        const link = item.querySelector('[data-murano-environment]');
        if (link) { link.href = group.dataset.muranoAdd + link.dataset.muranoEnvironment; }
      });
      if (!items.length) { return; }
      const menu = group.querySelector('.dropdown-menu');
      const entered = menu.contains(document.activeElement);
      menu.replaceChildren(...items);
      const search = muranoPanel.narrowable(menu);
      if (search) { search.focus(); } else if (entered) { menu.querySelector('a[href]').focus(); }
    }, function () { /* the menu keeps its link */ });
  }

  $(document).on('show.bs.dropdown', '[data-murano-targets]', function () { fillMenu(this); });
  muranoPanel.onPage('[data-murano-catalog]', Catalog);
}());
