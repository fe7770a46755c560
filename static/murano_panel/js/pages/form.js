/* A package's form with all its steps in one page. Each step is checked by a request of its own and has its own entry
 * in the browser's history; nothing typed is lost by going back and forward, by errors, or when the login ends
 * meanwhile. Without this script the same form is sent page by page. */
(function () {
  'use strict';

  const TYPING_PAUSE = 400;

  function FormPage(form) {
    const sections = form.querySelector('[data-murano-sections]');
    const messages = muranoPanel.formMessages(form);
    const defaultButton = form.querySelector('[data-murano-default-button]');
    const last = Number(form.dataset.muranoLast);
    const address = window.location.pathname + window.location.search;
    let current = Number(form.dataset.muranoIndex);
    let accepted = Number(form.dataset.muranoAccepted);
    let changed = 'muranoBegun' in form.dataset;
    let busy = false;
    // Steps in which something was typed that the server has not accepted yet.
    const unsent = new Set();
    // {field: timer of its check}
    const pauses = new Map();
    let reshaping;

    const sending = muranoPanel.formSending(
      form, {sections: sections, section: sectionOf, put: put, inform: messages.inform, unsent: unsent});

    // Talking to the server --------------------------------------------------------------------------------------

    /* What was typed into the steps below first is sent before. */
    function ask(pressed, index, first) {
      if (busy) { return; }
      clearTimeout(reshaping);
      working(true);
      messages.clear();
      sending.ask(pressed, index, first).then(take).catch(messages.fail).finally(function () { working(false); });
    }

    /* The review tells what was accepted, so all that was typed is sent before. */
    function review() {
      ask('show-' + last, current, last);
    }

    function take(answer) {
      if (answer.redirect) {
        changed = false;
        window.location.assign(answer.redirect);
      } else if (answer.errors) {
        accepted = answer.html ? answer.accepted : Math.min(accepted, answer.step);
        if (answer.html) { put(answer.step, answer.html); }
        if (answer.step !== current) { go(answer.step); }
        messages.showErrors(sectionOf(answer.step), answer.errors);
      } else {
        accepted = answer.accepted;
        put(answer.step, answer.html);
        go(answer.step);
        const wanted = sectionOf(answer.step).querySelector('[autofocus]');
        if (wanted) { wanted.focus(); }
      }
    }

    function working(on) {
      busy = on;
      // What the server will say of a field is not to be wiped off by a check that was waiting.
      pauses.forEach(function (pause) { clearTimeout(pause); });
      pauses.clear();
      form.setAttribute('aria-busy', String(on));
      form.querySelectorAll('.murano-form__buttons .btn').forEach(function (button) { button.disabled = on; });
    }

    /* The server adds or takes away fields, as the answer to one of them wants it. */
    function reshape(pressed) {
      changed = true;
      unsent.add(current);
      ask(pressed, current, 0);
    }

    /* With the keyboard one passes other choices on the way to the one that is meant. */
    function reshapeSoon(select) {
      clearTimeout(reshaping);
      reshaping = setTimeout(function () {
        if (busy) { reshapeSoon(select); } else { reshape('shape-' + current + '-' + select.dataset.muranoReshapes); }
      }, TYPING_PAUSE);
    }

    // Steps ------------------------------------------------------------------------------------------------------

    function sectionOf(index) {
      return sections.querySelector('[data-murano-section="' + index + '"]');
    }

    /* A step as the server sees it now, with what was typed into it before. */
    function put(index, html) {
      const fresh = muranoPanel.parse(html).querySelector('[data-murano-section]');
      const old = sectionOf(index);
      if (old) {
        muranoPanel.keepTyped(old, fresh);
        old.replaceWith(fresh);
      } else {
        const after = Array.from(sections.children).find(function (section) {
          return Number(section.dataset.muranoSection) > index;
        });
        sections.insertBefore(fresh, after || null);
      }
      horizon.forms.add_password_fields_reveal_buttons(fresh);
      fresh.dispatchEvent(new CustomEvent('murano:section', {bubbles: true}));
    }

    function show(index) {
      current = index;
      Array.from(sections.children).forEach(function (section) {
        section.hidden = Number(section.dataset.muranoSection) !== index;
      });
      defaultButton.value = (index === last ? 'add-' : 'next-') + index;
      form.querySelectorAll('[data-murano-step-link]').forEach(function (item) {
        const number = Number(item.dataset.muranoStepLink);
        const button = item.querySelector('button');
        const done = number < accepted;
        item.classList.toggle('murano-steps__item--done', done);
        item.querySelector('[data-murano-step-done]').textContent = done ? '(' + gettext('done') + ')' : '';
        button.disabled = number > accepted;
        button.value = 'to-' + index + '-' + number;
        if (number === index) {
          button.setAttribute('aria-current', 'step');
        } else {
          button.removeAttribute('aria-current');
        }
      });
      // Who does not see the page hears where the focus is.
      sectionOf(index).querySelector('h2').focus();
    }

    function go(index) {
      if (index !== current) {
        window.history.pushState({muranoStep: index}, '', address + '#step-' + (index + 1));
      }
      show(index);
    }

    /* To a step that is in the page, or else fetched. What stands in this one stays. */
    function goTo(index) {
      if (index < 0 || index > accepted || index === current) { return; }
      if (index === last) {
        review();
      } else if (sectionOf(index)) {
        go(index);
      } else {
        ask('show-' + index, current, 0);
      }
    }

    // Events -----------------------------------------------------------------------------------------------------

    function touch(field) {
      const section = field.closest('[data-murano-section]');
      changed = true;
      if (section) { unsent.add(Number(section.dataset.muranoSection)); }
    }

    /* Buttons that send the whole form: another page follows. */
    function leavesPage(verb) {
      return ['new', 'drop', 'leave'].includes(verb)
        || verb === 'add' && 'muranoStacked' in form.dataset && !unsent.size;
    }

    /* A field's choices are asked for again; what was typed stays. The link of this step itself does nothing. */
    function askAgain(button) {
      const field = button.closest('[data-murano-field]');
      if (field) { reshape('shape-' + current + '-' + field.dataset.muranoField.split('-')[2]); }
    }

    function press(button) {
      const [verb, , step] = button.value.split('-');
      if (verb === 'back') {
        goTo(current - 1);
      } else if (verb === 'to' && Number(step) === current) {
        askAgain(button);
      } else if (verb === 'to') {
        goTo(Number(step));
      } else if (verb === 'add' && unsent.size) {
        review();
      } else if (['shape', 'grow', 'shrink'].includes(verb)) {
        reshape(button.value);
      } else {
        ask(button.value, current, verb === 'next' ? current : 0);
      }
    }

    form.addEventListener('submit', function (event) {
      const button = event.submitter || defaultButton;
      if (leavesPage(button.value.split('-')[0])) {
        changed = false;
        return;
      }
      event.preventDefault();
      press(button);
    });
    form.addEventListener('change', function (event) {
      // What fills in forms for people may send this event alone.
      touch(event.target);
      if ('muranoReshapes' in event.target.dataset) { reshapeSoon(event.target); }
    });
    form.addEventListener('input', function (event) {
      touch(event.target);
      clearTimeout(pauses.get(event.target));
      pauses.set(event.target, setTimeout(function () { messages.check(event.target); }, TYPING_PAUSE));
    });
    form.addEventListener('click', function (event) {
      const link = event.target.closest('[data-murano-summary] a');
      if (!link) { return; }
      event.preventDefault();
      document.getElementById(link.hash.slice(1)).focus();
    });
    window.addEventListener('popstate', function (event) {
      const index = event.state && event.state.muranoStep;
      if (typeof index === 'number' && sectionOf(index)) { show(index); }
    });
    window.addEventListener('beforeunload', function (event) {
      if (changed) { event.preventDefault(); }
    });

    form.classList.add('murano-form--scripted');
    // The summary and our own messages do what the browser's bubbles would.
    form.noValidate = true;
    window.history.replaceState({muranoStep: current}, '', form.getAttribute('action') + window.location.hash);
  }

  muranoPanel.onPage('[data-murano-form-page]', FormPage);
}());
