/* The log of a deployment: filters and search, which live in the address; follow, wrap, copy, links to lines. The page
 * brings its newest lines, or those that its address asks for; all others are fetched once somebody looks for them.
 * How rows are made and kept is the affair of log-lines.js; see also log-search.js and log-follow.js. */
(function () {
  'use strict';

  const RANKS = {info: 0, warning: 1, error: 2};
  const TYPING_PAUSE = 150;
  // As many as a browser takes without effort; those before are in the download.
  const MAX_LINES = 50000;

  function rank(level) { return RANKS[level] || 0; }

  function asText(line) {
    return [line.at, line.level.toUpperCase(), line.name ? '[' + line.name + ']' : '', line.text]
      .filter(Boolean).join(' ');
  }

  muranoPanel.deploymentLog = function (root) {
    function part(name) { return root.querySelector('[data-murano-log-' + name + ']'); }
    const box = part('box');
    const earlier = part('earlier');
    const rows = muranoPanel.logLines(box, part('lines'), function () { search.paint(); });
    const search = muranoPanel.logSearch(root, rows);
    const follow = muranoPanel.logFollow(root, box);
    // Those held; before them come as many as ``missing``.
    let lines = [];
    let missing = 0;
    let names = {};
    let asked = null;
    let passing = [];
    let filled = false;
    let linked = '';
    let typing = null;

    function passes(line) {
      const component = part('component').value;
      return rank(line.level) >= rank(part('level').value)
        && (!component || line.component === component)
        && (!part('only').checked || search.matches(line));
    }

    function render() {
      passing = lines.filter(passes);
      rows.show(passing);
      search.look(passing);
      const all = lines.length + missing;
      earlier.hidden = !missing || lines.length >= MAX_LINES;
      earlier.textContent = interpolate(
        ngettext('Show %(count)s earlier line', 'Show %(count)s earlier lines', missing), {count: missing}, true);
      part('empty').hidden = passing.length > 0;
      if (lines.length && !passing.length) { part('empty').textContent = gettext('No line matches.'); }
      part('count').textContent = passing.length === lines.length
        ? interpolate(ngettext('%(count)s line', '%(count)s lines', all), {count: all}, true)
        : interpolate(gettext('%(some)s of %(all)s lines'), {some: passing.length, all: all}, true);
    }

    /* What is chosen can be passed on, or kept as a bookmark; other parts of the address stay. */
    function remember() {
      const query = new URLSearchParams(window.location.search);
      const chosen = {
        level: part('level').value,
        component: part('component').value,
        words: part('search').value.trim(),
        // Without scripts, words are a filter.
        context: part('search').value.trim() && !part('only').checked ? '1' : '',
        at: linked
      };
      Object.entries(chosen).forEach(function ([name, value]) {
        if (value) { query.set(name, value); } else { query.delete(name); }
      });
      const text = query.toString();
      window.history.replaceState(
        window.history.state, '', window.location.pathname + (text && '?' + text) + (linked && '#line-' + linked));
    }

    /* What is looked for may be among the lines that the page came without. */
    function filter() {
      linked = '';
      rows.mark('');
      remember();
      render();
      fetchMissing().then(function () {
        step(0);
        muranoPanel.say([part('count').textContent, part('hits').textContent].filter(Boolean).join(', '));
      });
      follow.hold();
    }

    function nameComponents() {
      const choice = part('component');
      const known = new Set(Array.from(choice.options, function (option) { return option.value; }));
      Object.keys(names).forEach(function (id) {
        if (!known.has(id)) { choice.add(new Option(names[id] || id, id)); }
      });
    }

    function named(found) {
      found.forEach(function (line) { line.name = names[line.component] || ''; });
      return found;
    }

    /* Promise of all lines, as many as there may be; where they do not come, the next one who looks asks again. */
    function fetchMissing() {
      if (!missing || lines.length >= MAX_LINES) { return Promise.resolve(); }
      const query = lines.length ? '?' + new URLSearchParams({before: lines[0].id}) : '';
      asked = asked || muranoPanel.requestJson(root.dataset.muranoEarlier + query).then(function (answer) {
        const held = new Set(lines.map(function (line) { return line.id; }));
        // A tick may have brought all meanwhile.
        lines = named(answer.lines.filter(function (line) { return !held.has(line.id); })).concat(lines);
        missing = answer.lines.length ? answer.missing : 0;
        render();
        return true;
      }, function () { return false; }).finally(function () { asked = null; });
      return asked.then(function (isNews) { return isNews ? fetchMissing() : undefined; });
    }

    /* `from` counts all lines. What comes replaces what is held from there on, or all, where it begins before that. */
    function hold(data) {
      const kept = data.from - missing;
      if (kept < 0 || kept > lines.length) { missing = data.from; lines = []; }
      lines = lines.slice(0, Math.max(0, kept)).concat(named(data.lines));
    }

    function begin(data) {
      filled = true;
      const there = named(rows.begin());
      if ('muranoLogPartial' in part('lines').dataset) {
        // What the address asks for is shown until all that is around it has come.
        missing = data.from;
        fetchMissing().then(function () { jump(); });
        return;
      }
      lines = there;
      missing = data.from - lines.length;
      render();
      if (missing && (search.words() || part('level').value || part('component').value)) { fetchMissing(); }
      jump();
    }

    function take(data) {
      names = data.names;
      nameComponents();
      if (!filled) {
        begin(data);
      } else if (data.lines.length) {
        const before = lines.length + missing;
        hold(data);
        render();
        follow.count(Math.max(0, lines.length + missing - before));
      }
      follow.hold();
    }

    /* Brings the line of the address into view, whatever hides it. */
    function jump() {
      // AngularJS turns "#line-1" into "#!#line-1", which also keeps CSS' :target from matching.
      const place = window.location.hash.split('#').pop();
      if (!place.startsWith('line-')) { return; }
      const id = place.slice('line-'.length);
      const line = lines.find(function (item) { return item.id === id; });
      if (!line) {
        const before = missing;
        fetchMissing().then(function () { if (missing < before) { jump(); } });
        return;
      }
      follow.release();
      linked = id;
      if (!passing.includes(line)) {
        part('level').value = part('component').value = part('search').value = '';
        render();
      }
      rows.mark(id);
      rows.reveal(id);
      box.scrollIntoView({block: 'nearest'});
    }

    function select(component) {
      part('component').value = component;
      if (part('component').selectedIndex === -1) { part('component').value = ''; }
      filter();
    }

    if (part('pages')) { part('pages').remove(); }
    part('only').checked = Boolean(search.words()) && !new URLSearchParams(window.location.search).has('context');
    ['level', 'component', 'only'].forEach(function (name) { part(name).addEventListener('change', filter); });
    part('tools').addEventListener('submit', function (event) { event.preventDefault(); });
    part('search').addEventListener('input', function () {
      clearTimeout(typing);
      typing = setTimeout(filter, TYPING_PAUSE);
    });
    part('search').addEventListener('keydown', function (event) {
      if (event.key === 'Enter') { step(event.shiftKey ? -1 : 1); }
    });
    // As in less; only while the log has the focus, so that they are in nobody's way.
    box.addEventListener('keydown', function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) { return; }
      if (event.key === 'n') { step(1); } else if (event.key === 'N') { step(-1); }
      if (event.key === '/') {
        event.preventDefault();
        part('search').focus();
      }
    });
    // The browser's own search finds what is in the page.
    document.addEventListener('keydown', function (event) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') { fetchMissing(); }
    });
    part('next').addEventListener('click', function () { step(1); });
    part('previous').addEventListener('click', function () { step(-1); });

    function step(by) {
      if (!search.any()) { return; }
      follow.release();
      search.go(by);
    }

    earlier.addEventListener('click', function () {
      follow.release();
      fetchMissing();
    });
    // Who scrolls up to it wants them.
    new IntersectionObserver(function (entries) {
      if (entries[0].isIntersecting && !follow.isOn()) { fetchMissing(); }
    }, {root: box, rootMargin: '400px'}).observe(earlier);
    part('wrap').addEventListener('change', function (event) {
      part('lines').classList.toggle('murano-lines--unwrapped', !event.target.checked);
    });
    part('copy').addEventListener('click', function () {
      fetchMissing().then(function () {
        return muranoPanel.copy(passing.map(asText).join('\n') + '\n');
      }).then(function () {
        return gettext('Copied');
      }, function () {
        return gettext('Not allowed by the browser');
      }).then(function (answer) {
        part('copy-label').textContent = answer;
        muranoPanel.say(answer);
        setTimeout(function () { part('copy-label').textContent = gettext('Copy'); }, 2000);
      });
    });
    root.addEventListener('click', function (event) {
      const link = event.target.closest('.murano-line__time');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      linked = link.hash.slice('#line-'.length);
      follow.release();
      remember();
      rows.mark(linked);
    });
    document.addEventListener('click', function (event) {
      const link = event.target.closest('[data-murano-log-of]');
      if (link) { select(link.dataset.muranoLogOf); }
    });
    window.addEventListener('hashchange', jump);

    return {take: take};
  };
}());
