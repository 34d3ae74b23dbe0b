// Nothing is cut off, covered or out of reach at any width (design/ux.md 7.4; K11, K12, K13).
import type { Page } from '@playwright/test';
import { stillness } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { type Language } from '../pages/base.ts';
import { Tour, type Part } from '../pages/tour.ts';
import { WorkspacePage } from '../pages/data.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

const WIDTHS = [320, 360, 390, 768, 1024, 1366, 1440, 1920];
const HEIGHT: Record<number, number> = { 320: 640, 360: 740, 390: 844, 768: 1024, 1024: 768, 1366: 768, 1440: 900, 1920: 1080 };

/** What sticks out of the page sideways and lies in no region of its own that scrolls. */
async function stickingOut(page: Page, except = '.visually-hidden, .skip-link'): Promise<string[]> {
  return page.evaluate((except) => {
    const found: string[] = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) found.push(`the page scrolls to ${document.documentElement.scrollWidth}`);
    const holds = (element: Element): boolean => {
      for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
        if (getComputedStyle(parent).overflowX !== 'visible' && parent.getBoundingClientRect().right <= width + 1) return true;
      }
      return false;
    };
    for (const element of document.querySelectorAll('body *')) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest(except)) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || (box.right <= width + 1 && box.left >= -1) || holds(element)) continue;
      found.push(`${Math.round(box.left)}…${Math.round(box.right)} ${element.outerHTML.slice(0, 110)}`);
      if (found.length > 4) break;
    }
    return found;
  }, except);
}

/** Parts of the header, of the foot of a step and of the bottom bar that overlap one another or leave their bar. */
async function crowded(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const bar of document.querySelectorAll('.shell-header, .start-header, .step-footer, .bottom-bar')) {
      if (!bar.checkVisibility()) continue;
      const outer = bar.getBoundingClientRect();
      const parts = [...bar.querySelectorAll('a, button, .start-brand')].filter((part) => part.checkVisibility({ visibilityProperty: true }));
      const boxes = parts.map((part) => ({ name: (part.getAttribute('aria-label') ?? part.textContent ?? '').trim().slice(0, 30), box: part.getBoundingClientRect() }));
      for (const [index, { name, box }] of boxes.entries()) {
        if (box.left < outer.left - 1 || box.right > outer.right + 1 || box.top < outer.top - 1 || box.bottom > outer.bottom + 1) found.push(`“${name}” leaves ${bar.className}`);
        for (const other of boxes.slice(index + 1)) {
          const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          if (across > 1 && down > 1) found.push(`“${name}” and “${other.name}” overlap in ${bar.className}`);
        }
      }
    }
    return found;
  });
}

/** Text that is cut without a sign of it. */
async function cutText(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => {
        if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.visually-hidden, svg, select')) return false;
        if (![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '')) return false;
        const style = getComputedStyle(element);
        // Three dots say that there is more; the record's page, the title or the list shows it.
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none' || style.clipPath !== 'none') return false;
        const down = ['hidden', 'clip'].includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
        const across = ['hidden', 'clip'].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
        return down || across;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

/** The three kinds of faults at each of these widths; the window is wide again afterwards. */
async function faultsAt(page: Page, widths: number[], except?: string): Promise<string[]> {
  const faults: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: HEIGHT[width] });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 40))));
    // The navigation slides away when the window gets narrow.
    await stillness(page);
    faults.push(...[...(await stickingOut(page, except)), ...(await crowded(page)), ...(await cutText(page))].map((fault) => `at ${width}: ${fault}`));
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  return faults;
}

/** Every other screen: the rest is seen in the other language. */
const HALF: Record<Language, Part> = { 'zh-CN': { index: 0, ofOthers: 2 }, en: { index: 1, ofOthers: 2 } };

