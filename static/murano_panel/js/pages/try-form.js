/* A form that is tried out. A file that is chosen or dropped is read here and becomes the text; a line that is
 * complained about can be gone to; what was typed survives a login that ended. Without this script the file is sent. */
(function () {
  'use strict';

  const KEPT = 'murano-panel.tried-form';

  function connect(form) {
    const text = form.querySelector('[data-murano-trial-text]');
    const file = form.querySelector('[data-murano-trial-file]');
    const result = form.querySelector('[data-murano-trial-result]');

    function take(chosen) {
      if (!chosen) { return; }
      chosen.text().then(function (content) {
        text.value = content;
        file.value = '';
        form.requestSubmit(form.querySelector('[value="show"]'));
      });
    }

    function goTo(line) {
      const lines = text.value.split('\n');
      const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      text.focus();
      text.setSelectionRange(start, start + (lines[line - 1] || '').length);
      text.scrollTop = (line - 3) * text.scrollHeight / lines.length;
    }

    file.addEventListener('change', function () { take(file.files[0]); });
    ['dragover', 'dragleave', 'drop'].forEach(function (name) {
      text.addEventListener(name, function (event) {
        if (!event.dataTransfer || !Array.from(event.dataTransfer.types).includes('Files')) { return; }
        event.preventDefault();
        text.classList.toggle('murano-trial__text--over', name === 'dragover');
        if (name === 'drop') { take(event.dataTransfer.files[0]); }
      });
    });
    form.addEventListener('click', function (event) {
      const button = event.target.closest('[data-murano-line]');
      if (button) { goTo(Number(button.dataset.muranoLine)); }
    });
    // The page that comes back after a login is the one that began: what was sent in vain is put there again.
    form.addEventListener('submit', function () { sessionStorage.setItem(KEPT, text.value); });
    const kept = sessionStorage.getItem(KEPT);
    if ('muranoAnswered' in form.dataset) {
      sessionStorage.removeItem(KEPT);
    } else if (kept) {
      text.value = kept;
    }
    if (result) { result.focus(); }
  }

  muranoPanel.onPage('[data-murano-trial]', connect);
}());
