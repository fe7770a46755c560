/* The one way to the server.
 *
 *   muranoPanel.requestJson(url, options) -> Promise of what the answer's JSON holds
 *   muranoPanel.requestHtml(url, options) -> Promise of the answer as a document of its own
 *   muranoPanel.requestForm(url, options) -> Promise of {location} where the answer leads on, or {html}
 *   muranoPanel.loginOffer(url) -> what to say after a 401: an array of texts and a link
 *     options.body         FormData to post; without it, the address is read
 *     options.controller   AbortController, for those who may no longer want the answer
 *
 * They reject with one shape of failure: {status, error, body}.
 *     status   HTTP code; 0 without an answer in time; 502 for an answer that is not what was asked for, such as the
 *              page that a redirect of an expired login ends at
 *     error    {title, message, advice, kind, again} as our server words it (web/failures.py), or null
 *     body     what else came with it, {} if nothing did */
(function () {
  'use strict';

  // Longer than the server waits for the cloud (API_TIMEOUT): it can still say what was wrong. For what is sent it may
  // ask several services, one after the other.
  const READ_TIMEOUT = 45000;
  const SEND_TIMEOUT = 120000;

  /* A login in another tab renews the token of the cookie, not the one in this page. */
  function csrfToken() {
    const cookie = document.cookie.split('; ').find(function (pair) { return pair.startsWith('csrftoken='); });
    if (cookie) { return decodeURIComponent(cookie.slice('csrftoken='.length)); }
    const input = document.querySelector('[name="csrfmiddlewaretoken"]');
    return input ? input.value : '';
  }

  function failed(status, body) {
    return {status: status, error: body && body.error || null, body: body || {}};
  }

  /* read(response) -> what the caller gets; the time-out covers reading too. */
  function request(url, accept, options, read) {
    const controller = options.controller || new AbortController();
    const timer = setTimeout(function () { controller.abort(); }, options.body ? SEND_TIMEOUT : READ_TIMEOUT);
    const headers = {'Accept': accept, 'X-Requested-With': 'XMLHttpRequest'};
    if (options.body) { headers['X-CSRFToken'] = csrfToken(); }
    return fetch(url, {
      method: options.body ? 'POST' : 'GET',
      credentials: 'same-origin',
      headers: headers,
      body: options.body,
      signal: controller.signal
    }).then(read, function () { throw failed(0, null); }).finally(function () { clearTimeout(timer); });
  }

  muranoPanel.requestJson = function (url, options) {
    return request(url, 'application/json', options || {}, function (response) {
      return response.json().catch(function () { return null; }).then(function (body) {
        if (!response.ok) { throw failed(response.status, body); }
        if (body === null) { throw failed(502, null); }
        return body;
      });
    });
  };

  /* Horizon tells scripts where a redirect leads in a header of its own. Failures come as JSON. */
  muranoPanel.requestForm = function (url, options) {
    return request(url, 'text/html, application/json', options || {}, function (response) {
      const location = response.headers.get('X-Horizon-Location');
      // Horizon would lead to its login, and what was typed would be lost.
      if (location && response.status !== 401) { return {location: location}; }
      if (!response.ok || response.redirected) {
        return response.json().catch(function () { return null; }).then(function (body) {
          throw failed(response.redirected ? 401 : response.status, body);
        });
      }
      return response.text().then(function (html) { return {html: html}; });
    });
  };

  muranoPanel.requestHtml = function (url, options) {
    return request(url, 'text/html', options || {}, function (response) {
      if (!response.ok) { throw failed(response.status, null); }
      return response.text().then(function (text) {
        return new DOMParser().parseFromString(text, 'text/html');
      }, function () { throw failed(0, null); });
    });
  };

  /* The page with all that stands in it stays as it is. */
  muranoPanel.loginLink = function (url) {
    return muranoPanel.element(
      'a', {className: 'btn btn-default btn-sm', href: url, target: '_blank', rel: 'noopener'},
      gettext('Log in in a new tab'));
  };

  muranoPanel.loginOffer = function (url) {
    const text = gettext('Your login has ended. Nothing you typed is lost: log in in a new tab, ' +
                         'then come back and press the button again.');
    return [muranoPanel.element('p', {}, text), muranoPanel.loginLink(url)];
  };
}());
