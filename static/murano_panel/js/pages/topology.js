/* The picture of an environment: it can be made larger and smaller and dragged; arrow keys go along its lines; what is
 * selected is told below it, without the page being loaded anew. Without scripts its cards are links, and it scrolls.
 *
 *   muranoPanel.topology(root, query) -> {update(components), renew()}
 *     query                    of the address of its own page that it shows
 *     components               as a deployment's tick has them: what differs is changed, and marked for a moment */
(function () {
  'use strict';

  const STEP = 1.25;
  const SMALLEST = 0.2;
  // Smaller than this, nobody reads what cards say: then the box scrolls.
  const LEGIBLE = 0.6;
  const LARGEST = 2;
  // Characters that a card has room for.
  const LINE = 34;
  // Milliseconds for which a changed card is marked.
  const MARKED = 1500;
  const ROLES = ['success', 'info', 'warning', 'danger', 'default'];
  const SIDES = {ArrowRight: ['from', 'to'], ArrowLeft: ['to', 'from']};

  /* As the server cuts it. */
  function fitting(text) { return text.length > LINE ? text.slice(0, LINE - 1).trimEnd() + '…' : text; }

  function Topology(root, query) {
    let scale = 1;
    // What the address of its own page would say.
    let asked = query;

    function part(name) { return root.querySelector('[data-murano-topology-' + name + ']'); }
    function picture() { return root.querySelector('[data-murano-picture]'); }
    function cards() { return Array.from(root.querySelectorAll('[data-murano-card]')); }
    function card(id) { return cards().find(function (item) { return item.dataset.muranoCard === id; }); }
    function wires() { return Array.from(root.querySelectorAll('.murano-wire')); }
    function idOf(element) {
      const found = element && element.closest && element.closest('[data-murano-card]');
      return found ? found.dataset.muranoCard : '';
    }

    function zoom(to) {
      const drawn = picture();
      const box = part('box');
      if (!drawn) { return; }
      const size = drawn.viewBox.baseVal;
      const room = parseFloat(window.getComputedStyle(box).maxHeight) || box.clientHeight;
      const fit = Math.min(1, (box.clientWidth - 4) / size.width, (room - 6) / size.height);
      scale = {begin: Math.max(fit, LEGIBLE), fit: fit, full: 1, in: scale * STEP, out: scale / STEP}[to];
      scale = Math.min(LARGEST, Math.max(SMALLEST, scale));
      drawn.setAttribute('width', size.width * scale);
      drawn.setAttribute('height', size.height * scale);
    }

    /* Whatever the way from a card leads to, and all that leads to it, stands out. */
    function highlight(id) {
      const near = new Set([id]);
      [['from', 'to'], ['to', 'from']].forEach(function ([nearEnd, farEnd]) {
        const reached = [id];
        for (const own of reached) {
          wires().forEach(function (wire) {
            const next = wire.getAttribute('data-murano-' + farEnd);
            if (wire.getAttribute('data-murano-' + nearEnd) === own && !reached.includes(next)) { reached.push(next); }
          });
        }
        reached.forEach(function (own) { near.add(own); });
      });
      const isOn = Boolean(id && card(id));
      cards().forEach(function (item) {
        item.classList.toggle('murano-card--selected', isOn && item.dataset.muranoCard === id);
        item.classList.toggle('murano-card--far', isOn && !near.has(item.dataset.muranoCard));
      });
      wires().forEach(function (wire) {
        const ends = [wire.getAttribute('data-murano-from'), wire.getAttribute('data-murano-to')];
        wire.classList.toggle('murano-wire--far', isOn && !ends.every(function (own) { return near.has(own); }));
      });
    }

    function selected() {
      return new URLSearchParams(asked).get('at') || '';
    }

    /* The address tells what is looked at, so that it can be passed on. Within another page it stays as it is. */
    function remember(wanted) {
      asked = wanted;
      if (window.location.pathname === new URL(root.dataset.muranoTopology, window.location).pathname) {
        window.history.replaceState(window.history.state, '', window.location.pathname + wanted);
      }
    }

    /* What of the answer is shown: only the details, where nothing in the picture changes. What was compared with the
     * cloud stays, unless that is to be done anew. */
    function load(wanted, withPicture, isAnew) {
      const wasAt = part('box') && [part('box').scrollLeft, part('box').scrollTop];
      root.setAttribute('aria-busy', 'true');
      return muranoPanel.requestHtml(root.dataset.muranoTopology + wanted).then(function (answer) {
        const fresh = answer.querySelector('[data-murano-topology]');
        remember(wanted);
        if (withPicture) {
          const compared = root.querySelector('[data-murano-part-at]');
          root.replaceChildren(...fresh.childNodes);
          const place = root.querySelector('[data-murano-part-at]');
          if (compared && place && !isAnew) { place.replaceWith(compared); }
          begin();
          if (wasAt && part('box')) { part('box').scrollTo(...wasAt); }
        } else {
          part('selected').replaceChildren(...fresh.querySelector('[data-murano-topology-selected]').childNodes);
          part('file').href = fresh.querySelector('[data-murano-topology-file]').href;
          highlight(selected());
        }
      }).finally(function () { root.removeAttribute('aria-busy'); });
    }

    function begin() {
      part('zoom').hidden = !picture();
      part('png').hidden = !picture();
      if (picture()) { zoom('begin'); }
      highlight(selected());
      muranoPanel.bringParts(root);
    }

    /* The cards at the other ends of its lines. */
    function connected(id, nearEnd, farEnd) {
      return wires().filter(function (wire) {
        return wire.getAttribute('data-murano-' + nearEnd) === id;
      }).map(function (wire) { return card(wire.getAttribute('data-murano-' + farEnd)); });
    }

    function nearest(from, key) {
      const own = from.getBoundingClientRect();
      function distance(item) {
        const place = item.getBoundingClientRect();
        return Math.abs(place.top - own.top);
      }
      const others = SIDES[key] ? connected(idOf(from), ...SIDES[key]) : cards().filter(function (item) {
        const place = item.getBoundingClientRect();
        const isSame = Math.abs(place.left - own.left) < 1;
        return isSame && (key === 'ArrowDown' ? place.top > own.top + 1 : place.top < own.top - 1);
      });
      return others.filter(function (item) { return item && item.querySelector('a'); }).sort(function (one, other) {
        return distance(one) - distance(other);
      })[0];
    }

    root.addEventListener('keydown', function (event) {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isPlain || !part('box') || !part('box').contains(event.target)) { return; }
      const zooms = {'+': 'in', '-': 'out', 0: 'fit'};
      if (zooms[event.key]) { zoom(zooms[event.key]); return; }
      if (!event.key.startsWith('Arrow')) { return; }
      const from = event.target.closest('[data-murano-card]');
      // Without a card under the focus, the box scrolls.
      const to = from && nearest(from, event.key);
      if (!from) { return; }
      event.preventDefault();
      if (to) { to.querySelector('a').focus(); }
    });

    root.addEventListener('click', function (event) {
      const button = event.target.closest('[data-murano-zoom]');
      if (button) { zoom(button.dataset.muranoZoom); return; }
      if (event.target.closest('[data-murano-topology-png]')) { png(); return; }
      const link = event.target.closest('[data-murano-card] a');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      if (dragged) { return; }
      const opens = link.classList.contains('murano-card__parts');
      const target = new URL(link.href.baseVal, window.location).search;
      const id = idOf(link);
      if (!opens) { highlight(id); }
      load(withOpened(target, opens), opens).then(function () {
        const again = card(id);
        if (opens && again) { again.querySelector(opens ? '.murano-card__parts' : 'a').focus(); }
        if (!opens && part('selected').querySelector('h2')) {
          muranoPanel.say(part('selected').querySelector('h2').textContent.trim());
        }
      }, function () { window.location.assign(root.dataset.muranoTopology + target); });
    });

    /* A card's own link knows the address that the page came with; what was selected or opened since stays. */
    function withOpened(target, opens) {
      const wanted = new URLSearchParams(target);
      const now = new URLSearchParams(asked);
      if (opens && now.get('at')) { wanted.set('at', now.get('at')); }
      return '?' + wanted.toString();
    }

    let dragged = false;
    root.addEventListener('pointerdown', function (event) {
      const box = part('box');
      if (event.pointerType !== 'mouse' || event.button !== 0 || !box || !box.contains(event.target)) { return; }
      const began = [event.clientX, event.clientY, box.scrollLeft, box.scrollTop];
      dragged = false;
      function move(moved) {
        const by = [moved.clientX - began[0], moved.clientY - began[1]];
        if (Math.abs(by[0]) + Math.abs(by[1]) > 4) { dragged = true; }
        if (dragged) { box.scrollTo(began[2] - by[0], began[3] - by[1]); }
      }
      function end() {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', end);
      }
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', end);
    });
    // A link or a logo that is dragged would come along.
    root.addEventListener('dragstart', function (event) {
      if (event.target.closest('svg')) { event.preventDefault(); }
    });

    function png() {
      const image = new window.Image();
      image.onload = function () {
        const canvas = muranoPanel.element('canvas', {width: image.width * 2, height: image.height * 2});
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        muranoPanel.element('a', {href: canvas.toDataURL('image/png'), download: 'topology.png'}).click();
      };
      image.onerror = function () { muranoPanel.say(gettext('The picture could not be made.')); };
      image.src = part('file').href;
    }

    begin();

    return {
      renew: function () { return load(asked, true, true); },
      update: function (components) {
        components.forEach(function (item) {
          const found = card(item.id);
          const label = found && found.querySelector('[data-murano-card-label]');
          const line = found && found.querySelector('[data-murano-card-line]');
          const text = fitting(item.text);
          if (!label || (label.textContent === item.state.label && line.textContent === text)) { return; }
          muranoPanel.setText(label, item.state.label);
          muranoPanel.setText(found.querySelector('[data-murano-card-symbol]'), item.state.symbol);
          muranoPanel.setText(line, text);
          ROLES.forEach(function (role) { found.classList.toggle('murano-card--' + role, role === item.state.role); });
          found.classList.add('murano-card--fresh');
          setTimeout(function () { found.classList.remove('murano-card--fresh'); }, MARKED);
        });
      }
    };
  }

  muranoPanel.topology = Topology;
}());
