// The release starts wherever it is put, and says what to do where it cannot start.
import { expectAccessible } from '../accessible.ts';
import { expect, startServer, test, watchConsole } from '../fixtures.ts';
import { AppPage } from '../pages/base.ts';

test('opens with a main landmark, a quiet console and no accessibility violation', async ({ page, quiet }) => {
  const app = new AppPage(page);
  await app.goto();
  await expect(app.main).toHaveCount(1);
  await app.accessible();
  expect(quiet).toEqual([]);
});

test('opens under a path of another site, under a trailing slash and without it', async ({ page }) => {
  const server = await startServer(['--base', '/some/path']);
  try {
    const messages = watchConsole(page);
    await page.goto(server.address);
    await new AppPage(page).started();
    await page.goto(server.address.replace(/\/$/, ''));
    await new AppPage(page).started();
    expect(messages).toEqual([]);
  } finally {
    server.stop();
  }
});

test('opens from a disk profile and again after a restart', async ({ persistent }) => {
  await new AppPage(await persistent.open()).goto();
  await new AppPage(await persistent.restart()).goto();
  await new AppPage(await persistent.kill()).goto();
});

test('starts although the host names a wrong type for wasm', async ({ page }) => {
  await page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  await new AppPage(page).goto();
});

test('keeps the theme chosen before the first paint', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('shizhu-theme', 'dark'));
  await page.goto('./');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

const WAYS_TO_MISS = {
  'the wasm file is gone': { pattern: '**/*.wasm', status: 404, type: 'text/plain', body: 'Not found.' },
  'the host answers with a page in place of the wasm file': { pattern: '**/*.wasm', status: 200, type: 'text/html', body: '<!DOCTYPE html><p>Home' },
  'the wasm file is cut off': { pattern: '**/*.wasm', status: 200, type: 'application/wasm', body: '\0asm' },
  'the glue script is gone': { pattern: '**/app-*.js', status: 404, type: 'text/plain', body: 'Not found.' },
  'the texts of the interface are gone': { pattern: '**/lang/*.json', status: 404, type: 'text/plain', body: 'Not found.' },
  'the start script is gone': { pattern: '**/start.js', status: 404, type: 'text/plain', body: 'Not found.' },
} as const;

for (const [way, { pattern, status, type, body }] of Object.entries(WAYS_TO_MISS)) {
  test(`says what to do in both languages when ${way}`, async ({ page }) => {
    await page.route(pattern, (route) => route.fulfill({ status, contentType: type, body }));
    await page.goto('./');
    const stopped = page.locator('#shizhu-stopped');
    await expect(stopped).toBeVisible();
    await expect(stopped.getByRole('heading', { level: 1 })).toHaveText(/[一-龥]/);
    await expect(stopped.locator('[lang=en] h2')).toHaveText(/[a-z]/);
    await expect(stopped.getByRole('link', { name: /Export data/ })).toHaveAttribute('href', 'rescue.html');
    await expectAccessible(page);
  });
}

test('markup that could act is refused, also inside the page', async ({ page }) => {
  await new AppPage(page).goto();
  const refused = await page.evaluate(() =>
    ['<script>1</script>', '<img src=x onerror=alert(1)>', '<a href="javascript:1">x</a>', '<iframe srcdoc="x"></iframe>', '<svg/onload=alert(1)>'].map((html) => {
      try {
        document.createElement('div').innerHTML = html;
        return false;
      } catch {
        return true;
      }
    }),
  );
  expect(refused).toEqual([true, true, true, true, true]);
  const plain = await page.evaluate(() => {
    const element = document.createElement('div');
    element.innerHTML = '<p class="note">A <b>plain</b> part, once = twice</p>';
    return element.textContent;
  });
  expect(plain).toBe('A plain part, once = twice');
});

test('says so in both languages when the browser has no WebAssembly', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'WebAssembly'));
  await page.goto('./');
  await expect(page.locator('#shizhu-stopped')).toHaveAttribute('data-code', 'wasm');
});

test('a panic ends in a page in both languages that leads to the data and copies diagnostics', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await new AppPage(page).goto();
  await page.evaluate(() => window.dispatchEvent(new CustomEvent('shizhu-panic', { detail: 'index out of bounds <b>here</b>' })));
  const stopped = page.locator('#shizhu-stopped');
  await expect(stopped).toContainText('程序意外停止');
  await expect(stopped).toContainText('The program stopped unexpectedly');
  await expect(stopped.getByRole('textbox')).toHaveValue(/index out of bounds <b>here<\/b>/);
  await expectAccessible(page);
  await stopped.getByRole('button', { name: /Copy diagnostics/ }).click();
  await expect(stopped.getByRole('button', { name: /Copied/ })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('index out of bounds');
  await stopped.getByRole('link', { name: /Export data/ }).click();
  await expect(page).toHaveURL(/rescue\.html$/);
});
