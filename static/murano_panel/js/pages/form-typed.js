/* What was typed into a step stays when the server sends the step anew. */
(function () {
  'use strict';

  /* Carries over what was typed or chosen in ``old``, where ``fresh`` can hold it. */
  muranoPanel.keepTyped = function (old, fresh) {
    fresh.querySelectorAll('input[name], select[name], textarea[name]').forEach(function (input) {
      const before = Array.from(old.querySelectorAll('[name]')).find(function (other) {
        return other.name === input.name;
      });
      if (!before || input.type === 'hidden' || !isTouched(before)) { return; }
      if (input.type === 'checkbox') {
        input.checked = before.checked;
      } else if (input.tagName !== 'SELECT' || Array.from(input.options).some(function (option) {
        return option.value === before.value && !option.disabled;
      })) {
        input.value = before.value;
      }
    });
  };

  /* Whether it holds something else than it came with. */
  function isTouched(input) {
    if (input.type === 'checkbox') { return input.checked !== input.defaultChecked; }
    if (input.tagName !== 'SELECT') { return input.value !== input.defaultValue; }
    const options = Array.from(input.options);
    const first = options.find(function (option) { return option.defaultSelected; }) || options[0];
    return Boolean(first) && input.value !== first.value;
  }
}());
