import { defineConfig } from '@playwright/test';

/** One browser at a time: the engine computes on the processor, and two at once on a small machine only wait for each other. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../build/tests/web',
  globalSetup: './support/built.ts',
  workers: 1,
  // Bounds for a machine that is busy with other things; nothing waits for them to pass.
  timeout: 300_000,
  expect: { timeout: 120_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    headless: true,
    locale: 'fr-FR',
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: process.env['PARVIS_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
