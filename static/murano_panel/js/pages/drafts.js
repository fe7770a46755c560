/* Keeps the changes of a draft, without secrets, in this tab's sessionStorage, and offers them again when the draft was
 * made void by another deployment.
 *
 * The page hands over what it knows in two JSON elements: #murano-environment {environment, owner, present} and, with a
 * valid draft, #murano-draft {opened, base, changes}. Kept for each environment: {owner, current, lost, deploying,
 * reapplying}, where current and lost are drafts or null, and the last two say that a form was sent for them. */
(function () {
  'use strict';

  const PREFIX = 'murano_panel.draft.';

  function data(id) {
    const element = document.getElementById(id);
    return element ? JSON.parse(element.textContent) : null;
  }

  function read(environment) {
    try {
      return JSON.parse(sessionStorage.getItem(PREFIX + environment)) || {};
    } catch {
      return {};
    }
  }

  /* A full or forbidden storage only costs the copy. */
  function write(environment, kept) {
    try {
      if (kept.current || kept.lost) {
        sessionStorage.setItem(PREFIX + environment, JSON.stringify(kept));
      } else {
        sessionStorage.removeItem(PREFIX + environment);
      }
    } catch (error) {
      console.warn('The draft cannot be kept in this tab.', error);
    }
  }

  function alter(environment, values) {
    write(environment, Object.assign(read(environment), values));
  }

  function idOf(entry) {
    return entry.kind === 'added' ? entry.component['?'].id : entry.id;
  }

  function nameOf(entry) {
    return entry.name || idOf(entry);
  }

  /* Whether the environment has all of it. Changed values cannot be seen here; the server tells when asked for them. */
  function arrived(draft, present) {
    return draft.changes.every(function (entry) {
      const there = present.indexOf(idOf(entry)) !== -1;
      return entry.kind === 'added' && there || entry.kind === 'removed' && !there;
    });
  }

  function offer(draft, environment) {
    const box = document.querySelector('[data-murano-lost]');
    // The review shows a draft; what became of an earlier one the page of the environment tells.
    if (!box) { return; }
    const form = box.querySelector('[data-murano-reapply]');
    const forget = box.querySelector('[data-murano-forget]');
    draft.changes.forEach(function (entry) {
      const kind = box.querySelector('template[data-murano-kind="' + entry.kind + '"]').content.cloneNode(true);
      box.querySelector('[data-murano-kept-list]').append(muranoPanel.element(
        'li', {}, kind, ' ', muranoPanel.element('strong', {}, nameOf(entry))));
    });
    form.elements.saved.value = JSON.stringify(draft.changes);
    form.hidden = false;
    box.hidden = false;
    box.querySelector('[data-murano-not-kept]').hidden = true;
    box.querySelector('[data-murano-kept]').hidden = false;
    if (forget) {
      forget.hidden = false;
      forget.addEventListener('click', function () {
        alter(environment, {lost: null});
        box.hidden = true;
      });
    }
  }

  /* The draft to offer again: the one kept as current, unless it is the one shown, or else the one lost before. */
  function lostDraft(kept, shown, present) {
    // AngularJS puts "#!" before it.
    if (kept.reapplying && window.location.hash.endsWith('#reapplied')) { return null; }
    const isShown = Boolean(shown && kept.current) && shown.opened === kept.current.opened;
    const lost = kept.current && !isShown ? kept.current : kept.lost;
    return lost && !arrived(lost, present) ? lost : null;
  }

  function onEnvironment(page) {
    const shown = data('murano-draft');
    const before = read(page.environment);
    const lost = lostDraft(before.owner === page.owner ? before : {}, shown, page.present);
    const current = shown && shown.changes.length ? shown : null;
    write(page.environment, {owner: page.owner, current: current, lost: lost});
    if (lost) { offer(lost, page.environment); }
  }

  /* Taking back its only change ends a draft; of others the next page keeps what remains. */
  function undo(environment) {
    const current = read(environment).current;
    if (current && current.changes.length === 1) { alter(environment, {current: null}); }
  }

  /* After a press of "Deploy" the page of a deployment means that the draft was taken. */
  function onDeployment() {
    const match = /\/environments\/([^/]+)\/deployments\/[^/]+\/$/.exec(window.location.pathname);
    if (match && read(match[1]).deploying) { alter(match[1], {current: null, deploying: false}); }
  }

  document.addEventListener('submit', function (event) {
    const form = event.target;
    if (event.defaultPrevented || !form.matches('.murano-post')) { return; }
    const sent = muranoPanel.sent(event);
    if (sent.muranoEndsDraft) { alter(sent.muranoEndsDraft, {current: null, lost: null}); }
    if (sent.muranoUndoes) { undo(sent.muranoUndoes); }
    if (sent.muranoDeploys) { alter(sent.muranoDeploys, {deploying: true}); }
    if (sent.muranoReapply) { alter(sent.muranoReapply, {reapplying: true}); }
  });

  horizon.addInitFunction(function () {
    const page = data('murano-environment');
    if (page) { onEnvironment(page); } else { onDeployment(); }
  });
}());
