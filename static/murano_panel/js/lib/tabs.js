/* Links to the parts of a page become tabs: one part is there, the one that the address leads into. The style sheet
 * shows the first one alone from the beginning, so that nothing moves when this starts. Without scripts all parts are
 * there, one below the other, with their titles, and the links jump to them.
 * Links to other pages stay what they are. */
(function () {
  'use strict';

  function Tabs(root) {
    const links = Array.from(root.querySelectorAll('a[href^="#"]'));
    const parts = new Map(links.map(function (link) { return [link, document.getElementById(link.hash.slice(1))]; }));

    /* AngularJS may have put "#!" before it. */
    function wanted() {
      return document.getElementById(window.location.hash.replace(/^#(!#)?/, ''));
    }

    function show() {
      const target = wanted();
      const current = links.find(function (link) { return parts.get(link).contains(target); }) || links[0];
      parts.forEach(function (part, link) {
        part.hidden = link !== current;
        link.parentElement.classList.toggle('active', link === current);
        link.setAttribute('aria-current', link === current ? 'true' : 'false');
      });
      if (target && target !== parts.get(current)) { target.scrollIntoView({block: 'center'}); }
    }

    // The page stays where it is: the part is in view already.
    root.addEventListener('click', function (event) {
      const link = event.target.closest('a[href^="#"]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      window.history.pushState(window.history.state, '', link.hash);
      show();
    });
    window.addEventListener('popstate', show);
    window.addEventListener('hashchange', show);
    parts.forEach(function (part) { part.classList.remove('murano-part--later'); });
    show();
  }

  muranoPanel.onPage('[data-murano-tabs]', Tabs);
}());
