/* What stands in a form outlives its page: reload, and the browser's back and forward between forms, bring it back.
 *
 * It is kept in this tab's sessionStorage, under a key that stands in the page's entry of the history: {owner, address,
 * state, step, typed}. The state is sealed by the server, which makes the page of it again; typed are the answers that
 * it has not got yet, {step: {name: value}}, without passwords.
 *
 *   const memory = muranoPanel.formMemory(owner);
 *   memory.key
 *   memory.recall() -> what was kept for this entry, or null     memory.keep({address, state, step, typed})
 *   memory.bringBack(form, kept) -> Promise of the kept form, which takes the place of the one that is in the page now;
 *     rejects with a failure of lib/request.js */
(function () {
  'use strict';

  const PREFIX = 'murano_panel.form.';
  // Forms on top of each other, and some more that one may go back to.
  const MOST = 16;
  // Read at once: AngularJS empties the state of an entry whose address has a fragment as soon as the page is there.
  const entry = window.history.state || {};

  function kept() {
    return Object.keys(sessionStorage).filter(function (name) { return name.startsWith(PREFIX); }).sort();
  }

  muranoPanel.formMemory = function (owner) {
    // Beginning with the time, so that the oldest ones come first.
    const key = entry.muranoForm || Date.now().toString(36) + Math.random().toString(36).slice(2);

    function recall() {
      try {
        const found = JSON.parse(sessionStorage.getItem(PREFIX + key));
        if (!found || found.owner !== owner) { return null; }
        return Object.assign(found, {step: typeof entry.muranoStep === 'number' ? entry.muranoStep : found.step});
      } catch {
        return null;
      }
    }

    /* A full or forbidden storage only costs the copy; the oldest ones make room. */
    function keep(record) {
      const text = JSON.stringify(Object.assign({owner: owner}, record));
      try {
        kept().slice(0, -MOST).forEach(function (name) { sessionStorage.removeItem(name); });
        try {
          sessionStorage.setItem(PREFIX + key, text);
        } catch {
          kept().forEach(function (name) { sessionStorage.removeItem(name); });
          sessionStorage.setItem(PREFIX + key, text);
        }
      } catch (error) {
        console.warn('The form cannot be kept in this tab.', error);
      }
    }

    async function bringBack(form, record) {
      const empty = form.querySelector('[data-murano-sections]');
      empty.hidden = form.inert = true;
      form.setAttribute('aria-busy', 'true');
      const body = new FormData();
      body.append('state', record.state);
      body.append('do', 'show-' + record.step);
      try {
        const answer = await muranoPanel.requestForm(record.address, {body: body});
        const page = muranoPanel.parse(answer.html || '');
        const fresh = document.importNode(page.querySelector('main'), true);
        document.querySelector('main').replaceWith(fresh);
        horizon.forms.add_password_fields_reveal_buttons(fresh);
        fresh.querySelector('[data-murano-section]').dispatchEvent(new CustomEvent('murano:section', {bubbles: true}));
        return fresh.querySelector('[data-murano-form-page]');
      } catch (failure) {
        // Nobody is to fill in the empty form instead of the one that is still kept.
        empty.replaceChildren();
        form.inert = false;
        form.setAttribute('aria-busy', 'false');
        throw failure;
      }
    }

    return {key: key, recall: recall, keep: keep, bringBack: bringBack};
  };
}());
