/* The page of an environment hears what happens to it: the newest line of what runs, what others have done, and when it
 * is time to be loaded anew. */
(function () {
  'use strict';

  /* Nobody's dialog, selection or focused button is taken away. */
  function isQuiet() {
    return !document.querySelector('.modal.in, dialog[open]') && !muranoPanel.inUse(document.querySelector('.murano'));
  }

  function Follow(root) {
    const newest = document.querySelector('[data-murano-newest]');
    const heard = root.querySelector('[data-murano-heard]');
    const isRunning = 'muranoRunning' in root.dataset;
    let told = '';

    function tell(text) {
      root.hidden = false;
      muranoPanel.setText(heard, text);
    }

    /* The page that comes instead tells the state by the same function that told it to the poll. */
    function end(text) {
      if (isQuiet()) { window.location.reload(); }
      tell(text);
      return {again: false};
    }

    function take(data) {
      if (isRunning && !data.running) { return end(gettext('It has ended.')); }
      if (isRunning && data.state && data.state !== root.dataset.muranoTold) {
        return end(gettext('Its state has changed.'));
      }
      if (data.news && data.news !== told) {
        tell(data.news);
        told = data.news;
        // What was there is made anew, or is being worked on.
        muranoPanel.renewParts(root.parentElement);
      }
      const changed = Boolean(newest) && newest.textContent !== data.line;
      if (newest) {
        newest.hidden = !data.line;
        muranoPanel.setLinked(newest, data.line);
      }
      return {again: true, changed: changed};
    }

    function gone() {
      const text = gettext('The environment does not exist any more.');
      // A deletion ends with the environment: then the page says that it is not there any more.
      if (isRunning) { end(text); } else { tell(text); }
    }

    muranoPanel.poll({
      url: root.dataset.muranoFollow + '?' + new URLSearchParams({stamp: root.dataset.muranoStamp}),
      onData: take,
      onGone: gone,
      root: root.parentElement
    });
  }

  muranoPanel.onPage('[data-murano-follow]', Follow);
}());
