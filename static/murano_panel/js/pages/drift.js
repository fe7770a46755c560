/* What the comparison with the cloud has found is marked wherever the page shows it: on cards, in lists, in what is
 * told of resources. What comes into the page later is marked, too; and what a later comparison does not find any more
 * loses its mark. */
(function () {
  'use strict';

  // Where what may be marked, and what is found, comes and goes.
  const PLACES = '[data-murano-drift], [data-murano-topology], [data-murano-topology-place], #components';
  const MARKS = '.murano-card__drift, .murano-drift__mark';
  const RESOURCES = {server: 'data-murano-server', volume: 'data-murano-volume', stack: 'data-murano-stack'};

  /* {element: the finding that it is marked by}: the first one, where there are several. */
  function wanted() {
    const found = new Map();
    document.querySelectorAll('[data-murano-drifted]').forEach(function (item) {
      const own = item.dataset;
      const places = [
        ['data-murano-card', own.muranoDriftedPart], ['data-murano-card', own.muranoDriftedComponent],
        ['data-murano-listed', own.muranoDriftedPart], ['data-murano-listed', own.muranoDriftedComponent],
        [RESOURCES[own.muranoDrifted], own.muranoDriftedId]
      ];
      places.filter(function ([name, id]) { return name && id; }).forEach(function ([name, id]) {
        document.querySelectorAll('[' + name + '="' + window.CSS.escape(id) + '"]').forEach(function (each) {
          if (!found.has(each)) { found.set(each, item); }
        });
      });
    });
    return found;
  }

  function setTitle(card, item) {
    const title = card.querySelector('title');
    const name = title.dataset.muranoName || title.textContent;
    title.dataset.muranoName = name;
    muranoPanel.setText(title, name + (item ? '. ' + item.dataset.muranoDriftedText : ''));
  }

  function markCard(card, item) {
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    line.setAttribute('class', 'murano-card__drift');
    line.setAttribute('x', '14');
    line.setAttribute('y', '79');
    line.textContent = '⚠ ' + item.dataset.muranoDriftedMark;
    card.classList.add('murano-card--drifted');
    (card.querySelector('a') || card).append(line);
    setTitle(card, item);
  }

  function unmarkCard(card) {
    card.classList.remove('murano-card--drifted');
    setTitle(card, null);
  }

  /* The mark stands with a name and leads to what is said of it, and what helps. */
  function markEntry(entry, item) {
    const place = entry.querySelector(':scope > .murano-resources__kind + span') || entry;
    const mark = muranoPanel.element('a', {
      className: 'murano-drift__mark',
      href: '#' + item.id,
      target: '_self',
      title: item.dataset.muranoDriftedText,
      textContent: '⚠ ' + item.dataset.muranoDriftedMark
    });
    place.insertBefore(mark, place.querySelector(':scope > div, :scope > ul'));
  }

  /* What is told of one component has all that was found in it. */
  function tell(place) {
    const found = Array.from(document.querySelectorAll('[data-murano-drifted]')).filter(function (item) {
      return item.dataset.muranoDriftedComponent === place.dataset.muranoDriftOf;
    }).map(function (item) {
      const words = item.querySelector('[data-murano-drifted-words]').cloneNode(true);
      return muranoPanel.element('li', {}, ...words.childNodes);
    });
    const fresh = muranoPanel.element('ul', {}, ...found);
    if (fresh.innerHTML !== place.innerHTML) { place.replaceChildren(...fresh.childNodes); }
    place.hidden = !found.length;
  }

  /* Changes nothing where all is as it should be, as it hears of its own changes, too. */
  function renew() {
    const found = wanted();
    document.querySelectorAll(MARKS).forEach(function (mark) {
      const card = mark.closest('[data-murano-card]');
      const holder = card || mark.closest('li');
      const item = found.get(holder);
      const isRight = item && mark.textContent === '⚠ ' + item.dataset.muranoDriftedMark;
      if (isRight) { found.delete(holder); return; }
      mark.remove();
      if (card) { unmarkCard(card); }
    });
    found.forEach(function (item, element) {
      if (element.matches('[data-murano-card]')) { markCard(element, item); } else { markEntry(element, item); }
    });
    document.querySelectorAll('[data-murano-drift-of]').forEach(tell);
  }

  muranoPanel.onPage('body', function () {
    const places = document.querySelectorAll(PLACES);
    const watch = new window.MutationObserver(renew);
    places.forEach(function (place) { watch.observe(place, {childList: true, subtree: true}); });
    if (places.length) { renew(); }
  });
}());
