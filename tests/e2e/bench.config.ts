// Measurements side by side with Dexie and the plain calls of IndexedDB: `cargo xtask bench`.
import { defineConfig } from '@playwright/test';
import { args, executablePath } from './browser.ts';
import main from './playwright.config.ts';

export default defineConfig({
  ...main,
  testDir: './bench',
  testMatch: '*.bench.ts',
  projects: [{ name: 'chromium', use: { launchOptions: { executablePath, args } } }],
  workers: 1,
  retries: 0,
  timeout: 1_200_000,
});
