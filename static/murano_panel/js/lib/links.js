/* Texts of packages, engines and clouds with their web addresses as links: cut like those that the server renders
 * (murano_panel/domain/links.py). */
(function () {
  'use strict';

  const ADDRESS = new RegExp(
    '(?<![\\p{L}\\p{N}_+.-])https?://[^\\s\\p{Cc}<>"\'`{}|\\\\^“”„‘’«»…，。、；：！？（）【】「」『』]+', 'giu');
  const MAX_URL = 2000;
  const OPENS = {')': '(', ']': '['};

  function count(text, character) { return text.split(character).length; }

  function withoutEnding(address) {
    let end = address;
    for (;;) {
      const last = end.slice(-1);
      const isExtra = OPENS[last] && count(end, last) > count(end, OPENS[last]);
      if (!last || !('.,;:!?*'.includes(last) || isExtra)) { return end; }
      end = end.slice(0, -1);
    }
  }

  /* Whether it leads somewhere, and holds no password. */
  function isUsable(address) {
    if (/^https?:\/\/[^/?#]*@/i.test(address)) { return false; }
    try { return ['http:', 'https:'].includes(new URL(address).protocol); } catch { return false; }
  }

  /* [{text, url}, …] in order; url is '' for what is no address. */
  muranoPanel.pieces = function (text) {
    const found = [];
    let done = 0;
    for (const match of text.matchAll(ADDRESS)) {
      // What is too long is none, and is not looked at any closer.
      const url = match[0].length <= MAX_URL ? withoutEnding(match[0]) : '';
      if (isUsable(url) && text[match.index + match[0].length] !== '…') {
        if (match.index > done) { found.push({text: text.slice(done, match.index), url: ''}); }
        found.push({text: url, url: url});
        done = match.index + url.length;
      }
    }
    if (done < text.length) { found.push({text: text.slice(done), url: ''}); }
    return found;
  };

  /* The nodes of a piece: content is its text, or elements that hold it. */
  muranoPanel.linked = function (piece, ...content) {
    if (!piece.url) { return content; }
    return [muranoPanel.element(
      'a', {className: 'murano-link', href: piece.url, target: '_blank', rel: 'noopener noreferrer'}, ...content)];
  };

  /* As setText, with links. */
  muranoPanel.setLinked = function (element, text) {
    if (element.textContent === text) { return; }
    element.replaceChildren(...muranoPanel.pieces(text).flatMap(function (piece) {
      return muranoPanel.linked(piece, piece.text);
    }));
  };
}());
