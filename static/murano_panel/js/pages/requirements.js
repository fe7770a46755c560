/* What an application needs is named by a class: here stand the applications that provide it, or that there is none.
 * Without this script, or without an answer, a link leads to the same in the catalog. */
(function () {
  'use strict';

  const element = muranoPanel.element;

  function tell(place, link, answer) {
    const found = Array.from(answer.querySelectorAll('[data-murano-cards] h2 a'));
    if (found.length) {
      const links = found.map(function (card) { return element('a', {href: card.href}, card.textContent); });
      place.replaceChildren(...links.flatMap(function (each, index) {
        return index ? [gettext(' or '), each] : [each];
      }));
      return;
    }
    place.replaceChildren(...link.childNodes, ' ', element('strong', {className: 'text-warning'},
      element('span', {className: 'fa fa-triangle-exclamation', 'aria-hidden': 'true'}), ' ',
      gettext('not in the catalog')));
  }

  muranoPanel.onPage('[data-murano-provided]', function (place) {
    const link = place.querySelector('a');
    muranoPanel.requestHtml(link.href).then(function (answer) { tell(place, link, answer); }, function () {
      /* the link stays */
    });
  });
}());
