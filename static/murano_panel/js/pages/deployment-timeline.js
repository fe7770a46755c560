/* The timeline of a deployment: a bar for each component, drawn by the server, which goes on with the clock and takes
 * what ticks bring. Its times are seconds from the start of the deployment by Murano's clock; the browser's own clock
 * only counts on from the last answer. */
(function () {
  'use strict';

  const setText = muranoPanel.setText;
  const SVG = 'http://www.w3.org/2000/svg';

  function svg(name, attributes) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(function ([key, value]) { made.setAttribute(key, value); });
    return made;
  }

  function part(row, name) { return row.querySelector('[data-murano-part="' + name + '"]'); }

  function place(parent, number) { return parent.querySelector('[data-murano-place="' + number + '"]'); }

  /* Until something else is told, what is open ends now; what has not begun waits until now. */
  function grow(row, now) {
    const waiting = part(row, 'waiting');
    if (!part(row, 'track').querySelector('[data-murano-place]')) {
      waiting.setAttribute('width', now);
      return;
    }
    [part(row, 'whole'), ...row.querySelectorAll('.murano-track__phase--open')].forEach(function (rect) {
      rect.setAttribute('width', Math.max(0.1, now - Number(rect.getAttribute('x'))));
    });
  }

  function showPhase(row, phase) {
    const track = part(row, 'track');
    let rect = place(track, phase.place);
    if (!rect) {
      rect = svg('rect', {'data-murano-place': phase.place});
      track.append(rect);
    }
    rect.setAttribute('class', 'murano-track__phase murano-track__phase--' + phase.kind);
    ['x', 'y', 'width', 'height'].forEach(function (name) { rect.setAttribute(name, phase[name]); });
    const list = part(row, 'phases').querySelector('ol');
    let item = place(list, phase.place);
    if (!item) {
      item = muranoPanel.element('li', {'data-murano-place': phase.place});
      list.append(item);
    }
    item.replaceChildren(muranoPanel.element('span', {className: 'murano-phases__when'}, phase.when), ' ');
    if (phase.inside) { item.append(muranoPanel.element('strong', {}, phase.inside), ' '); }
    item.append(muranoPanel.element('span', {}, phase.text));
    if (phase.count > 1) {
      const lines = interpolate(gettext('(%(n)s lines)'), {n: phase.count}, true);
      item.append(' ', muranoPanel.element('span', {className: 'text-muted'}, lines));
    }
  }

  /* Once all is over, what decided when. */
  function showPath(row, bar) {
    const track = part(row, 'track');
    part(row, 'critical').hidden = !bar.critical;
    track.querySelectorAll('.murano-track__path').forEach(function (found) { found.remove(); });
    if (bar.critical) {
      track.append(svg('rect', {class: 'murano-track__path', x: bar.start, y: 10, width: bar.told, height: 2}));
    }
  }

  /* What a tip says of a phase: its time and its words, and whose they are. */
  function Tip(root) {
    const tip = root.querySelector('[data-murano-tip]');
    let marked = null;

    function hide() {
      tip.hidden = true;
      if (marked) { marked.classList.remove('murano-track__phase--shown'); }
      marked = null;
    }

    function show(row, rect) {
      const item = place(part(row, 'phases'), rect.dataset.muranoPlace);
      if (!item) { return; }
      hide();
      marked = rect;
      rect.classList.add('murano-track__phase--shown');
      setText(tip, part(row, 'name').textContent + ', ' + item.textContent.replace(/\s+/g, ' ').trim());
      tip.hidden = false;
      const box = root.getBoundingClientRect();
      const bar = rect.getBoundingClientRect();
      const most = Math.max(0, box.width - tip.offsetWidth);
      tip.style.left = Math.min(Math.max(0, bar.left - box.left), most) + 'px';
      tip.style.top = bar.bottom - box.top + 4 + 'px';
    }

    function placeOf() { return marked && Number(marked.dataset.muranoPlace); }

    root.addEventListener('pointerover', function (event) {
      const rect = event.target.closest('.murano-track__phase');
      if (rect) { show(rect.closest('tr'), rect); } else if (!tip.contains(event.target)) { hide(); }
    });
    root.addEventListener('pointerleave', hide);
    root.addEventListener('focusout', hide);
    /* Beside the keys of a fold, left and right go through its phases; the newest comes first. */
    root.addEventListener('focusin', function (event) {
      const row = event.target.closest('summary') && event.target.closest('tr');
      const rect = row && place(part(row, 'track'), part(row, 'phases').querySelectorAll('li').length - 1);
      if (rect) { show(row, rect); }
    });
    root.addEventListener('keydown', function (event) {
      const row = event.target.closest('summary') && event.target.closest('tr');
      if (event.key === 'Escape') { hide(); }
      const steps = {ArrowLeft: -1, ArrowRight: 1};
      if (!row || !(event.key in steps)) { return; }
      event.preventDefault();
      const rect = place(part(row, 'track'), placeOf() === null ? 0 : placeOf() + steps[event.key]);
      if (rect) {
        show(row, rect);
        muranoPanel.say(tip.textContent);
      }
    });
  }

  /* With many components those in one state can be looked at alone. */
  function Choice(root, rows) {
    const tools = root.querySelector('[data-murano-timeline-tools]');
    const choice = root.querySelector('[data-murano-timeline-state]');

    function labelOf(row) { return part(row, 'label').textContent; }

    function narrow() {
      rows().forEach(function (row) { row.hidden = Boolean(choice.value) && labelOf(row) !== choice.value; });
    }

    choice.addEventListener('change', narrow);
    return function () {
      if (tools.hidden) { return; }
      const counts = new Map([['', rows().length]]);
      rows().forEach(function (row) { counts.set(labelOf(row), (counts.get(labelOf(row)) || 0) + 1); });
      // What is chosen stays chosen, even when nothing is left of it.
      if (choice.value && !counts.has(choice.value)) { counts.set(choice.value, 0); }
      const chosen = choice.value;
      choice.replaceChildren(...Array.from(counts, function ([label, count]) {
        return new Option((label || gettext('All components')) + ' (' + count + ')', label, false, label === chosen);
      }));
      narrow();
    };
  }

  muranoPanel.deploymentTimeline = function (root) {
    const body = root.querySelector('tbody');
    const axis = root.querySelector('[data-murano-axis]');
    const folded = root.querySelector('[data-murano-folded]');
    const running = new Set();
    let known = null;
    let told = 0;
    let length = '';

    function rows() { return Array.from(body.rows); }
    const count = Choice(root, rows);
    Tip(root);

    /* Seconds from the start, by the last answer and the time since. */
    function now() { return told + (Date.now() - known) / 1000; }

    function goOn() {
      running.forEach(function (row) { grow(row, Math.min(now(), Number(length))); });
    }
    const timer = setInterval(goOn, 1000);

    function showAxis(data) {
      length = String(data.axis.length);
      axis.replaceChildren(...data.axis.marks.map(function (mark) {
        const text = svg('text', {x: mark.x, y: 12});
        text.textContent = mark.text;
        return text;
      }));
      if (data.estimate.left) {
        const [low, high] = data.estimate.left.map(function (seconds) {
          return 100 * (told + seconds) / data.axis.length;
        });
        axis.prepend(svg('rect', {class: 'murano-axis__end', x: low + '%', width: high - low + '%', height: '100%'}));
      }
    }

    function scale(row, data) {
      const track = part(row, 'track');
      track.setAttribute('viewBox', '0 0 ' + data.axis.length + ' ' + track.getAttribute('height'));
      part(row, 'lines').setAttribute('d', data.axis.lines);
      part(row, 'queue').setAttribute('width', data.queue);
    }

    /* A component as a tick brings it, into its row. */
    function showBar(row, item, isAll) {
      const track = part(row, 'track');
      const bar = item.bar;
      if (isAll) { row.querySelectorAll('[data-murano-place]').forEach(function (found) { found.remove(); }); }
      track.setAttribute('class', 'murano-track text-' + item.state.role);
      track.setAttribute('height', bar.height);
      part(row, 'waiting').setAttribute('width', bar.start === null ? told : bar.start);
      part(row, 'whole').setAttribute('x', bar.start || 0);
      part(row, 'whole').setAttribute('width', bar.whole);
      bar.phases.forEach(function (phase) { showPhase(row, phase); });
      showPath(row, bar);
      part(row, 'phases').hidden = !bar.count;
      setText(part(row, 'phase_name'), item.name);
      setText(part(row, 'phase_count'), interpolate(
        ngettext('%(n)s phase', '%(n)s phases', bar.count), {n: bar.count}, true));
      if (bar.open) { running.add(row); } else { running.delete(row); }
    }

    return {
      /* ``rowOf`` gives the row of a component. The page itself has its phases as HTML, so its data has none. */
      show: function (data, rowOf) {
        const isFirst = known === null;
        told = data.elapsed;
        known = Date.now();
        root.hidden = !body.rows.length;
        // Those that the page left out come with their news.
        if (folded) { folded.hidden = body.rows.length >= Number(folded.dataset.muranoFolded); }
        data.components.forEach(function (item) { showBar(rowOf(item), item, !isFirst && data.from === 0); });
        showAxis(data);
        rows().forEach(function (row) { scale(row, data); });
        const queue = root.querySelector('[data-murano-queue]');
        queue.hidden = !data.queue_text;
        setText(queue.querySelector('[data-murano-queue-text]'), data.queue_text);
        const path = root.querySelector('[data-murano-path]');
        path.hidden = !data.path_text;
        setText(path.querySelector('[data-murano-path-text]'), data.path_text);
        count();
        if (data.finished) { running.clear(); }
        goOn();
      },
      end: function () {
        running.clear();
        clearInterval(timer);
      }
    };
  };
}());
