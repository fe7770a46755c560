/* The lines of a log as rows of its box, ten thousand of them. All are in the page, so that the browser's own search,
 * screen readers and selections reach every one; they lie in blocks, of which the browser lays out and paints those in
 * view only (content-visibility). The newest are there at once; the others follow above in slices of some milliseconds.
 *
 *   const rows = muranoPanel.logLines(box, holder, onView)
 *   rows.begin()        -> the lines of the rows that the page came with
 *   rows.show(lines)    makes them those that are shown; what is there already stays, with its selection and focus
 *   rows.row(id)        -> the row of a line, undefined where it is not (yet) in the page
 *   rows.mark(id)       marks the row of a line as the one of the address, as soon as it is there; '' marks none
 *   rows.reveal(id)     brings the row into view, as soon as it is there
 *   rows.inView()       -> the rows of the blocks in view; onView() is called when those change
 *   rows.first()        -> id of the line at the top of what is in view, '' without any */
(function () {
  'use strict';

  const element = muranoPanel.element;
  const BLOCK = 100;
  // Milliseconds for which rows are made before the browser may do something else.
  const SLICE = 8;
  // More than these at once are begun anew, from the newest on.
  const MANY = 500;

  function row(line) {
    const made = element('li', {id: 'line-' + line.id, className: 'murano-line murano-line--' + line.level});
    made.append(element('a', {
      className: 'murano-line__time',
      href: window.location.pathname + '?' + new URLSearchParams({at: line.id}) + '#line-' + line.id,
      title: line.at,
      // Otherwise AngularJS takes the click, and the address stays as it was.
      target: '_self'
    }, line.at.slice(11, 19)), ' ');
    if (line.level !== 'info') { made.append(element('span', {className: 'murano-line__level'}, line.level), ' '); }
    if (line.name) { made.append(element('span', {className: 'murano-line__name'}, line.name), ' '); }
    made.append(element('span', {className: 'murano-line__text'},
      ...muranoPanel.pieces(line.text).flatMap(function (piece) { return muranoPanel.linked(piece, piece.text); })));
    return made;
  }

  /* The line that a row of the server's shows. */
  function lineOf(item) {
    return {
      id: item.id.slice('line-'.length),
      at: item.querySelector('.murano-line__time').title,
      level: item.className.match(/murano-line--(info|warning|error)/)?.[1] || 'info',
      component: item.dataset.muranoOf,
      text: item.querySelector('.murano-line__text').textContent
    };
  }

  muranoPanel.logLines = function (box, holder, onView) {
    // Lines whose rows are in the page, in order; before them come those of the queue.
    let shown = [];
    let queue = [];
    let timer = null;
    let wanted = '';
    let marked = '';
    // Every row that was ever made, by its line's id.
    const rows = new Map();
    const visible = new Set();
    const watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) { visible.add(entry.target); } else { visible.delete(entry.target); }
      });
      onView();
    }, {root: box, rootMargin: '200px'});

    function rowOf(line) {
      if (!rows.has(line.id)) { rows.set(line.id, row(line)); }
      return rows.get(line.id);
    }

    /* How high it will be is guessed from its number of lines, until it has been in view. */
    function measure(block) { block.style.setProperty('--murano-lines', block.children.length); }

    function newBlock(lines) {
      const block = element('ol', {className: 'murano-lines'}, ...lines.map(rowOf));
      measure(block);
      watcher.observe(block);
      return block;
    }

    function append(lines) {
      let done = 0;
      while (done < lines.length) {
        const last = holder.lastElementChild;
        const room = last ? Math.max(0, BLOCK - last.children.length) : 0;
        const some = lines.slice(done, done + (room || BLOCK));
        if (room) {
          last.append(...some.map(rowOf));
          measure(last);
        } else {
          holder.append(newBlock(some));
        }
        done += some.length;
      }
      shown = shown.concat(lines);
    }

    /* Without the rows from this one on; those of the blocks that remain stay as they are. */
    function cut(length) {
      shown.slice(length).forEach(function (line) {
        const block = rows.get(line.id).parentElement;
        rows.get(line.id).remove();
        if (block.children.length) { measure(block); } else { forget(block); }
      });
      shown = shown.slice(0, length);
    }

    function forget(block) {
      watcher.unobserve(block);
      visible.delete(block);
      block.remove();
    }

    function clear() {
      Array.from(holder.children).forEach(forget);
      shown = [];
    }

    function work() {
      clearTimeout(timer);
      const until = performance.now() + SLICE;
      // What is looked at stays where it is, whatever comes above it.
      const below = box.scrollHeight - box.scrollTop;
      const before = queue.length;
      while (queue.length && performance.now() < until) {
        const lines = queue.splice(-BLOCK);
        holder.prepend(newBlock(lines));
        shown = lines.concat(shown);
      }
      if (queue.length !== before) { box.scrollTop = box.scrollHeight - below; }
      paintMark();
      comeTo();
      if (queue.length) { timer = setTimeout(work, 0); }
    }

    /* A row that was made before stays marked until another one is. */
    function paintMark() {
      const found = rows.get(marked);
      holder.querySelectorAll('.murano-line--linked').forEach(function (item) {
        if (item !== found) { item.classList.remove('murano-line--linked'); }
      });
      if (found) { found.classList.add('murano-line--linked'); }
    }

    function comeTo() {
      const found = rows.get(wanted);
      if (!found || !found.isConnected) { return; }
      wanted = '';
      // Blocks get their true height when they come into view: then it may have moved.
      centre(found, 3);
    }

    function centre(found, times) {
      const place = found.getBoundingClientRect();
      const frame = box.getBoundingClientRect();
      box.scrollTop += place.top - frame.top - (box.clientHeight - place.height) / 2;
      if (times) { requestAnimationFrame(function () { centre(found, times - 1); }); }
    }

    return {
      begin: function () {
        const items = Array.from(holder.querySelectorAll('.murano-line'));
        shown = items.map(lineOf);
        items.forEach(function (item, index) { rows.set(shown[index].id, item); });
        Array.from(holder.children).forEach(function (block) {
          measure(block);
          watcher.observe(block);
        });
        return shown;
      },
      show: function (lines) {
        const begin = shown.length ? lines.findIndex(function (line) { return line.id === shown[0].id; }) : -1;
        let same = 0;
        while (begin !== -1 && same < shown.length && lines[begin + same]?.id === shown[same].id) { same += 1; }
        if (begin === -1 || same < shown.length / 2 || lines.length - begin - same > MANY) {
          clear();
          queue = lines.slice();
        } else {
          cut(same);
          append(lines.slice(begin + same));
          queue = lines.slice(0, begin);
        }
        work();
      },
      row: function (id) {
        const found = rows.get(id);
        return found && found.isConnected ? found : undefined;
      },
      mark: function (id) {
        marked = id;
        paintMark();
      },
      reveal: function (id) {
        wanted = id;
        comeTo();
      },
      inView: function () {
        return Array.from(visible).flatMap(function (block) { return Array.from(block.children); });
      },
      first: function () {
        const frame = box.getBoundingClientRect();
        const found = document.elementFromPoint(frame.left + frame.width / 2, Math.max(frame.top, 0) + 8);
        const item = found && holder.contains(found) && found.closest('.murano-line');
        return item ? item.id.slice('line-'.length) : '';
      }
    };
  };
}());
