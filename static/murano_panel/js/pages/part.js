/* A part of a page that takes calls of its own comes into it by itself:
 *
 *   <div data-murano-part-at="ADDRESS"><a href="ADDRESS">…</a></div>
 *
 * With data-murano-part-on-open, in a <details>, it comes when that is opened. The link to it, a page for itself, stays
 * where that fails. [data-murano-wait] within it is shown until then, and [data-murano-again] brings the part once
 * more.
 *
 *   muranoPanel.bringParts(element)   starts those that have come into the page with this element
 *   muranoPanel.renewParts(element)   brings those in it once more that are there already */
(function () {
  'use strict';

  const begun = new WeakSet();

  function Part(root, at) {
    function show(address) {
      root.setAttribute('aria-busy', 'true');
      muranoPanel.requestHtml(address).then(function (fresh) {
        root.replaceChildren(...fresh.body.childNodes);
      }, function () {
        const wait = root.querySelector('[data-murano-wait]');
        if (wait) { wait.hidden = true; }
      }).finally(function () { root.removeAttribute('aria-busy'); });
    }

    root.addEventListener('click', function (event) {
      const link = event.target.closest('[data-murano-again]');
      if (!link) { return; }
      event.preventDefault();
      show(link.href);
    });
    root.addEventListener('murano:renew', function () { show(at); });
    show(at);
  }

  muranoPanel.bringParts = function (element) {
    element.querySelectorAll('[data-murano-part-at]').forEach(function (root) {
      if (begun.has(root)) { return; }
      begun.add(root);
      Part(root, root.dataset.muranoPartAt);
    });
  };

  muranoPanel.renewParts = function (element) {
    element.querySelectorAll('[data-murano-part-at]').forEach(function (root) {
      root.dispatchEvent(new window.Event('murano:renew'));
    });
  };

  muranoPanel.onPage('body', muranoPanel.bringParts);

  // Does not bubble; and pages that are live get new ones.
  document.addEventListener('toggle', function (event) {
    const root = event.target.open && event.target.querySelector('[data-murano-part-on-open]');
    if (!root) { return; }
    const at = root.dataset.muranoPartOnOpen;
    delete root.dataset.muranoPartOnOpen;
    Part(root, at);
  }, true);
}());
