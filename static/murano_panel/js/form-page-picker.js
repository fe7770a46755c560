/* A search above a choice with many options: what does not contain all the words is left out while one types. */
(function () {
  'use strict';

  function Picker(select) {
    const options = Array.from(select.options);
    const search = document.createElement('input');
    const found = document.createElement('span');

    function matches(option, words) {
      const text = option.text.toLowerCase();
      return option.selected || words.every(function (word) { return text.includes(word); });
    }

    search.type = 'search';
    search.className = 'form-control murano-picker';
    search.placeholder = gettext('Search…');
    search.setAttribute('aria-label', interpolate(gettext('Search: %s'), [select.labels[0] ? select.labels[0].textContent.trim() : '']));
    search.setAttribute('aria-controls', select.id);
    found.className = 'sr-only';
    found.setAttribute('role', 'status');
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

  function dress(root) {
    root.querySelectorAll('select[data-searchable]').forEach(Picker);
  }

  window.addEventListener('DOMContentLoaded', function () { dress(document); });
  document.addEventListener('murano:section', function (event) { dress(event.target); });
}());
