/* The table of packages: the versions that nobody has read lately come after the page has been shown, some at a time.
 * They stand in the archives, which Murano's list does not tell of. */
(function () {
  'use strict';

  function Versions(root) {
    const most = Number(root.dataset.muranoMost);
    const asked = new Set();
    let busy = false;

    function cells() {
      return Array.from(root.querySelectorAll('[data-murano-version]')).filter(function (cell) {
        return cell.dataset.muranoVersion && !asked.has(cell.dataset.muranoVersion);
      });
    }

    function show(versions) {
      root.querySelectorAll('[data-murano-version]').forEach(function (cell) {
        const version = versions[cell.dataset.muranoVersion];
        if (version !== undefined) {
          cell.textContent = version;
          cell.dataset.muranoVersion = '';
        }
      });
    }

    function next() {
      const ids = cells().slice(0, most).map(function (cell) { return cell.dataset.muranoVersion; });
      if (busy || !ids.length) { return; }
      busy = true;
      ids.forEach(function (id) { asked.add(id); });
      const query = new URLSearchParams(ids.map(function (id) { return ['id', id]; }));
      muranoPanel.requestJson(root.dataset.muranoVersions + '?' + query).then(function (answer) {
        busy = false;
        show(answer.versions);
        next();
      }, function () {
        // The table is of use without them; the next page asks again.
        busy = false;
      });
    }

    root.addEventListener('murano:rows', next);
    next();
  }

  muranoPanel.onPage('[data-murano-versions]', Versions);
}());
