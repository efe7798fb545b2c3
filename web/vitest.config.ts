import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: '..',
  test: {
    include: ['tests/wasm/**/*.test.ts', 'tests/web/unit/**/*.test.ts', 'tests/i18n/**/*.test.mjs'],
    environment: 'node',
    // One process: the machines that run this have few cores.
    pool: 'threads',
    maxWorkers: 1,
    fileParallelism: false,
    // Nothing here is timed: the limits only end what hangs, also on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
