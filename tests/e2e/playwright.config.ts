// Browser tests against the release in dist/. Run by `cargo xtask e2e [arguments]` or as part of `make test`.
import { defineConfig } from '@playwright/test';
import { address, args, dist, executablePath, port, root, xtask } from './browser.ts';

export default defineConfig({
  testDir: './specs',
  outputDir: `${root}target/browser-tests`,
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: process.env.RESULTS ?? `${root}target/browser-tests.json` }]],
  use: {
    baseURL: address,
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 800 },
    trace: 'off',
    // A worker that fetches the whole app beside each page would only slow the tests; specs about it switch it on.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, args },
  },
  projects: [{ name: 'chromium' }],
  webServer: {
    command: `"${xtask}" serve "${dist}" ${port}`,
    url: address,
    reuseExistingServer: false,
    timeout: 15_000,
  },
});
