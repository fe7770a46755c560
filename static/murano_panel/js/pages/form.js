/* A package's form with all its steps in one page. Each step is checked by a request of its own and has its own entry
 * in the browser's history; nothing typed is lost by going back and forward, by errors, or when the login ends
 * meanwhile. Without this script the same form is sent page by page. */
(function () {
  'use strict';

  const TYPING_PAUSE = 400;

  /* typed: answers from before the page was loaded again, {step: {name: value}}. */
  function FormPage(form, memory, typed) {
    const sections = form.querySelector('[data-murano-sections]');
    const messages = muranoPanel.formMessages(form);
    const defaultButton = form.querySelector('[data-murano-default-button]');
    const last = Number(form.dataset.muranoLast);
    const address = form.getAttribute('action');
    let current = Number(form.dataset.muranoIndex);
    let accepted = Number(form.dataset.muranoAccepted);
    let changed = 'muranoBegun' in form.dataset;
    let busy = false;
    let isBehind = false;
    // Steps in which something was typed that the server has not accepted yet.
    const unsent = new Set();
    // {field: timer of its check}
    const pauses = new Map();
    let reshaping;

    const sending = muranoPanel.formSending(
      form,
      {sections: sections, section: sectionOf, put: put, inform: messages.inform, accept: accept, unsent: unsent});

    // Talking to the server --------------------------------------------------------------------------------------

    /* What was typed into the steps below first is sent before. */
    function ask(pressed, index, first) {
      if (busy) { return; }
      clearTimeout(reshaping);
      reshaping = 0;
      messages.clear();
      work(sending.ask(pressed, index, first).then(muranoPanel.still).then(take));
    }

    function work(promise) {
      working(true);
      return promise.catch(messages.fail).finally(function () {
        working(false);
        if (isBehind) { follow(); }
      });
    }

    /* The review tells what was accepted, so all that was typed is sent before. */
    function review() {
      ask('show-' + last, current, last);
    }

    function accept(index) {
      unsent.delete(index);
      messages.settle(sectionOf(index));
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
      reshaping = setTimeout(function () { muranoPanel.whenStill(function () { reshapeNow(select); }); }, TYPING_PAUSE);
    }

    /* Unless the server has been asked meanwhile. */
    function reshapeNow(select) {
      if (busy) {
        reshapeSoon(select);
      } else if (reshaping) {
        reshape('shape-' + current + '-' + select.dataset.muranoReshapes);
      }
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
      messages.atStep(index, accepted >= last);
      defaultButton.value = (index === last ? 'add-' : 'next-') + index;
      form.querySelectorAll('[data-murano-step-link]').forEach(function (item) {
        const number = Number(item.dataset.muranoStepLink);
        const button = item.querySelector('button');
        const done = number < accepted;
        item.classList.toggle('murano-steps__item--done', done);
        item.querySelector('[data-murano-step-done]').textContent = done ? '(' + gettext('done') + ')' : '';
        button.disabled = number > accepted;
        button.value = 'to-' + index + '-' + number;
        button.setAttribute('aria-current', number === index ? 'step' : 'false');
      });
      // Who does not see the page hears where the focus is.
      sectionOf(index).querySelector('h2').focus();
    }

    /* What stands in the history for a step of this page, and its address. */
    function place(index) {
      return [{muranoStep: index, muranoForm: memory.key}, '', address + (index ? '#step-' + (index + 1) : '')];
    }

    function go(index) {
      // By back and forward one is there already.
      if (window.history.state.muranoStep !== index) { window.history.pushState(...place(index)); }
      show(index);
    }

    /* To the step that back or forward have led to; later, while the server is being asked. */
    function follow() {
      const index = window.history.state && window.history.state.muranoStep;
      isBehind = busy;
      if (busy || typeof index !== 'number') { return; }
      if (sectionOf(index)) { show(index); } else { ask('show-' + index, current, 0); }
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

    /* Unless the server has been asked meanwhile. */
    function check(field) {
      if (pauses.delete(field)) { messages.check(field); }
    }

    function touch(field) {
      // What stands in the review goes with the button that ends the form.
      const section = field.closest('[data-murano-section]:not([data-murano-section="' + last + '"])');
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
      pauses.set(event.target, setTimeout(function () {
        muranoPanel.whenStill(function () { check(event.target); });
      }, TYPING_PAUSE));
    });
    form.addEventListener('click', function (event) {
      const link = event.target.closest('[data-murano-summary] a');
      if (!link) { return; }
      event.preventDefault();
      document.getElementById(link.hash.slice(1)).focus();
    });
    window.addEventListener('popstate', follow);
    window.addEventListener('pagehide', function () {
      const steps = Array.from(unsent).filter(sectionOf);
      memory.keep({
        address: address,
        state: form.elements.state.value,
        step: current,
        typed: Object.fromEntries(steps.map(function (step) { return [step, muranoPanel.typedIn(sectionOf(step))]; }))
      });
    });
    window.addEventListener('beforeunload', function (event) {
      // What nobody has touched since it was loaded is kept.
      const isTouched = !navigator.userActivation || navigator.userActivation.hasBeenActive;
      if (changed && isTouched) { event.preventDefault(); }
    });

    // The summary and our own messages do what the browser's bubbles would.
    form.noValidate = true;
    window.history.replaceState(...place(current));
    if (Object.keys(typed).length) { work(fillIn()); }

    /* Steps are sent in their order, so all in which something was typed have to be here. */
    async function fillIn() {
      await sending.fetchSteps(Object.keys(typed).map(Number));
      Object.entries(typed).forEach(function ([step, answers]) {
        const section = sectionOf(step);
        if (!section) { return; }
        muranoPanel.fillIn(section, answers);
        unsent.add(Number(step));
        changed = true;
      });
      show(current);
    }
  }

  muranoPanel.onPage('[data-murano-form-page]', function (form) {
    const memory = muranoPanel.formMemory(form.dataset.muranoOwner);
    const kept = memory.recall();
    if (!kept) {
      FormPage(form, memory, {});
      return;
    }
    memory.bringBack(form, kept).then(function (fresh) {
      FormPage(fresh, memory, kept.typed);
    }).catch(muranoPanel.formMessages(form).fail);
  });
}());
