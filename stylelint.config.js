'use strict';

module.exports = {
  extends: 'stylelint-config-standard-scss',
  reportNeedlessDisables: true,
  rules: {
    // Icons have no other font to fall back on.
    'font-family-no-missing-generic-family-keyword': [true, {ignoreFontFamilies: ['Font Awesome 6 Free']}],
    'max-nesting-depth': 3,
    'number-max-precision': 6,
    // Horizon compiles with libsass, which has no modules.
    'scss/no-global-function-names': null,
    // Blocks and their parts, and Horizon's own classes.
    'selector-class-pattern': '^[a-z][a-z0-9]*((-|--|__|_)[a-z0-9]+)*$'
  }
};
