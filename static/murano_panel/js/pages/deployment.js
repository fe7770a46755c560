/* The page of one deployment: shows what the server's JSON tells, and asks for more until it has ended. */
(function () {
  'use strict';

  // Milliseconds until the next question where the last one was for something else than reports.
  const SOON = 1500;
  const setText = muranoPanel.setText;
  const setLinked = muranoPanel.setLinked;

  function duration(seconds) {
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    const rest = String(seconds % 60).padStart(2, '0');
    return hours ? hours + ':' + String(minutes).padStart(2, '0') + ':' + rest : minutes + ':' + rest;
  }

  function showIcon(element, state) {
    const colour = 'muranoLiveIcon' in element.dataset ? ' text-' + state.role : '';
    element.className = 'fa fa-fw ' + state.icon + colour;
  }

  /* Clocks that go on between two answers. */
  function Clocks() {
    const running = new Map();
    function tell(began, element) {
      setText(element, duration(Math.max(0, Math.floor((Date.now() - began) / 1000))));
    }
    const timer = setInterval(function () { running.forEach(tell); }, 1000);
    return {
      run: function (element, seconds) {
        const began = Date.now() - seconds * 1000;
        // Times come in whole seconds: a clock that is less than two off goes on undisturbed.
        if (!running.has(element) || Math.abs(running.get(element) - began) > 2000) { running.set(element, began); }
        tell(running.get(element), element);
      },
      halt: function (element, seconds) {
        running.delete(element);
        setText(element, seconds === null ? '' : duration(seconds));
      },
      end: function () { clearInterval(timer); }
    };
  }

  function Head(root, clocks) {
    const page = document;
    const state = page.querySelector('[data-murano-live-state]');
    const elapsed = page.querySelector('[data-murano-elapsed]');
    const next = page.querySelector('[data-murano-next]');
    const ended = page.querySelector('[data-murano-finished-at]');
    const edit = page.querySelector('[data-murano-edit]');
    const suffix = document.title.slice(document.title.lastIndexOf(' - '));

    /* Without the right to it there is a disabled button instead of the link. */
    function showEdit(address) {
      if (!edit) { return; }
      const link = edit.querySelector('a');
      edit.hidden = !address;
      if (link && address) { link.href = address; }
    }

    return {
      show: function (data) {
        state.className = 'murano-state text-' + data.state.role;
        state.dataset.muranoState = data.state.code;
        setText(state.firstElementChild, data.state.label);
        showIcon(page.querySelector('[data-murano-live-icon]'), data.state);
        setText(page.querySelector('[data-murano-live-title]'), data.title);
        document.title = data.window_title + suffix;
        if (data.elapsed !== undefined) {
          if (data.finished) { clocks.halt(elapsed, data.elapsed); } else { clocks.run(elapsed, data.elapsed); }
          ended.hidden = !data.finished;
          setText(ended.lastElementChild, data.finished_at);
        }
        const notice = root.querySelector('[data-murano-notice]');
        notice.hidden = !data.notice;
        setText(notice, data.notice);
        showEdit(data.state.has_failed && data.reason ? data.reason.edit_url : '');
        page.querySelectorAll('[data-murano-when]').forEach(function (element) {
          element.hidden = !data.state[element.dataset.muranoWhen];
        });
        page.querySelectorAll('[data-murano-unless]').forEach(function (element) {
          element.hidden = data.state[element.dataset.muranoUnless];
        });
      },
      wait: function (milliseconds) {
        if (!next) { return; }
        next.hidden = milliseconds === null;
        const seconds = Math.max(1, Math.round((milliseconds || 0) / 1000));
        setText(next, interpolate(gettext('next refresh in %(seconds)s s'), {seconds: seconds}, true));
      }
    };
  }

  function Reason(root) {
    const box = root.querySelector('[data-murano-reason]');
    function part(name) { return box.querySelector('[data-murano-reason-' + name + ']'); }
    return function (reason) {
      box.hidden = !reason;
      if (!reason) { return; }
      setText(part('title'), reason.title);
      part('where').hidden = !reason.name;
      setText(part('name'), reason.name);
      setLinked(part('text'), reason.text);
      part('advice').hidden = !reason.advice;
      setText(part('advice'), reason.advice);
      part('more').hidden = !reason.further.length;
      part('further').replaceChildren(...reason.further.map(function (text) {
        const item = muranoPanel.element('li');
        setLinked(item, text);
        return item;
      }));
      part('trace').hidden = !reason.details;
      setLinked(part('details'), reason.details);
    };
  }

  /* How far it is, and how long it may still take: the server's words. What was once reached stays. */
  function Estimate() {
    const box = document.querySelector('[data-murano-estimate]');
    const bar = box.querySelector('[data-murano-percent-bar]');
    let most = bar.hidden ? 0 : bar.value;
    return function (told) {
      box.hidden = told.percent === null && !told.text;
      bar.hidden = told.percent === null;
      most = Math.max(most, told.percent || 0);
      bar.value = most;
      setText(box.querySelector('[data-murano-percent]'), told.percent === null ? '' : most + ' %');
      setText(box.querySelector('[data-murano-left]'), told.text);
    };
  }

  function Components(root, clocks) {
    const table = root.querySelector('[data-murano-components]');
    const timeline = muranoPanel.deploymentTimeline(root.querySelector('[data-murano-timeline]'));
    const body = table.tBodies[0];
    const template = root.querySelector('[data-murano-component-template]');

    function rowOf(item) {
      const known = Array.from(body.rows).find(function (row) { return row.dataset.muranoComponent === item.id; });
      if (known) { return known; }
      const row = template.content.firstElementChild.cloneNode(true);
      row.id = 'component-' + item.id;
      row.dataset.muranoComponent = item.id;
      row.querySelector('[data-murano-log-of]').dataset.muranoLogOf = item.id;
      // What is being removed has no page any more.
      const name = row.querySelector('[data-murano-part=name]');
      if (!item.removed) { name.href = template.dataset.muranoComponentsAt + item.id + '/'; }
      body.append(row);
      return row;
    }

    function show(item) {
      const row = rowOf(item);
      function part(name) { return row.querySelector('[data-murano-part="' + name + '"]'); }
      const bar = part('bar');
      setText(part('name'), item.name);
      setText(part('log_name'), item.name);
      setText(part('application'), item.application);
      part('application').title = item.class_name;
      part('removed').hidden = !item.removed;
      showState(row, item.state);
      setLinked(part('text'), item.text);
      bar.hidden = !item.state.is_running || item.fraction === null;
      if (item.fraction !== null) { bar.value = item.fraction; }
      if (item.state.is_running && item.elapsed !== null) {
        clocks.run(part('time'), item.elapsed);
      } else {
        clocks.halt(part('time'), item.elapsed);
      }
    }

    function showState(row, shown) {
      const state = row.querySelector('[data-murano-part="state"]');
      state.className = 'murano-components__state text-' + shown.role;
      state.dataset.muranoState = shown.code;
      showIcon(state.firstElementChild, shown);
      setText(row.querySelector('[data-murano-part="label"]'), shown.label);
    }

    return {
      /* Those that are as they were are not among them. */
      show: function (data) {
        data.components.forEach(show);
        timeline.show(data, rowOf);
      },
      halt: timeline.end,
      end: function (state) {
        timeline.end();
        Array.from(body.rows).forEach(function (row) {
          showState(row, state);
          row.querySelector('[data-murano-part="bar"]').hidden = true;
          row.querySelector('[data-murano-part="removed"]').hidden = true;
        });
      }
    };
  }

  function showResult(root, result) {
    const box = root.querySelector('[data-murano-result]');
    if (!box || !result) { return; }
    box.hidden = false;
    setText(box.querySelector('[data-murano-result-file]'), result.file);
    setText(box.querySelector('[data-murano-result-size]'), result.size);
    box.querySelector('[data-murano-result-value]').replaceChildren(muranoPanel.parse(result.html));
    box.querySelector('[data-murano-result-partial]').hidden = !result.partial;
  }

  /* The polite voice for those who do not see the page; failures speak through the reason's role=alert. */
  function Voice() {
    const spoken = new Map();
    return function (data) {
      const news = data.components.filter(function (item) {
        const said = spoken.get(item.id);
        spoken.set(item.id, item.state.code);
        return said !== undefined && said !== item.state.code;
      }).map(function (item) { return item.name + ': ' + item.state.label; });
      if (spoken.get('') !== undefined && spoken.get('') !== data.state.code) { news.unshift(data.title); }
      spoken.set('', data.state.code);
      if (news.length) { muranoPanel.say(news.join('. ')); }
    };
  }

  function start(root) {
    const clocks = Clocks();
    const head = Head(root, clocks);
    const showReason = Reason(root);
    const components = Components(root, clocks);
    const showEstimate = Estimate();
    const speak = Voice();
    const log = muranoPanel.deploymentLog(root.querySelector('[data-murano-log]'));
    let cursor = '';
    // Answers without news since the last one with any: only then is there a doubt that the server may look into.
    let quiet = 0;
    let last = false;
    let ended = false;

    function show(data) {
      const news = data.cursor !== cursor || (data.state.code !== root.dataset.muranoState);
      cursor = data.cursor;
      root.dataset.muranoState = data.state.code;
      head.show(data);
      showReason(data.reason);
      components.show(data);
      showEstimate(data.estimate);
      showResult(root, data.result);
      speak(data);
      log.take(data);
      muranoPanel.topologies().forEach(function (topology) { topology.update(data.components); });
      return news;
    }

    function onData(data) {
      const news = show(data);
      if (data.finished) {
        ended = true;
        clocks.end();
        components.halt();
        // What came of it: addresses, and what the cloud has of it now.
        muranoPanel.topologies().forEach(function (topology) { topology.renew(); });
        return {again: false};
      }
      const next = {again: true, changed: news || data.learning, leastMs: data.least_ms};
      if (data.soon) { next.nextMs = Math.max(SOON, data.least_ms); }
      // The last reading, of result and reports together, follows at once.
      if (data.ended && !last) { next.nextMs = 200; }
      quiet = news ? 0 : quiet + 1;
      last = data.ended;
      return next;
    }

    const first = JSON.parse(document.getElementById('murano-deployment-data').textContent);
    show(first);
    if (!root.dataset.muranoLiveUrl) {
      clocks.end();
      components.halt();
      return;
    }

    muranoPanel.poll({
      root: root,
      url: function (number) {
        const query = new URLSearchParams({n: number, quiet: quiet, after: cursor});
        if (last) { query.set('last', '1'); }
        return root.dataset.muranoLiveUrl + '?' + query;
      },
      onData: onData,
      onWait: function (milliseconds) { head.wait(ended ? null : milliseconds); },
      onGone: function () {
        clocks.end();
        head.show(first.gone);
        components.end(first.gone.state);
      }
    });
  }

  muranoPanel.onPage('[data-murano-deployment]', start);
}());
