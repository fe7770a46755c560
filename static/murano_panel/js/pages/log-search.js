/* Search in a log: every place of the words is marked, counted, and gone to with next and previous.
 *
 *   const search = muranoPanel.logSearch(root, rows)
 *   search.words()        -> what is searched for, in lower case; '' for nothing
 *   search.matches(line)  -> whether it has a hit
 *   search.look(lines)    finds the hits in these, in order; the one that was gone to last stays
 *   search.any()         -> whether there are hits
 *   search.go(step)       goes on to the next hit (1), the previous one (-1), or the nearest one (0)
 *   search.paint()        marks the hits that are in view */
(function () {
  'use strict';

  /* Marks need no elements of their own, where the browser knows how (CSS.highlights): rows stay as they are. */
  const canMark = 'highlights' in CSS;

  /* Where the words stand in the text: [[from, to], …]. */
  function places(text, words) {
    const lower = text.toLowerCase();
    const found = [];
    // Lower case can be longer than the text ('İ'): then positions do not match, and nothing is found.
    let at = words && lower.length === text.length ? lower.indexOf(words) : -1;
    while (at !== -1) {
      found.push([at, at + words.length]);
      at = lower.indexOf(words, at + words.length);
    }
    return found;
  }

  /* The part of an element's text, across the links in it. */
  function range(holder, from, to) {
    const made = document.createRange();
    const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    let begin = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const end = begin + node.length;
      if (from >= begin && from < end) { made.setStart(node, from - begin); }
      if (to <= end) {
        made.setEnd(node, to - begin);
        return made;
      }
      begin = end;
    }
    return made;
  }

  function rangeOf(hit, row) {
    const holder = row.querySelector(hit.inName ? '.murano-line__name' : '.murano-line__text');
    return holder && range(holder, hit.from, hit.to);
  }

  muranoPanel.logSearch = function (root, rows) {
    function part(name) { return root.querySelector('[data-murano-log-' + name + ']'); }
    const field = part('search');
    let hits = [];
    let ofLine = new Map();
    let current = -1;
    let lit = null;

    function words() { return field.value.trim().toLowerCase(); }

    function inLine(line, wanted) {
      function found(text, inName) {
        return places(text, wanted).map(function (place) {
          return {line: line, inName: inName, from: place[0], to: place[1]};
        });
      }
      return found(line.name, true).concat(found(line.text, false));
    }

    function tell() {
      const none = !hits.length;
      part('finding').hidden = !words();
      part('next').disabled = part('previous').disabled = none;
      part('hits').textContent = !words() ? '' : none ? gettext('no hits') : current === -1
        ? interpolate(ngettext('%(all)s hit', '%(all)s hits', hits.length), {all: hits.length}, true)
        : interpolate(gettext('%(number)s of %(all)s'), {number: current + 1, all: hits.length}, true);
    }

    function paint() {
      const here = hits[current];
      if (lit) { lit.classList.remove('murano-line--hit'); }
      const row = here && rows.row(here.line.id);
      if (row) { row.classList.add('murano-line--hit'); }
      lit = row;
      if (!canMark) { return; }
      const ranges = hits.length ? rows.inView().flatMap(function (item) {
        return (ofLine.get(item.id.slice('line-'.length)) || []).map(function (hit) { return rangeOf(hit, item); });
      }).filter(Boolean) : [];
      CSS.highlights.set('murano-hits', new Highlight(...ranges));
      const chosen = row && rangeOf(here, row);
      CSS.highlights.set('murano-hit', chosen ? new Highlight(chosen) : new Highlight());
    }

    function nearest() {
      const top = rows.first();
      const order = new Map(hits.map(function (hit, index) { return [hit.line.id, index]; }));
      // The first hit that is in view or below, else the last one above.
      const inView = new Set(rows.inView().map(function (item) { return item.id.slice('line-'.length); }));
      if (order.has(top)) { return order.get(top); }
      const found = hits.findIndex(function (hit) { return inView.has(hit.line.id); });
      return found === -1 ? hits.length - 1 : found;
    }

    return {
      words: words,
      matches: function (line) {
        const wanted = words();
        return !wanted || places(line.text, wanted).length > 0 || places(line.name, wanted).length > 0;
      },
      look: function (lines) {
        const before = hits[current];
        const wanted = words();
        hits = wanted ? lines.flatMap(function (line) { return inLine(line, wanted); }) : [];
        ofLine = new Map();
        hits.forEach(function (hit) {
          if (!ofLine.has(hit.line.id)) { ofLine.set(hit.line.id, []); }
          ofLine.get(hit.line.id).push(hit);
        });
        current = before ? hits.findIndex(function (hit) {
          return hit.line.id === before.line.id && hit.from === before.from && hit.inName === before.inName;
        }) : -1;
        tell();
        paint();
      },
      any: function () { return hits.length > 0; },
      go: function (step) {
        current = step && current !== -1 ? (current + step + hits.length) % hits.length : nearest();
        rows.reveal(hits[current].line.id);
        tell();
        paint();
        muranoPanel.say(part('hits').textContent + ': ' + hits[current].line.text);
      },
      paint: paint
    };
  };
}());
