/* Importing packages. Files are chosen or dropped, stay in this page while the server shows the plan, and are sent
 * again, one package at a time, on confirmation: the server keeps none; one that fails does not lose the others. */
(function () {
  'use strict';

  const element = muranoPanel.element;

  /* The files of one import, in the order of their numbers in the plan. */
  function Chooser(form, files) {
    const zone = form.querySelector('[data-murano-drop]');
    const input = form.querySelector('input[type="file"]');
    const list = form.querySelector('[data-murano-files]');
    const template = form.querySelector('[data-murano-template]');

    function row(file) {
      const remove = element('button', {
        type: 'button', className: 'btn btn-link btn-sm', 'aria-label': interpolate(gettext('Remove %s'), [file.name])
      }, element('span', {className: 'fa fa-xmark', 'aria-hidden': 'true'}));
      remove.addEventListener('click', function () {
        files.splice(files.indexOf(file), 1);
        show();
        input.focus();
      });
      const size = element('span', {className: 'text-muted'}, Math.ceil(file.size / 1024) + ' kB');
      return element('li', {}, file.name, ' ', size, ' ', remove);
    }

    function show() {
      list.replaceChildren(...files.map(row));
      list.hidden = files.length === 0;
    }

    /* A template asks for a name; the file's own is proposed. */
    function ask(file) {
      file.slice(0, 4096).text().then(function (text) {
        if (!/^["']?heat_template_version["']?\s*:/m.test(text)) { return; }
        const name = form.querySelector('[name="heat_name"]');
        template.removeAttribute('data-murano-without-script');
        if (!name.value) { name.value = file.name.replace(/\.[^.]*$/, ''); }
      }).catch(function () { muranoPanel.say(interpolate(gettext('%s cannot be read.'), [file.name])); });
    }

    function add(chosen) {
      Array.from(chosen).forEach(function (file) {
        // The same file twice is a slip of the hand.
        if (files.some(function (old) { return old.name === file.name && old.size === file.size; })) { return; }
        files.push(file);
        if (/\.(ya?ml|template)$/i.test(file.name)) { ask(file); }
      });
      show();
      muranoPanel.say(interpolate(ngettext('%s file chosen', '%s files chosen', files.length), [files.length]));
    }

    input.addEventListener('change', function () {
      add(input.files);
      // What is sent is the list; the input is for choosing more.
      input.value = '';
    });
    ['dragenter', 'dragover'].forEach(function (name) {
      zone.addEventListener(name, function (event) {
        if (!Array.from(event.dataTransfer.types).includes('Files')) { return; }
        event.preventDefault();
        zone.classList.add('murano-drop--over');
      });
    });
    ['dragleave', 'drop'].forEach(function (name) {
      zone.addEventListener(name, function () { zone.classList.remove('murano-drop--over'); });
    });
    zone.addEventListener('drop', function (event) {
      event.preventDefault();
      add(event.dataTransfer.files);
    });
    zone.classList.add('murano-drop--list');
    show();
  }

  function outcome(data) {
    const done = data.state === 'done';
    const icon = element('span', {
      className: 'fa ' + (done ? 'fa-check' : 'fa-triangle-exclamation'), 'aria-hidden': 'true'
    });
    const text = done ? data.text : interpolate(gettext('Failed: %s'), [data.text]);
    const parts = [element('span', {className: done ? 'text-success' : 'text-danger'}, icon, ' ', text)];
    if (data.address) { parts.push(' ', element('a', {href: data.address}, gettext('Open'))); }
    return parts;
  }

  /* A package of the plan as it is sent again, with its files. */
  function sentAgain(form, files, row) {
    const data = new FormData();
    data.append('plan', form.querySelector('[name="plan"]').value);
    data.append('take', row.dataset.muranoStep);
    row.dataset.muranoPositions.split(' ').filter(Boolean).forEach(function (position) {
      data.append('files', files[Number(position)]);
    });
    return data;
  }

  /* What the plan had no time to check is checked while one reads it, until something is imported. */
  function CheckRest(form, files) {
    const places = Array.from(form.querySelectorAll('[data-murano-unchecked]')).filter(function (place) {
      return place.closest('tr').querySelector('[name="take"]');
    });
    const again = new Set();

    function next() {
      const place = places.shift();
      if (!place || !form.isConnected || form.querySelector('[data-murano-state]')) { return; }
      const row = place.closest('tr');
      muranoPanel.requestJson(form.dataset.muranoCheck, {body: sentAgain(form, files, row)}).then(function (data) {
        if (data.html) {
          place.replaceWith(muranoPanel.parse(data.html));
        } else if (!again.has(place)) {
          // Others were being checked.
          again.add(place);
          places.push(place);
        }
        next();
      }, function () {
        // The rows say themselves that they were not checked.
      });
    }

    next();
  }

  /* What is confirmed, one package after the other. */
  function Run(form, files) {
    const lead = document.querySelector('[data-murano-import-lead]');
    const button = form.querySelector('[type="submit"]');
    const bar = form.querySelector('[data-murano-progress-bar]');
    const status = bar.querySelector('[data-murano-progress]');
    const stop = element('button', {type: 'button', className: 'btn btn-default'}, gettext('Stop after this one'));
    let isStopped = false;

    function tell(box, data) {
      const row = box.closest('tr');
      row.querySelector('[data-murano-outcome]').replaceChildren(...outcome(data));
      row.dataset.muranoState = data.state;
      if (data.state === 'done') { box.remove(); }
    }

    function failed(box, failure) {
      if (failure.status === 401) {
        muranoPanel.tellFailure(form, failure);
        isStopped = true;
        return;
      }
      const told = failure.error ? failure.error.message : gettext('Nobody answered: look at the packages.');
      tell(box, {state: 'failed', text: told, address: ''});
    }

    function finish() {
      const states = Array.from(form.querySelectorAll('[data-murano-state]'), function (row) {
        return row.dataset.muranoState;
      });
      const done = states.filter(function (state) { return state === 'done'; }).length;
      const failures = states.length - done;
      const text = failures ? interpolate(gettext('%s imported, %s failed'), [done, failures])
        : interpolate(ngettext('%s package imported', '%s packages imported', done), [done]);
      const heading = form.querySelector('[data-murano-plan-heading]');
      stop.remove();
      button.hidden = form.querySelectorAll('[name="take"]').length === 0;
      button.disabled = false;
      muranoPanel.setText(status, text);
      const leave = form.querySelector('[data-murano-leave]');
      muranoPanel.setText(leave, gettext('To the packages'));
      muranoPanel.setText(form.querySelector('[data-murano-back]'), gettext('Import others'));
      // Where nothing is left to do, one goes on there.
      leave.classList.toggle('btn-primary', button.hidden);
      leave.classList.toggle('btn-default', !button.hidden);
      if (button.hidden) { form.querySelector('[data-murano-back]').before(leave, ' '); }
      heading.classList.toggle('text-success', !failures);
      heading.classList.toggle('text-danger', failures > 0);
      bar.hidden = true;
      heading.replaceChildren(element('span', {
        className: 'fa ' + (failures ? 'fa-triangle-exclamation' : 'fa-check'), 'aria-hidden': 'true'
      }), ' ', text);
      muranoPanel.setText(form.querySelector('[data-murano-outcome-head]'), gettext('What came of it'));
      // It tells of what is still to come.
      lead.hidden = true;
      heading.focus();
    }

    function next(boxes, number) {
      if (isStopped || number === boxes.length) { return Promise.resolve(); }
      const box = boxes[number];
      const name = box.closest('tr').querySelector('.murano-plan__name').textContent;
      bar.querySelector('progress').value = number / boxes.length;
      muranoPanel.setText(status, interpolate(
        gettext('%(number)s of %(all)s: %(name)s'), {number: number + 1, all: boxes.length, name: name}, true));
      const body = sentAgain(form, files, box.closest('tr'));
      return muranoPanel.requestJson(form.action, {body: body}).then(function (data) {
        tell(box, data);
      }, function (failure) { failed(box, failure); }).then(function () { return next(boxes, number + 1); });
    }

    stop.addEventListener('click', function () { isStopped = true; stop.disabled = true; });
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      const boxes = Array.from(form.querySelectorAll('[name="take"]:checked'));
      if (!boxes.length) { return; }
      isStopped = stop.disabled = false;
      button.disabled = true;
      button.after(' ', stop);
      bar.hidden = false;
      next(boxes, 0).finally(finish);
    });
  }

  muranoPanel.onPage('[data-murano-import]', function (root) {
    const files = [];
    let start = null;

    function takeForm(form) {
      root.replaceChildren(form);
      if (form.matches('[data-murano-import-start]')) {
        begin(form);
        muranoPanel.focusFirst(form);
        return;
      }
      Run(form, files);
      CheckRest(form, files);
      // What was chosen is still there for who wants to choose otherwise.
      form.querySelectorAll('[data-murano-back]').forEach(function (link) {
        link.addEventListener('click', function (event) {
          event.preventDefault();
          root.replaceChildren(start);
          document.querySelector('[data-murano-import-lead]').hidden = false;
          start.querySelector('[type="submit"]').focus();
        });
      });
      form.querySelector('[data-murano-plan-heading]').focus();
    }

    function send(form) {
      const button = form.querySelector('[type="submit"]');
      const status = form.querySelector('[data-murano-progress]');
      const data = new FormData(form);
      data.delete('files');
      files.forEach(function (file) { data.append('files', file); });
      button.disabled = true;
      muranoPanel.setText(status, gettext('Fetching and checking …'));
      muranoPanel.requestForm(form.action, {body: data}).then(function (answer) {
        takeForm(muranoPanel.parse(answer.html).querySelector('[data-murano-import] > form'));
      }).catch(function (failure) {
        muranoPanel.tellFailure(form, failure);
      }).finally(function () {
        button.disabled = false;
        muranoPanel.setText(status, '');
      });
    }

    function begin(form) {
      start = form;
      Chooser(form, files);
      form.addEventListener('submit', function (event) {
        event.preventDefault();
        send(form);
      });
    }

    const form = root.querySelector('[data-murano-import-start]');
    if (form) { begin(form); }
  });
}());
