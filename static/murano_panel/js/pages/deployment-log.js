/* The log of a deployment: filters, search, follow, wrap, copy, links to lines. The page brings its newest lines; those
 * before them are fetched once they are looked for. Then all are in memory, and only the newest of those that pass the
 * filters are in the page, so that ten thousand of them stay usable. */
(function () {
  'use strict';

  const IN_PAGE = 1000;
  const RANKS = {info: 0, warning: 1, error: 2};

  function rank(level) { return RANKS[level] || 0; }

  const element = muranoPanel.element;

  /* Where the words that are searched for stand in the text: [[from, to], …]. */
  function places(text, words) {
    const lower = text.toLowerCase();
    const found = [];
    // Lower case can be longer than the text ('İ'): then positions do not match, and nothing is marked.
    let at = words && lower.length === text.length ? lower.indexOf(words) : -1;
    while (at !== -1) {
      found.push([at, at + words.length]);
      at = lower.indexOf(words, at + words.length);
    }
    return found;
  }

  /* The text with its links, and every occurrence of the words in <mark>, across the ends of links too. */
  function shown(text, words) {
    const found = places(text, words);
    let begin = 0;
    return element('span', {className: 'murano-line__text'}, ...muranoPanel.pieces(text).flatMap(function (piece) {
      const content = [];
      let done = 0;
      found.forEach(function (place) {
        const from = Math.max(place[0] - begin, done);
        const to = Math.min(place[1] - begin, piece.text.length);
        if (from < to) {
          content.push(piece.text.slice(done, from), element('mark', {}, piece.text.slice(from, to)));
          done = to;
        }
      });
      begin += piece.text.length;
      return muranoPanel.linked(piece, ...content, piece.text.slice(done));
    }));
  }

  function row(line, words) {
    const made = element('li', {id: 'line-' + line.id, className: 'murano-line murano-line--' + line.level});
    made.append(element('a', {
      className: 'murano-line__time',
      href: '#line-' + line.id,
      title: line.at,
      // Otherwise AngularJS takes the click, and the address stays as it was.
      target: '_self'
    }, line.at.slice(11, 19)), ' ');
    if (line.level !== 'info') { made.append(element('span', {className: 'murano-line__level'}, line.level), ' '); }
    if (line.name) { made.append(element('span', {className: 'murano-line__name'}, line.name), ' '); }
    made.append(shown(line.text, words));
    return made;
  }

  /* The line that a row of the server's shows. */
  function lineOf(item) {
    return {
      id: item.id.slice('line-'.length),
      at: item.querySelector('.murano-line__time').title,
      level: item.className.split('murano-line--').pop(),
      component: item.dataset.muranoOf,
      text: item.querySelector('.murano-line__text').textContent
    };
  }

  function asText(line) {
    return [line.at, line.level.toUpperCase(), line.name ? '[' + line.name + ']' : '', line.text]
      .filter(Boolean).join(' ');
  }

  muranoPanel.deploymentLog = function (root) {
    function part(name) { return root.querySelector('[data-murano-log-' + name + ']'); }
    const list = part('lines');
    const box = part('box');
    const earlier = part('earlier');
    const search = part('search');
    // Those held; before them come as many as ``missing``.
    let lines = [];
    let missing = 0;
    let names = {};
    let asked = null;
    let passing = [];
    let size = IN_PAGE;
    let filled = false;
    let target = '';

    function words() { return search.value.trim().toLowerCase(); }

    function passes(line) {
      const component = part('component').value;
      const wanted = words();
      return rank(line.level) >= rank(part('level').value)
        && (!component || line.component === component)
        && (!wanted || (line.name + ' ' + line.text).toLowerCase().includes(wanted));
    }

    /* Rows that are there already are kept, so that selections and focus survive new lines. */
    function render(rebuild) {
      const wanted = passing.slice(-size);
      if (rebuild) { list.replaceChildren(); }
      const there = new Map(Array.from(list.children, function (item) { return [item.id, item]; }));
      const keep = new Set(wanted.map(function (line) { return 'line-' + line.id; }));
      there.forEach(function (item, id) { if (!keep.has(id)) { item.remove(); } });
      const searched = words();
      let before = list.firstElementChild;
      const fresh = document.createDocumentFragment();
      wanted.forEach(function (line) {
        if (before && before.id === 'line-' + line.id) {
          if (fresh.childNodes.length) { list.insertBefore(fresh, before); }
          before = before.nextElementSibling;
        } else {
          fresh.append(there.get('line-' + line.id) || row(line, searched));
        }
      });
      list.insertBefore(fresh, before);
      const linked = target && document.getElementById(target);
      if (linked) { linked.classList.add('murano-line--linked'); }
      tell(wanted.length);
    }

    function tell(inPage) {
      const hidden = passing.length - inPage + missing;
      const all = lines.length + missing;
      earlier.hidden = !hidden;
      earlier.textContent = interpolate(
        ngettext('Show %(count)s earlier line', 'Show %(count)s earlier lines', hidden),
        {count: Math.min(hidden, IN_PAGE)}, true);
      part('empty').hidden = lines.length > 0;
      part('count').textContent = passing.length === lines.length
        ? interpolate(ngettext('%(count)s line', '%(count)s lines', all), {count: all}, true)
        : interpolate(gettext('%(some)s of %(all)s lines'), {some: passing.length, all: all}, true);
    }

    function follow() {
      if (part('follow').checked) { box.scrollTop = box.scrollHeight; }
    }

    /* What is looked for may be among the lines that the page came without. */
    function filter() {
      fetchMissing().then(function (isNews) { if (isNews) { refilter(); } });
      refilter();
    }

    function refilter() {
      size = IN_PAGE;
      passing = lines.filter(passes);
      render(true);
      follow();
      // Only then: a log that grows would say so for ever.
      muranoPanel.say(part('count').textContent);
    }

    function nameComponents() {
      const choice = part('component');
      const known = new Set(Array.from(choice.options, function (option) { return option.value; }));
      lines.forEach(function (line) {
        if (line.component && !known.has(line.component)) {
          known.add(line.component);
          choice.add(new Option(line.name || line.component, line.component));
        }
      });
    }

    function named(found) {
      found.forEach(function (line) { line.name = names[line.component] || ''; });
      return found;
    }

    /* Promise of whether lines have come. Without them the page is as it was, and the next one who looks asks again. */
    function fetchMissing() {
      if (!missing) { return Promise.resolve(false); }
      const url = root.dataset.muranoEarlier + '?' + new URLSearchParams({before: lines[0].id});
      asked = asked || muranoPanel.requestJson(url).then(function (answer) {
        const held = new Set(lines.map(function (line) { return line.id; }));
        // A tick may have brought all meanwhile.
        lines = named(answer.lines.filter(function (line) { return !held.has(line.id); })).concat(lines);
        missing = 0;
        nameComponents();
        passing = lines.filter(passes);
        return true;
      }).catch(function () { return false; }).finally(function () { asked = null; });
      return asked;
    }

    /* `from` counts all lines. What comes replaces what is held from there on, or all, where it begins before that. */
    function hold(data) {
      const kept = data.from - missing;
      if (kept < 0 || kept > lines.length) { missing = data.from; lines = []; }
      lines = lines.slice(0, Math.max(0, kept)).concat(named(data.lines));
    }

    function take(data) {
      names = data.names;
      if (!filled) {
        lines = named(Array.from(list.children, lineOf));
        missing = data.from - lines.length;
      } else {
        hold(data);
      }
      if (!data.lines.length && filled) { return; }
      nameComponents();
      passing = lines.filter(passes);
      // While somebody reads above or marks text, nothing may go away at the top.
      if (!part('follow').checked || muranoPanel.inUse(list)) {
        size = Math.max(size, list.children.length + data.lines.length);
      }
      render(!filled);
      filled = true;
      follow();
    }

    /* Brings the line of the address into view, whatever hides it. */
    function jump() {
      // AngularJS turns "#line-1" into "#!#line-1", which also keeps CSS' :target from matching.
      const id = window.location.hash.split('#').pop();
      const index = lines.findIndex(function (line) { return 'line-' + line.id === id; });
      if (index === -1) {
        if (id.startsWith('line-')) { fetchMissing().then(function (isNews) { if (isNews) { jump(); } }); }
        return;
      }
      part('follow').checked = false;
      if (!passing.includes(lines[index])) {
        part('level').value = part('component').value = search.value = '';
        passing = lines.slice();
      }
      size = Math.max(size, passing.length - passing.indexOf(lines[index]));
      target = id;
      render(true);
      document.getElementById(id).scrollIntoView({block: 'center'});
    }

    function select(component) {
      fetchMissing().then(function () {
        part('component').value = component;
        if (part('component').selectedIndex === -1) { part('component').value = ''; }
        refilter();
      });
    }

    if (part('earlier-static')) { part('earlier-static').remove(); }
    ['level', 'component'].forEach(function (name) { part(name).addEventListener('change', filter); });
    search.addEventListener('input', filter);
    // The choice has those that the held lines are about.
    part('component').addEventListener('focus', fetchMissing);
    earlier.addEventListener('click', function () {
      part('follow').checked = false;
      fetchMissing().then(function () {
        const height = box.scrollHeight - box.scrollTop;
        size = Math.max(size, list.children.length) + IN_PAGE;
        render(false);
        box.scrollTop = box.scrollHeight - height;
      });
    });
    part('follow').addEventListener('change', follow);
    part('wrap').addEventListener('change', function (event) {
      list.classList.toggle('murano-lines--unwrapped', !event.target.checked);
    });
    // Scrolling up is reading: stop following. Scrolling to the end is following again.
    box.addEventListener('scroll', function () {
      part('follow').checked = box.scrollHeight - box.scrollTop - box.clientHeight < 4;
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
    document.addEventListener('click', function (event) {
      const link = event.target.closest('[data-murano-log-of]');
      if (link) { select(link.dataset.muranoLogOf); }
    });
    window.addEventListener('hashchange', jump);

    return {
      take: function (data) {
        const first = !filled;
        take(data);
        if (first) { jump(); }
      }
    };
  };
}());
