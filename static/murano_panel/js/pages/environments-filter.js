/* Filters the rows of a table in the page by text and state; the filter lives in the address. */
(function () {
  'use strict';

  function matches(row, text, group) {
    return row.dataset.muranoSearch.indexOf(text) !== -1
      && (!group || row.dataset.muranoGroups.split(' ').indexOf(group) !== -1);
  }

  /* What is hidden must not be deleted with what is selected. */
  function uncheck(row) {
    const box = row.querySelector('.table-row-multi-select');
    if (box && box.checked) {
      box.checked = false;
      box.dispatchEvent(new Event('change', {bubbles: true}));
    }
  }

  function remember(form) {
    const query = new URLSearchParams();
    ['q', 'state'].forEach(function (name) {
      if (form.elements[name].value) { query.set(name, form.elements[name].value); }
    });
    const text = query.toString();
    history.replaceState(history.state, '', window.location.pathname + (text ? '?' + text : ''));
  }

  function Filter(form, table) {
    const count = form.querySelector('[data-murano-count]');
    const clear = form.querySelector('[data-murano-clear]');
    const nothing = document.querySelector('[data-murano-no-match]');

    function apply() {
      const text = form.elements.q.value.toLowerCase();
      const group = form.elements.state.value;
      const rows = Array.from(table.querySelectorAll('tbody tr[data-object-id]'));
      let shown = 0;
      rows.forEach(function (row) {
        row.hidden = !matches(row, text, group);
        if (row.hidden) { uncheck(row); } else { shown += 1; }
      });
      const filtered = Boolean(text || group);
      clear.hidden = !filtered;
      nothing.hidden = shown > 0;
      count.textContent = filtered
        ? interpolate(gettext('%(shown)s of %(all)s'), {shown: shown, all: rows.length}, true) : '';
      horizon.datatables.update_footer_count(table);
      horizon.datatables.update_header_checkbox($(table));
    }

    function change() {
      remember(form);
      apply();
    }

    form.elements.q.addEventListener('input', change);
    form.elements.state.addEventListener('change', change);
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    clear.addEventListener('click', function (event) {
      event.preventDefault();
      form.elements.q.value = '';
      form.elements.state.value = '';
      change();
      form.elements.q.focus();
    });
    table.addEventListener('murano:rows', apply);
    form.querySelector('[data-murano-without-script]').hidden = true;
    apply();
  }

  muranoPanel.onPage('form[data-murano-filter]', function (form) {
    const table = document.getElementById(form.dataset.muranoFilter);
    if (table) { Filter(form, table); }
  });
}());
