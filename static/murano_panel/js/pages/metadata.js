/* Lines of keys and values: more of them, fewer, and one for a name that the cloud knows.
 *
 *   [data-murano-pairs]        the lines; [data-murano-pair] one of them, the last one empty as the page comes
 *   [data-murano-remove-pair]  in a line, [data-murano-add-pair] below them
 *   [data-murano-take="key"]   a name of the cloud's */
(function () {
  'use strict';

  function inputsOf(line) { return line.querySelectorAll('input'); }

  function lineFor(pairs) {
    const lines = Array.from(pairs.querySelectorAll('[data-murano-pair]'));
    const empty = lines.find(function (line) {
      return Array.from(inputsOf(line)).every(function (input) { return !input.value; });
    });
    return empty || added(pairs, lines[lines.length - 1]);
  }

  /* A new line, from the last one: labels count on. */
  function added(pairs, last) {
    const line = last.cloneNode(true);
    const number = pairs.querySelectorAll('[data-murano-pair]').length;
    line.classList.remove('has-error');
    line.querySelectorAll('.murano-field__errors').forEach(function (item) { item.remove(); });
    line.querySelectorAll('[aria-label]').forEach(function (item) {
      item.setAttribute('aria-label', item.getAttribute('aria-label').replace(/\d+/, String(number + 1)));
    });
    inputsOf(line).forEach(function (input) {
      input.value = '';
      ['aria-invalid', 'aria-describedby', 'placeholder'].forEach(function (name) { input.removeAttribute(name); });
      if (input.name === 'value') { input.type = 'text'; }
    });
    pairs.append(line);
    return line;
  }

  function remove(pairs, line) {
    const lines = Array.from(pairs.querySelectorAll('[data-murano-pair]'));
    const next = lines[lines.indexOf(line) + 1] || lines[lines.indexOf(line) - 1];
    if (!next) { added(pairs, line); }
    line.remove();
    inputsOf(next || pairs.querySelector('[data-murano-pair]'))[0].focus();
  }

  function take(pairs, key) {
    const line = lineFor(pairs);
    const inputs = inputsOf(line);
    inputs[0].value = key;
    inputs[1].focus();
  }

  document.addEventListener('click', function (event) {
    const button = event.target.closest('[data-murano-remove-pair], [data-murano-add-pair], [data-murano-take]');
    if (!button) { return; }
    const pairs = button.closest('form').querySelector('[data-murano-pairs]');
    if (button.dataset.muranoTake) {
      take(pairs, button.dataset.muranoTake);
    } else if ('muranoAddPair' in button.dataset) {
      inputsOf(added(pairs, pairs.querySelector('[data-murano-pair]:last-child')))[0].focus();
    } else {
      remove(pairs, button.closest('[data-murano-pair]'));
    }
  });
}());
