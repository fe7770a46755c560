/* How the steps of a form page reach the server: in their order, and once more where the server has forgotten them.
 *
 *   const sending = muranoPanel.formSending(form, page);
 *     page   {sections: element, section(index), put(index, html), inform(text), accept(index),
 *             unsent: Set of the steps in which something was typed that the server has not accepted yet}
 *   sending.ask(pressed, index, first) -> Promise of the server's answer to a button pressed in step index; the unsent
 *     steps below first go before it, and the first refusal is the answer. Rejects with a failure of lib/request.js.
 *   sending.fetchSteps(indexes) -> Promise: these steps are in the page, if the server shows them
 *
 * What a button asks for is its value, here called pressed: next-2, to-2-0, add-3, shape-1-4, … (components/wizard). */
(function () {
  'use strict';

  muranoPanel.formSending = function (form, page) {
    const last = Number(form.dataset.muranoLast);

    /* The inputs of one step, and what to do with them. */
    function body(pressed, index) {
      const data = new FormData();
      const section = page.section(index);
      new FormData(form).forEach(function (value, name) {
        if (name.startsWith('s' + index + '-') && section) { data.append(name, value); }
      });
      data.append('state', form.elements.state.value);
      data.append('do', pressed);
      return data;
    }

    /* Refusals too may bring the sealed answers of the steps so far. */
    function remember(answer) {
      if (answer.state) { form.elements.state.value = answer.state; }
    }

    async function send(pressed, index) {
      const answer = await muranoPanel.requestJson(form.dataset.muranoStepUrl, {body: body(pressed, index)})
        .catch(function (failure) {
          remember(failure.body);
          throw failure;
        });
      remember(answer);
      if (pressed === 'next-' + index && !answer.errors) { page.accept(index); }
      if (answer.notice) { page.inform(answer.notice); }
      return answer;
    }

    /* The server has forgotten the answers of the earlier steps; this page has not. */
    async function replay(pressed, index, failure) {
      const before = Array.from(Array(Math.min(index, last)).keys());
      const here = before.filter(function (step) { return page.section(step); });
      // Of what is edited the server knows the steps that were not looked at; of what is new it knows none.
      if (here.length < before.length && !('muranoFilled' in form.dataset)) { throw failure; }
      for (const step of here) {
        const answer = await send('next-' + step, step);
        if (answer.errors) { return answer; }
      }
      return send(pressed, index);
    }

    /* What is edited has changed meanwhile: the steps in this page show it as it was, all but the refused one. */
    async function renew(refused) {
      const shown = Array.from(page.sections.children, function (section) {
        return Number(section.dataset.muranoSection);
      });
      for (const index of shown.filter(function (step) { return step !== refused; })) {
        if (page.unsent.has(index)) {
          const answer = await send('show-' + index, index);
          if (answer.step === index) { page.put(index, answer.html); }
        } else {
          page.section(index).remove();
        }
      }
    }

    async function persist(pressed, index) {
      const answer = await send(pressed, index).catch(function (failure) {
        if (!failure.error || failure.error.kind !== 'state') { throw failure; }
        return replay(pressed, index, failure);
      });
      if (answer.moved) { await renew(answer.errors ? answer.step : null); }
      return answer;
    }

    /* Steps that are to be in the page, as the server has them. */
    async function fetchSteps(indexes) {
      for (const index of indexes.filter(function (step) { return !page.section(step); })) {
        const answer = await send('show-' + index, index);
        if (answer.step === index) { page.put(index, answer.html); }
      }
    }

    async function ask(pressed, index, first) {
      const waiting = Array.from(page.unsent).filter(function (step) { return step < first; });
      for (const step of waiting.sort(function (one, other) { return one - other; })) {
        const answer = await persist('next-' + step, step);
        if (answer.errors) { return answer; }
      }
      return persist(pressed, index);
    }

    return {ask: ask, fetchSteps: fetchSteps};
  };
}());