for (const language of ['zh-CN', 'en'] as Language[]) {
  test.describe(language, () => {
    test.use({ locale: language });

    test('from 320 to 1920 px nothing sticks out or overlaps (K12)', async ({ page }) => {
      test.setTimeout(300_000);
      const tour = await new Tour(page, language, 'demo', { index: HALF[language].index, of: 2 }).begin();
      const faults = await tour.sweep(() => faultsAt(page, tour.isShared ? [360, 1440] : tour.share(WIDTHS, 4)));
      expect(faults, faults.join('\n')).toEqual([]);
    });

    test('an empty workspace fits as well', async ({ page }) => {
      test.setTimeout(300_000);
      const tour = await new Tour(page, language, 'empty', HALF[language]).begin();
      const faults = await tour.sweep(() => faultsAt(page, [320, 390, 1024, 1440]));
      expect(faults, faults.join('\n')).toEqual([]);
    });

    test('with the text spacing of 1.4.12 no text is cut (K13)', async ({ page }) => {
      test.setTimeout(300_000);
      const tour = await new Tour(page, language, 'demo', HALF[language]).begin();
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
        document.adoptedStyleSheets = [sheet];
      });
      // Lettering of a chart is part of the drawing; its table carries the same as text.
      const faults = await tour.sweep(() => faultsAt(page, [390, 1440], '.visually-hidden, .skip-link, svg'));
      expect(faults, faults.join('\n')).toEqual([]);
    });

    test('a step shows where, why, what for, what is missing and its button without scrolling at 1366×768', async ({ page }) => {
      await page.setViewportSize({ width: 1366, height: 768 });
      const tour = await new Tour(page, language, 'demo').begin();
      for (const screen of tour.screens.filter((screen) => /^step-\d$/.test(screen.name))) {
        await tour.see(screen);
        for (const part of ['.step-position', '.page-head .page-about', '.step-yields', '[data-testid="check-counts"]', '[data-testid="complete-step"]']) {
          await expect(page.locator(part).first(), `${part} on ${screen.name}`).toBeInViewport({ ratio: 1 });
        }
      }
    });
  });
}

for (const width of [390, 768, 1440]) {
  test(`header, footer and bars never cover what has the focus at ${width} px (K11)`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height: HEIGHT[width] });
    const tour = await new Tour(page, 'zh-CN', 'demo').begin();
    for (const name of ['step-2', 'goal-record']) {
      await tour.see(tour.screens.find((screen) => screen.name === name)!);
      await page.locator('#main').focus();
      const covered: string[] = [];
      let stops = 0;
      for (; stops < 300; stops += 1) {
        await page.keyboard.press('Tab');
        const state = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body || !element.closest('main')) return 'left';
          // Of a hidden input the part that is drawn counts.
          const box = (element.closest('.file-button') ?? element).getBoundingClientRect();
          if (element.closest('.step-footer')) return 'free';
          const edges = (selector: string) => [...document.querySelectorAll(selector)].filter((bar) => bar.checkVisibility()).map((bar) => bar.getBoundingClientRect());
          const top = Math.max(0, ...edges('.shell-header').map((bar) => bar.bottom));
          const bottom = Math.min(innerHeight, ...edges('.step-footer, .bottom-bar').map((bar) => bar.top));
          return box.bottom <= top + 1 || box.top >= bottom - 1 ? `${Math.round(box.top)}…${Math.round(box.bottom)} ${element.outerHTML.slice(0, 110)}` : 'free';
        });
        if (state === 'left') break;
        if (state !== 'free') covered.push(state);
      }
      expect(stops, `stops on ${name}`).toBeGreaterThan(10);
      expect(covered, `covered on ${name} at ${width}`).toEqual([]);
    }
  });
}

test('the head of the page names its controls at every width, and nothing in it lies over its neighbour', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page, 'en').show()).openDemo());
  await work.show('home');
  for (const width of [600, 700, 768, 900, 1024, 1100, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const head = page.locator('.shell-header');
    await expect(head.getByRole('button', { name: /Search or run a command/ }), `${width}`).toBeVisible();
    await expect(head.getByRole('link', { name: 'Shizhu', exact: true }), `${width}`).toBeVisible();
    const faults = await head.evaluate((element) => {
      const box = (selector: string) => element.querySelector(selector)!.getBoundingClientRect();
      const label = element.querySelector('.shell-search > span')!;
      const cut = getComputedStyle(label).position === 'static' && label.scrollWidth > label.clientWidth;
      return { overlap: box('.shell-brand').right > box('.shell-workspace').left, cut };
    });
    expect(faults, `${width}`).toEqual({ overlap: false, cut: false });
    await expect(head.locator('.shell-workspace')).toHaveAttribute('title', /Demo/);
  }
  await context.close();
});

test('the rail keeps even distances between its icons, and opening it moves none', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const id = await new WorkspacesPage(page).create({ name: 'Northern Home', who: 'Li Wei' });
  await page.goto(`./#/w/${id}/p/10/s/2`);
  await expect(page.locator('.step-footer')).toBeVisible();
  const tops = () => page.locator('.shell-sidebar .nav-group').nth(1).locator('.nav-item').evaluateAll((items) => items.map((item) => Math.round(item.getBoundingClientRect().top)));
  const closed = await tops();
  expect(closed).toHaveLength(10);
  expect(new Set(closed.slice(1).map((top, index) => top - closed[index]!)).size, String(closed)).toBe(1);
  await page.locator('.shell-sidebar').hover();
  await expect(page.locator('.shell-sidebar .nav-label').first()).toHaveCSS('opacity', '1');
  expect(await tops()).toEqual(closed);
  await context.close();
});
