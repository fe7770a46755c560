/* The address and the history of our pages are ours.
 *
 * AngularJS, which runs on every page of Horizon, puts back the address that it knows whenever anything of its own
 * happens, a dialog that opens for one, and adds an entry to the history each time. Here it may only read it. */
(function () {
  'use strict';

  horizon.addInitFunction(function () {
    const injector = document.querySelector('.murano') && angular.element(document.body).injector();
    if (!injector) { return; }
    const browser = injector.get('$browser');
    browser.url = function (url) { return url ? browser : window.location.href; };
  });
}());
