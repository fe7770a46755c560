/* What the scripts of all pages do with elements.
 * The first of our files: it makes muranoPanel, which all others use. */
(function () {
  'use strict';

  const muranoPanel = window.muranoPanel = {};

  /* muranoPanel.element('a', {className: 'btn', href: url}, 'Text', child, …) -> the new element.
   * What is no property of such an element is set as an attribute. */
  muranoPanel.element = function (tag, properties, ...children) {
    const made = document.createElement(tag);
    Object.entries(properties || {}).forEach(function ([name, value]) {
      if (name in made) { made[name] = value; } else { made.setAttribute(name, value); }
    });
    made.append(...children);
    return made;
  };

  /* The elements of a piece of HTML, rows of tables too, which a document would not take without their table. */
  muranoPanel.parse = function (html) {
    return muranoPanel.element('template', {innerHTML: html}).content;
  };

  /* Equal text is left alone: replacing it would drop a selection. */
  muranoPanel.setText = function (element, text) {
    if (element && element.textContent !== text) { element.textContent = text; }
  };

  /* Calls start(element) for each element that the selector finds, once the page is there. */
  muranoPanel.onPage = function (selector, start) {
    horizon.addInitFunction(function () {
      document.querySelectorAll(selector).forEach(function (element) { start(element); });
    });
  };

  /* True while the user works inside the element (focus, or selected text): do not rebuild it then. */
  muranoPanel.inUse = function (element) {
    const selection = document.getSelection();
    return element.contains(document.activeElement)
      || Boolean(selection && !selection.isCollapsed && selection.containsNode(element, true));
  };

  /* The focus goes to what is wrong, else to what is marked for it, to the first field, to the first button. */
  muranoPanel.focusFirst = function (element) {
    const first = ['[aria-invalid="true"]', '[autofocus]', 'input:not([type="hidden"]), select, textarea', '.btn']
      .map(function (selector) { return element.querySelector(selector); }).find(Boolean);
    if (first) { first.focus(); }
  };

  /* Tells those who do not see the page. */
  muranoPanel.say = function (text) {
    document.querySelector('[data-murano-voice]').textContent = text;
  };
}());
