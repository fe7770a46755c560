/* What was typed into a step stays when the server sends the step anew, and when its page is loaded again. */
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

  /* What stands in a step, {name: value}. Passwords are for the server alone, also while they are shown in clear. */
  muranoPanel.typedIn = function (section) {
    const typed = {};
    section.querySelectorAll('input[name], select[name], textarea[name]').forEach(function (input) {
      if (input.type === 'hidden' || input.autocomplete === 'new-password') { return; }
      typed[input.name] = input.type === 'checkbox' ? input.checked : input.value;
    });
    return typed;
  };

  /* Puts it into the same step once more. */
  muranoPanel.fillIn = function (section, typed) {
    section.querySelectorAll('input[name], select[name], textarea[name]').forEach(function (input) {
      if (!(input.name in typed) || input.type === 'hidden') { return; }
      if (input.type === 'checkbox') {
        input.checked = typed[input.name];
      } else {
        input.value = typed[input.name];
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
