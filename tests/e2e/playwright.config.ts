// Browser tests against the release in dist/. Run by `cargo xtask e2e [arguments]` or as part of `make test`.
import { defineConfig } from '@playwright/test';
import { address, args, dist, executablePath, port, root, shellPath, xtask } from './browser.ts';

/** What is about the browser as much as about the page: service workers, real profiles, files, other windows. */
const WHOLE_BROWSER = /(offline|update|portable|kills|storage|embed|smoke|static-host)\.spec\.ts/;

export default defineConfig({
  testDir: './specs',
  outputDir: `${root}target/browser-tests`,
  snapshotPathTemplate: `${root}tests/e2e/data/gallery/{arg}{ext}`,
  updateSnapshots: 'none',
  fullyParallel: true,
  workers: 2,
  // What passes only then is named at the end, and `make test` fails when it is more than a few.
  retries: 1,
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
    // Nobody looks at the transitions, and every click would wait for one.
    contextOptions: { reducedMotion: 'reduce' },
    // A worker that fetches the whole app beside each page would only slow the tests; specs about it switch it on.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'shell', testIgnore: WHOLE_BROWSER, use: { launchOptions: { executablePath: shellPath, args } } },
    { name: 'chromium', testMatch: WHOLE_BROWSER, use: { launchOptions: { executablePath, args } } },
  ],
  webServer: {
    command: `"${xtask}" serve "${dist}" ${port}`,
    url: address,
    reuseExistingServer: false,
    timeout: 15_000,
  },
});
