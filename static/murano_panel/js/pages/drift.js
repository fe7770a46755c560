/* What the comparison with the cloud has found is marked wherever the page shows it: on cards, in lists, in what is
 * told of resources. What comes into the page later is marked, too. */
(function () {
  'use strict';

  function each(selector, value, act) {
    document.querySelectorAll('[' + selector + '="' + window.CSS.escape(value) + '"]').forEach(act);
  }

  function markCard(card, text) {
    if (card.querySelector('.murano-card__drift')) { return; }
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    line.setAttribute('class', 'murano-card__drift');
    line.setAttribute('x', '14');
    line.setAttribute('y', '79');
    line.textContent = '⚠ ' + text;
    card.classList.add('murano-card--drifted');
    (card.querySelector('a') || card).append(line);
  }

  function markEntry(entry, text) {
    // What is told of a resource has columns; the mark stands with its name.
    const place = entry.querySelector(':scope > .murano-resources__kind + span') || entry;
    if (place.querySelector(':scope > .murano-drift__mark')) { return; }
    const label = muranoPanel.element('strong', {className: 'murano-drift__mark', textContent: '⚠ ' + text});
    place.insertBefore(label, place.querySelector(':scope > ul'));
  }

  function Drift(root) {
    function mark() {
      root.querySelectorAll('[data-murano-drifted]').forEach(function (item) {
        const found = item.dataset;
        const text = found.muranoDriftedMark;
        [found.muranoDriftedComponent, found.muranoDriftedPart].filter(Boolean).forEach(function (id) {
          each('data-murano-card', id, function (card) { markCard(card, text); });
          each('data-murano-listed', id, function (entry) { markEntry(entry, text); });
        });
        if (['server', 'volume'].includes(found.muranoDrifted)) {
          each('data-murano-' + found.muranoDrifted, found.muranoDriftedId, function (entry) {
            markEntry(entry, text);
          });
        }
      });
    }

    const watch = new window.MutationObserver(mark);
    [root, ...document.querySelectorAll('[data-murano-topology], #components')].forEach(function (place) {
      watch.observe(place, {childList: true, subtree: true});
    });
  }

  muranoPanel.onPage('[data-murano-drift]', Drift);
}());
