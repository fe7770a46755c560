/* A search above a choice with many options: what does not contain all the words is left out while one types. */
(function () {
  'use strict';

  function Picker(select) {
    const options = Array.from(select.options);
    const label = select.labels[0] ? select.labels[0].textContent.trim() : '';
    const search = muranoPanel.element('input', {
      type: 'search',
      className: 'form-control murano-picker',
      placeholder: gettext('Search…'),
      'aria-label': interpolate(gettext('Search: %s'), [label]),
      'aria-controls': select.id
    });
    const found = muranoPanel.element('span', {className: 'sr-only', role: 'status'});

    function matches(option, words) {
      const text = option.text.toLowerCase();
      return option.selected || words.every(function (word) { return text.includes(word); });
    }

    search.addEventListener('input', function () {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = select.value;
      const shown = options.filter(function (option) { return matches(option, words); });
      select.replaceChildren(...shown);
      select.value = chosen;
      select.size = words.length ? Math.min(Math.max(shown.length, 2), 8) : 0;
      found.textContent = interpolate(ngettext('%s choice', '%s choices', shown.length), [shown.length]);
    });
    search.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' || event.key === 'ArrowDown') {
        event.preventDefault();
        select.focus();
      }
    });
    select.before(search, found);
  }

  muranoPanel.onPage('select[data-murano-searchable]', Picker);
  // A step that came later.
  document.addEventListener('murano:section', function (event) {
    event.target.querySelectorAll('select[data-murano-searchable]').forEach(function (select) { Picker(select); });
  });
}());
