'use strict';

const js = require('@eslint/js');

// What the pages have beside the browser: Django's catalog of translations, Horizon and what it loads.
const HORIZON = ['$', 'angular', 'gettext', 'horizon', 'interpolate', 'ngettext'];
const BROWSER = [
  'AbortController', 'CSS', 'CustomEvent', 'DOMParser', 'Event', 'FormData', 'Highlight', 'IntersectionObserver',
  'NodeFilter', 'Option', 'ResizeObserver', 'URL', 'URLSearchParams', 'clearInterval', 'clearTimeout', 'console',
  'document', 'fetch', 'history', 'navigator', 'performance', 'requestAnimationFrame', 'sessionStorage', 'setInterval',
  'setTimeout', 'window'
];

function readable(names) {
  return Object.fromEntries(names.map(function (name) { return [name, 'readonly']; }));
}

module.exports = [
  {ignores: ['**/node_modules/', '.venv/', '.tox/', 'build/', 'demo/venvs/', '**/.demo/', '.cache/']},
  js.configs.recommended,
  {
    files: ['static/**/*.js'],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: 'script',
      globals: {...readable(HORIZON), ...readable(BROWSER), muranoPanel: 'readonly'}
    },
    rules: {
      'array-callback-return': 'error',
      'block-scoped-var': 'error',
      'camelcase': ['error', {properties: 'never', allow: ['^update_', '^add_']}],
      'complexity': ['error', 12],
      'consistent-return': 'error',
      'curly': 'error',
      'default-case-last': 'error',
      'eqeqeq': 'error',
      'func-style': ['error', 'declaration', {overrides: {namedExports: 'ignore'}}],
      'max-depth': ['error', 4],
      'max-len': ['error', {code: 120, ignoreStrings: false}],
      'max-lines': ['error', 300],
      'max-nested-callbacks': ['error', 4],
      'max-params': ['error', 4],
      'no-alert': 'error',
      'no-caller': 'error',
      'no-console': ['error', {allow: ['warn']}],
      'no-else-return': 'error',
      'no-eval': 'error',
      'no-extend-native': 'error',
      'no-implicit-globals': 'error',
      'no-implied-eval': 'error',
      'no-lonely-if': 'error',
      'no-loop-func': 'error',
      'no-new-func': 'error',
      'no-param-reassign': 'error',
      'no-script-url': 'error',
      'no-shadow': 'error',
      'no-throw-literal': 'off',
      'no-unneeded-ternary': 'error',
      'no-unused-expressions': 'error',
      'no-var': 'error',
      'object-shorthand': 'off',
      'prefer-const': 'error',
      'prefer-rest-params': 'error',
      'prefer-spread': 'error',
      'radix': 'error',
      'strict': ['error', 'function']
    }
  },
  {
    files: ['*.js'],
    languageOptions: {sourceType: 'commonjs', globals: readable(['module', 'require'])}
  }
];
