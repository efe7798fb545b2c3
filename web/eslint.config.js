// Run from the repository root: eslint --config web/eslint.config.js .
import js from '@eslint/js';
import globals from 'globals';
import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  globalIgnores(['build/**', '**/dist/**', 'models/**', '**/node_modules/**', 'tests/data/**']),
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Fixtures of Playwright open with an empty pattern.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    // With noUncheckedIndexedAccess, `!` is how code says that it has checked an index.
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
