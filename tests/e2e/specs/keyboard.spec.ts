// Everything by keyboard: order and visibility of the focus, page changes, error summaries, input methods,
// single keys, the palette, tables (design/ux.md 3.3, K1–K10).
import type { Locator, Page } from '@playwright/test';
import { expect, test, watchConsole } from '../fixtures.ts';
import { WorkspacePage } from '../pages/data.ts';
import { StartPage } from '../pages/start.ts';
import { Gate, GoalPage, StepPage } from '../pages/step.ts';
import { Form, Hands, RecordTable, tabTo, typeDate } from '../pages/table.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

/** A workspace to work in, on the given step. */
async function onStep(page: Page, number: number, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<StepPage> {
  const start = await new StartPage(page, language).open();
  await start.create({ name: '启明家居', who: '林薇' });
  return new StepPage(page, language, number).open();
}

const activeTag = (page: Page) => page.evaluate(() => document.activeElement?.tagName);
const settled = async (page: Page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));

// Every test also fails on whatever the browser reports.
test.beforeEach(({ quiet }) => expect(quiet).toEqual([]));

test('a workspace is created and its first step completed with the keyboard alone [P01.1]', async ({ page }) => {
  const start = await new StartPage(page).open();
  await expect(start.heading, 'the page begins at its heading').toBeFocused();
  await tabTo(page, page.getByTestId('create-workspace'), 3);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('create-name')).toBeFocused();
  await page.keyboard.type('启明家居');
  await tabTo(page, page.getByTestId('create-who'), 6);
  await page.keyboard.type('林薇');
  await tabTo(page, page.getByTestId('create-confirm'), 6);
  await page.keyboard.press('Enter');
  await expect(start.heading).toHaveText('启明家居');
  await expect(start.heading).toBeFocused();

  await tabTo(page, page.getByTestId('continue'), 5);
  await page.keyboard.press('Enter');
  const step = new StepPage(page, 'zh-CN', 1);
  await step.shown();
  await expect(step.heading).toBeFocused();
  const form = step.form('charter');
  await tabTo(page, await form.control('vision'));
  await page.keyboard.type('成为华东家庭最信任的家居品牌');
  await page.keyboard.press('Tab');
  await expect(await form.control('mission'), 'the next field is the next stop').toBeFocused();
  await page.keyboard.type('让每个家庭用得起好设计');
  await page.keyboard.press('Control+Enter');
  const next = new StepPage(page, 'zh-CN', 2);
  await next.shown();
  await expect(next.heading).toBeFocused();
  await step.expectStatus('done');
});

for (const [name, number] of [['the charter', 1], ['the goals', 3]] as const) {
  test(`Tab reaches every control of ${name} once, in order and visibly (K1)`, async ({ page }) => {
    const step = await onStep(page, number);
    const skip = page.getByRole('link', { name: step.say('ui.skip') });
    await skip.focus();
    await page.keyboard.press('Enter');
    await expect(step.main, 'the first link leads to the content').toBeFocused();
    await skip.focus();
    const stops: { id: number; text: string; ring: boolean; parts: boolean }[] = [];
    for (let presses = 0; presses < 250; presses += 1) {
      if (presses > 0) await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null;
        if (!element || element === document.body) return null;
        const seen = ((window as unknown as { seen?: Element[] }).seen ??= []);
        if (!seen.includes(element)) seen.push(element);
        const ringed = [element, element.parentElement!, element.nextElementSibling, element.closest('.pick-field, .tags, .check-target')].filter((some): some is Element => some !== null);
        const ring = ringed.some((some) => {
          const style = getComputedStyle(some);
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        });
        return { id: seen.indexOf(element), text: (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40) || element.id, ring, parts: element.matches('input[type=date], input[type=month]') };
      });
      if (!stop || (stop.id === 0 && presses > 0)) break;
      // Year, month and day of a date are stops of their own inside one control.
      if (stop.parts && stops.at(-1)?.id === stop.id) continue;
      stops.push(stop);
    }
    const twice = stops.filter((stop, index) => stops.findIndex((other) => other.id === stop.id) !== index);
    expect(twice.map((stop) => stop.text), 'no control comes twice').toEqual([]);
    expect(stops.filter((stop) => !stop.ring).map((stop) => stop.text), 'each shows that it has the focus').toEqual([]);

    const missed = await page.evaluate(() => {
      const seen = (window as unknown as { seen: Element[] }).seen;
      const groups = new Set(seen.filter((element) => element.matches('input[type=radio]')).map((element) => (element as HTMLInputElement).name));
      return [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !(element as HTMLInputElement).disabled && element.tabIndex >= 0)
        .filter((element) => !(element.matches('input[type=radio]') && groups.has((element as HTMLInputElement).name)) && !seen.includes(element))
        .map((element) => element.outerHTML.slice(0, 120));
    });
    expect(missed, 'no control is left out').toEqual([]);
    const order = await page.evaluate(() => (window as unknown as { seen: Element[] }).seen.every((element, index, all) => index === 0 || (all[index - 1]!.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0));
    expect(order, 'order of the focus is the order of reading').toBe(true);
  });
}

test('each change of page sets the title, focuses the heading and is announced once (K2)', async ({ page }) => {
  const step = await onStep(page, 1);
  const expectEntered = async (title: string, act: () => Promise<unknown>) => {
    // The announcement of the page before has come.
    await expect(step.announcement).toHaveText(step.say('ui.entered', { title: await step.heading.innerText() }));
    await page.evaluate(() => {
      const spoken: string[] = [];
      (window as unknown as { spoken: string[] }).spoken = spoken;
      const region = document.querySelector('[data-testid=announcer]')!;
      new MutationObserver(() => {
        if (region.textContent) spoken.push(region.textContent);
      }).observe(region, { childList: true, characterData: true, subtree: true });
    });
    await act();
    await expect(step.heading).toHaveText(title);
    await expect(step.heading).toBeFocused();
    await expect(page).toHaveTitle(new RegExp(`^${title} – 启明家居 – `));
    const wanted = step.say('ui.entered', { title });
    await expect(step.announcement).toHaveText(wanted);
    await settled(page);
    expect(await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken)).toEqual([wanted]);
  };
  const second = step.content.steps['P01.2']!.title;
  await expectEntered(second, async () => {
    await page.getByRole('navigation', { name: step.say('ui.step.list') }).getByRole('link', { name: second }).focus();
    await page.keyboard.press('Enter');
  });
  await expectEntered(step.say('ui.nav.data'), async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByTestId('palette').getByRole('combobox')).toBeFocused();
    await page.keyboard.type(step.say('ui.nav.data'));
    await page.keyboard.press('Enter');
  });
  await expectEntered(second, () => page.goBack());
});

test('two errors: the summary has the focus, leads to each field and goes when they are mended (K3, K4) [S03, P01.1]', async ({ page }) => {
  const step = await onStep(page, 1);
  const form = step.form('charter');
  await (await form.control('contribution')).focus();
  await page.keyboard.type('带动本地供应商');
  await page.keyboard.press('Control+Enter');
  await expect(step.summary).toBeFocused();
  await expect(page).toHaveTitle(new RegExp(`^${step.say('ui.trouble.title', { title: '' })}`));
  await expect(step.summary.getByRole('button')).toHaveCount(2);
  await form.expectValue('contribution', '带动本地供应商');
  for (const [field, check, value] of [['vision', 'P01.1.vision', '成为最信任的家居品牌'], ['mission', 'P01.1.mission', '让每个家庭用得起好设计']] as const) {
    const link = step.summary.getByRole('button', { name: step.check(check) });
    const message = await link.innerText();
    await link.focus();
    await page.keyboard.press('Enter');
    const control = await form.control(field);
    await expect(control).toBeFocused();
    await expect(control).toHaveAttribute('aria-invalid', 'true');
    const described = (await control.getAttribute('aria-describedby'))!.split(' ')[0];
    await expect(page.locator(`[id="${described}"]`), 'field and summary say the same').toHaveText(message);
    // Asked again with nothing mended, the page leads to the summary again.
    await page.keyboard.press('Control+Enter');
    await expect(step.summary).toBeFocused();
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(control).toBeFocused();
    await page.keyboard.type(value);
    await page.keyboard.press('Tab');
    await expect(control).not.toHaveAttribute('aria-invalid', 'true');
    await expect(link).toHaveCount(0);
  }
  await expect(step.summary).toHaveCount(0);
  await expect(page).not.toHaveTitle(new RegExp(`^${step.say('ui.trouble.title', { title: '' })}`));
  await form.expectValue('contribution', '带动本地供应商');
  await page.keyboard.press('Control+Enter');
  const next = new StepPage(page, 'zh-CN', 2);
  await next.shown();
  await expect(next.heading).toBeFocused();
  await step.expectStatus('done');
});

test.describe('in English', () => {
  test.use({ locale: 'en' });

  test('a field says what the summary says (K3) [P01.1]', async ({ page }) => {
    const step = await onStep(page, 1, 'en');
    await step.completeButton.click();
    await expect(step.summary).toBeFocused();
    const link = step.summary.getByRole('button', { name: step.check('P01.1.mission') });
    const sentence = await link.innerText();
    await link.click();
    const control = await step.form('charter').control('mission');
    await expect(control).toBeFocused();
    await expect(page.locator(`[id="${(await control.getAttribute('aria-describedby'))!.split(' ')[0]}"]`)).toHaveText(sentence);
  });
});

test('a step taken as it is says so, keeps the focus and leads on [S03]', async ({ page }) => {
  const step = await onStep(page, 4);
  await step.completeButton.click();
  await expect(step.summary.getByRole('button', { name: step.check('P01.4.any') })).toBeVisible();
  await page.getByTestId('complete-anyway').press('Enter');
  await expect(page.getByTestId('complete-anyway')).toHaveCount(0);
  await expect(step.announcement).toHaveText(step.say('ui.step.passed', { n: 1 }));
  await expect(step.completeButton).toBeFocused();
  await expect(step.completeButton).toContainText(step.say('ui.step.go_on'));
  await page.keyboard.press('Enter');
  await new StepPage(page, 'zh-CN', 5).shown();
});

test('a step that is not there says what to do and leads to its pillar', async ({ page }) => {
  const step = await onStep(page, 1);
  await page.goto(page.url().replace(/p\/1.*/, 'p/1/s/99'));
  await expect(step.heading).toHaveText(step.say('ui.not_found.step'));
  await expect(step.main).toContainText(step.say('ui.not_found.step_about'));
  await step.main.getByRole('link', { name: /^1 / }).click();
  await page.waitForURL(/\/p\/1$/);
});

test('a part of a step that is unfolded takes the focus to its head', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('p/9/s/1');
  await page.getByTestId('unfold-P09.1.2').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[id="fold-P09.1.2"]')).toBeFocused();
  await expect(page.locator('[id="fold-P09.1.2"]')).toHaveAttribute('aria-expanded', 'true');
});

test('an end before its start says so, in form and table, and a year has four digits', async ({ page }) => {
  const step = await onStep(page, 1);
  await page.goto(page.url().replace(/p\/1.*/, 'task'));
  const tasks = new RecordTable(page, 'zh-CN', 'task');
  await page.getByTestId('add-task').click();
  const form = step.form('task');
  const message = async (field: string) => page.locator(`[id="${(await (await form.control(field)).getAttribute('aria-describedby'))!.split(' ')[0]}"]`);
  await form.type('title', '试点');
  await form.type('start', '2026-03-02');
  await form.type('due', '2026-03-01');
  const [start, due] = [step.fieldName('task', 'start'), step.fieldName('task', 'due')];
  const reversed = step.say('ui.date.reversed', { end: due, start, date: '2026-03-02' });
  await expect(await message('due')).toHaveText(reversed);
  await form.type('due', '2026-03-09');
  await expect(await form.control('due')).not.toHaveAttribute('aria-invalid', 'true');
  await page.getByTestId('drawer-close').click();
  const cell = await tasks.cell('试点', 'due');
  await cell.focus();
  await page.keyboard.press('F2');
  await cell.locator('input').fill('2026-03-01');
  await expect(cell).toContainText(reversed);
  // However many digits are typed, the year keeps four: nothing comes in that could not be kept.
  await cell.locator('input').fill('');
  await cell.locator('input').focus();
  await page.keyboard.type('0305202612');
  await expect(cell.locator('input')).toHaveValue(/^\d{4}-03-05$/);
});

test.describe('input methods (K8)', () => {
  /** Composes as an input method does: half text that is not yet meant. */
  async function compose(page: Page, text: string): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await session.detach();
  }

  /** The word is chosen. */
  async function chooseWord(page: Page, text: string): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('Input.insertText', { text });
    await session.detach();
  }

  /** The Enter that belongs to the input method: while it composes, and the one right after it has ended. */
  async function enterOfInputMethod(target: Locator, kind: 'composing' | '229', control = false): Promise<void> {
    await target.evaluate(
      (element, [kind, control]) => {
        const options = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ctrlKey: control as boolean };
        const event = kind === 'composing' ? new KeyboardEvent('keydown', { ...options, isComposing: true }) : new KeyboardEvent('keydown', { ...options, keyCode: 229 } as KeyboardEventInit);
        element.dispatchEvent(event);
      },
      [kind, control] as const,
    );
  }

  test('half a word is never stored and Enter completes no step', async ({ page }) => {
    const step = await onStep(page, 1);
    const form = step.form('charter');
    const vision = await form.control('vision');
    await form.type('mission', '让每个家庭用得起好设计');
    await vision.focus();
    await page.keyboard.type('成为');
    await compose(page, 'zuihao');
    await expect(vision).toHaveValue('成为zuihao');
    await enterOfInputMethod(vision, 'composing');
    await enterOfInputMethod(vision, 'composing', true);
    await page.waitForTimeout(1_000);
    await expect(step.tool('charter_sentences'), 'nothing half typed is taken over').not.toContainText('zuihao');
    await expect(vision).toHaveValue('成为zuihao');
    await chooseWord(page, '最好');
    await enterOfInputMethod(vision, '229');
    await enterOfInputMethod(vision, '229', true);
    await expect(vision).toHaveValue('成为最好');
    await expect(step.tool('charter_sentences')).toContainText('成为最好');
    await expect(step.heading, 'still on the step').toHaveText(step.title);
    await step.expectStatus('in_progress');
    await step.saved();
    await page.reload();
    await form.expectValue('vision', '成为最好');
  });

  test('Enter of the input method adds no goal, no word of a list and runs no command', async ({ page }) => {
    const step = await onStep(page, 3);
    const line = page.getByTestId('goal-line');
    await line.focus();
    await page.keyboard.type('提升');
    await compose(page, 'pinpai');
    await enterOfInputMethod(line, 'composing');
    await chooseWord(page, '品牌');
    await enterOfInputMethod(line, '229');
    await settled(page);
    await expect(page.getByTestId('smart-card')).toHaveCount(0);
    await expect(line).toHaveValue('提升品牌');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('smart-card'), 'a real Enter adds it').toHaveCount(1);

    await page.keyboard.press('Control+k');
    const input = page.getByTestId('palette').getByRole('combobox');
    await expect(input).toBeFocused();
    await compose(page, 'sheding');
    await enterOfInputMethod(input, 'composing');
    await chooseWord(page, step.say('ui.nav.settings'));
    await enterOfInputMethod(input, '229');
    await settled(page);
    await expect(page.getByTestId('palette')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(step.heading).toHaveText(step.title);

    await new StepPage(page, 'zh-CN', 1).open();
    const values = await step.form('charter').control('values');
    await values.focus();
    await compose(page, 'chengxin');
    await enterOfInputMethod(values, 'composing');
    await chooseWord(page, '诚信');
    await enterOfInputMethod(values, '229');
    await settled(page);
    await expect(page.locator('.chip')).toHaveCount(0);
    await expect(values).toHaveValue('诚信');
    await page.keyboard.press('Enter');
    await expect(page.locator('.chip')).toHaveText(['诚信']);
  });

  test('a cell of a table is not left by the Enter that ends a composition', async ({ page }) => {
    const step = await onStep(page, 1);
    const people = await new RecordTable(page, 'zh-CN', 'person').open();
    const cell = await people.cell('林薇', 'role');
    await cell.focus();
    await page.keyboard.press('F2');
    const input = cell.getByRole('textbox');
    await expect(input).toBeFocused();
    await compose(page, 'zongjian');
    await enterOfInputMethod(input, 'composing');
    await chooseWord(page, '总监');
    await enterOfInputMethod(input, '229');
    await expect(input).toBeFocused();
    await expect(input).toHaveValue('总监');
    await page.keyboard.press('Tab');
    await expect(people.row('林薇')).toContainText('总监');
    await step.saved();
  });
});

test('single keys act on the page only, not in fields, and not when they are switched off (K9)', async ({ page }) => {
  const step = await onStep(page, 1);
  const sheet = page.getByTestId('key-sheet');
  await page.keyboard.press('Shift+?');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press(']');
  await expect(step.heading).toHaveText(step.content.steps['P01.2']!.title);
  await page.keyboard.press('[');
  await expect(step.heading).toHaveText(step.title);

  const vision = await step.form('charter').control('vision');
  await vision.focus();
  await page.keyboard.type('?gh]/');
  await settled(page);
  await expect(vision).toHaveValue('?gh]/');
  await expect(sheet).toBeHidden();
  await expect(step.heading).toHaveText(step.title);
  await vision.fill('');

  await step.settings();
  const off = page.getByTestId('single-keys');
  await off.focus();
  await page.keyboard.press('Space');
  await expect(off).not.toBeChecked();
  await step.heading.focus();
  for (const key of ['Shift+?', 'g', 'h']) await page.keyboard.press(key);
  await settled(page);
  await expect(sheet).toBeHidden();
  await expect(step.heading).toHaveText(step.say('ui.nav.settings'));
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('palette'), 'keys with Ctrl stay on').toBeVisible();
  await page.keyboard.press('Escape');

  await off.focus();
  await page.keyboard.press('Space');
  await step.heading.focus();
  for (const key of ['g', 'h']) await page.keyboard.press(key);
  await expect(page.getByTestId('pillar-1'), 'on again').toBeVisible();
});

test('the palette: Ctrl+K, words, arrows, Enter; Esc gives the focus back (K10)', async ({ page }) => {
  const step = await onStep(page, 1);
  const mission = await step.form('charter').control('mission');
  await mission.focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByTestId('palette');
  const input = palette.getByRole('combobox');
  await expect(input).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(mission, 'the focus is back where it was').toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(input).toBeFocused();
  await page.keyboard.type('目标');
  const options = palette.getByRole('option');
  await expect(options.nth(1)).toBeVisible();
  await expect(options.nth(0)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(options.nth(0)).toHaveAttribute('aria-selected', 'false');
  await expect(input).toHaveAttribute('aria-activedescendant', (await options.nth(1).getAttribute('id'))!);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(options.last(), 'the list goes round').toHaveAttribute('aria-selected', 'true');
  await input.fill('责任书');
  await expect(options.first()).toContainText('责任书');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(step.heading).toHaveText(step.content.outputs['responsibility_sheets']!.title);
  await expect(step.heading).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(palette).toBeVisible();
  await page.goBack();
  await expect(palette, 'it does not lie over another page').toBeHidden();
  await expect(step.heading).toHaveText(step.title);
});

test('a dialog keeps the focus inside and gives it back (K10)', async ({ page }) => {
  await new StartPage(page).open();
  const opener = page.getByTestId('create-workspace');
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('create-name')).toBeFocused();
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement!.closest('dialog[open]') !== null)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('create-dialog')).toBeHidden();
  await expect(opener).toBeFocused();
  expect(await activeTag(page)).toBe('BUTTON');
});

test('a cell edited with F2 keeps what was typed on Enter; Ctrl+Z takes it back (K7)', async ({ page }) => {
  const step = await onStep(page, 1);
  const people = await new RecordTable(page, 'zh-CN', 'person').open();
  const cell = await people.cell('林薇', 'role');
  await tabTo(page, cell);
  await page.keyboard.press('F2');
  await expect(cell.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('营销总监');
  await page.keyboard.press('Enter');
  await expect(cell.getByRole('textbox'), 'Enter ends the editing').toHaveCount(0);
  await expect(cell).toHaveText('营销总监');
  await page.keyboard.press('Control+z');
  await expect(cell).not.toHaveText('营销总监');
  await page.keyboard.press('Control+Shift+z');
  await expect(cell).toHaveText('营销总监');
  await step.saved();
});

test('a cell edited with F2 drops what was typed on Esc and keeps the focus (K7)', async ({ page }) => {
  const start = await new StartPage(page).open();
  await start.create({ name: '启明家居', who: '林薇', role: '营销总监' });
  const people = await new RecordTable(page, 'zh-CN', 'person').open();
  const cell = await people.cell('林薇', 'role');
  await tabTo(page, cell);
  await page.keyboard.press('F2');
  await expect(cell.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('出纳');
  await page.keyboard.press('Escape');
  await expect(cell.getByRole('textbox'), 'Esc ends the editing').toHaveCount(0);
  await page.waitForTimeout(600);
  await expect(cell, 'what was typed is dropped').toHaveText('营销总监');
  await expect(cell, 'the focus stays on the cell').toBeFocused();
});

test('rows from a spreadsheet are pasted by keyboard, what does not fit is named, one undo takes them back (K7)', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const step = await onStep(page, 1);
  const channels = await new RecordTable(page, 'zh-CN', 'channel').open();
  await page.evaluate(() => navigator.clipboard.writeText('渠道名称\t类别\n电商\t线上\n门店\t线下\n"团购\n大客户"\t空中\n'));
  await page.getByTestId('paste-channel').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('paste-text')).toBeFocused();
  await page.keyboard.press('Control+v');
  await expect(channels.dialog).toContainText(step.say('ui.paste.found', { n: 3 }));
  await expect(channels.dialog).toContainText(step.say('ui.paste.no_option', { field: step.fieldName('channel', 'class'), value: '空中', options: '线上、线下、其他' }));
  await expect(channels.dialog.getByRole('columnheader')).toHaveText(['渠道名称', '类别']);
  await tabTo(page, page.getByTestId('paste-add'), 6);
  await page.keyboard.press('Enter');
  await expect(channels.dialog).toHaveCount(0);
  await expect(channels.rows).toHaveCount(3);
  await expect(await channels.cell('电商', 'class')).toHaveText('线上');
  await expect(await channels.cell('门店', 'class')).toHaveText('线下');
  await expect(page.getByTestId('paste-channel'), 'the focus is back on the button').toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(channels.rows).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(channels.rows).toHaveCount(3);
});

test('pasted dates are stored as dates, another heading is mapped, what is no date is named', async ({ page }) => {
  const step = await onStep(page, 1);
  await page.goto(page.url().replace(/p\/1.*/, 'goal'));
  const goals = new RecordTable(page, 'zh-CN', 'goal');
  const [title, due] = [step.fieldName('goal', 'statement'), step.fieldName('goal', 'due')];
  // A unit behind the name, as the table itself shows it, keeps no heading from being one.
  await page.getByTestId('paste-goal').click();
  await page.getByTestId('paste-text').fill(`${title}（元）\t${due}*\n甲\t2026/9/30`);
  await expect(page.getByTestId('paste-has-head')).toBeChecked();
  await page.keyboard.press('Escape');
  await page.getByTestId('paste-goal').click();
  await page.getByTestId('paste-text').fill(`${title}\t到哪天\n甲\t2026/9/30\n乙\t2026年11月1日\n丙\t9/30/2026\n丁\t尽快\n戊\t9/3/2026`);
  await expect(goals.dialog.getByRole('columnheader')).toHaveText([title, '到哪天']);
  await expect(page.getByTestId('paste-column-1'), 'a heading that is no field is left out').toHaveValue('-');
  await page.getByTestId('paste-column-1').selectOption({ label: due });
  await expect(goals.dialog).toContainText(step.say('ui.paste.no_date', { field: due, value: '尽快' }));
  await expect(goals.dialog).toContainText(step.say('ui.paste.unclear_date', { field: due, value: '9/3/2026' }));
  await page.getByTestId('paste-add').click();
  await expect(goals.rows).toHaveCount(5);
  for (const [name, day] of [['甲', '2026-09-30'], ['乙', '2026-11-01'], ['丙', '2026-09-30'], ['丁', '']] as const) {
    const form = await goals.edit(name);
    await expect(await form.control('due'), name).toHaveValue(day);
    await goals.close();
  }
});

test('a name typed into a link field is never lost: one that exists is chosen, another stays and Enter makes it', async ({ page }) => {
  const step = await onStep(page, 1);
  const people = await new RecordTable(page, 'zh-CN', 'person').open();
  await people.paste([['王建国']]);
  await step.open();
  await page.goto(page.url().replace(/p\/1.*/, 'goal'));
  const goals = new RecordTable(page, 'zh-CN', 'goal');
  const form = await goals.add();
  const owner = await form.control('owner');
  await owner.fill('王建国');
  await owner.press('Tab');
  await settled(page);
  await expect(owner).toHaveValue('王建国');
  await expect(form.scope.locator('.field-error')).toHaveCount(0);
  const indicator = await form.control('indicator');
  await indicator.fill('年销售额');
  await indicator.press('Tab');
  await expect(form.scope).toContainText(step.say('ui.pick.unknown_create', { field: step.fieldName('goal', 'indicator'), name: '年销售额' }));
  await expect(indicator, 'what was typed stays').toHaveValue('年销售额');
  await indicator.focus();
  await indicator.press('Enter');
  const created = page.getByTestId('created');
  await expect(created, 'what the new indicator still needs is asked').toBeVisible();
  await new Form(page, 'zh-CN', 'indicator', created).choose('unit_kind', 'money');
  await page.getByTestId('created-close').click();
  await expect(indicator).toHaveValue('年销售额');
  await expect(form.scope.locator('.field-error')).toHaveCount(0);
});

// The whole pillar, all seven steps, without a mouse. One page for all parts, as a user would have it.
test.describe.serial('pillar 1 with the keyboard alone', () => {
  let page: Page;
  let messages: string[];
  const step = (number: number) => new StepPage(page, 'zh-CN', number);
  const at = (control: Locator) => tabTo(page, control, 260);
  const press = async (control: Locator) => {
    await at(control);
    await page.keyboard.press('Enter');
  };
  const goal = '2026 年 12 月 31 日前把新客户从 100 家做到 130 家';

  /** Begins a record of a table in its drawer. */
  const begin = async (table: RecordTable) => {
    await press(page.getByTestId(`add-${table.kind}`));
    const form = new Form(page, 'zh-CN', table.kind, table.dialog);
    await expect(table.dialog.getByTestId(`form-${table.kind}`)).toBeVisible();
    return new Hands(form);
  };
  const end = async (table: RecordTable) => {
    await page.keyboard.press('Escape');
    await expect(table.dialog).toHaveCount(0);
  };
  const complete = async (number: number) => {
    await expect(step(number).fixes).toHaveCount(0);
    await page.keyboard.press('Control+Enter');
    await expect(step(number).heading).not.toHaveText(step(number).title);
    await expect(step(number).heading).toBeFocused();
  };

  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    messages = watchConsole(page);
  });

  test.afterEach(() => expect(messages.splice(0), 'the browser reports nothing').toEqual([]));

  test.afterAll(() => page.close());

  test('vision, mission and the environment (steps 1 and 2)', async () => {
    const start = await new StartPage(page).open();
    await press(page.getByTestId('create-workspace'));
    await expect(page.getByTestId('create-name')).toBeFocused();
    await page.keyboard.type('启明家居');
    await at(page.getByTestId('create-who'));
    await page.keyboard.type('林薇');
    await press(page.getByTestId('create-confirm'));
    await expect(start.heading).toHaveText('启明家居');
    await press(page.getByTestId('continue'));
    await step(1).shown();
    const charter = new Hands(step(1).form('charter'));
    await charter.type('vision', '成为华东家庭最信任的家居品牌');
    await charter.type('mission', '让每个家庭用得起好设计');
    await complete(1);

    await new Hands(step(2).form('environment')).date('as_of', '2026-06-30');
    const factor = await begin(step(2).table('env_factor'));
    await factor.type('description', '年轻家庭更愿意线上买家居');
    await factor.choose('factor_kind', 0);
    await factor.choose('impact', 3);
    await factor.choose('likelihood', 3);
    await end(step(2).table('env_factor'));
    const rival = await begin(step(2).table('competitor'));
    await rival.type('name', '云杉家居');
    await rival.word('strengths', '门店多');
    await rival.word('weaknesses', '上新慢');
    await end(step(2).table('competitor'));
    const group = await begin(step(2).table('target_customer'));
    await group.type('name', '新婚家庭');
    await group.word('needs', '省心');
    await end(step(2).table('target_customer'));
    await complete(2);
    await step(2).expectStatus('done');
  });

  test('a goal that passes the SMART check and is agreed (steps 3 to 5) [P01.3]', async () => {
    const indicator = await begin(step(3).table('indicator'));
    await indicator.type('name', '新客户数');
    await indicator.choose('unit_kind', 0);
    await indicator.type('unit', '家');
    await end(step(3).table('indicator'));
    await at(page.getByTestId('goal-line'));
    await page.keyboard.type(goal);
    await page.keyboard.press('Enter');
    const card = step(3).smartCard(goal);
    await expect(card).toBeVisible();
    await press(card.getByRole('link', { name: goal }));
    await expect(step(3).heading).toHaveText(goal);
    const goalPage = new GoalPage(page, 'zh-CN');
    // The rest of the form is folded away.
    await press(page.getByTestId('form-goal').locator('summary').first());
    const fields = new Hands(goalPage.fields);
    await fields.choose('goal_kind', 9);
    await fields.word('indicator', '新客户数');
    await fields.date('start', '2026-01-01');
    await fields.word('owner', '林薇');
    await fields.date('baseline_date', '2025-12-31');
    await fields.choose('change_mode', 0);
    await fields.type('data_source', '客户系统');
    await fields.choose('frequency', 1);
    await fields.type('historic_growth', '20%');
    await fields.choose('confidence', 3);
    await fields.word('serves', '让每个家庭');
    await fields.choose('review_every', 3);
    await goalPage.saved();
    await press(page.getByTestId('section-add-resource'));
    const resource = new Hands(new Form(page, 'zh-CN', 'resource', page.getByTestId('form-resource')));
    await resource.type('name', '拓展费用');
    await resource.choose('resource_kind', 0);
    await resource.type('unit', '元');
    await resource.type('needed', '100000');
    await resource.type('available', '100000');
    await press(page.getByTestId('drawer-close'));

    await page.keyboard.press('Control+k');
    await expect(page.getByTestId('palette').getByRole('combobox')).toBeFocused();
    await page.keyboard.type(step(3).title);
    await page.keyboard.press('Enter');
    await step(3).shown();
    await step(3).expectLetters(card, { s: 'pass', m: 'pass', a: 'pass', r: 'pass', t: 'pass' });
    await press(card.getByTestId('goal-to-agreed'));
    await new Gate(page, 'zh-CN', card).expectStatus('agreed');
    for (const number of [3, 4, 5]) await complete(number);
    await step(5).expectStatus('done');
  });

  test('answers, a task, the review cycle and the check page (steps 6 and 7) [P01.6, P01.7]', async () => {
    const answers = step(6).answers.getByRole('group', { name: '林薇', exact: true });
    await at(answers.getByRole('radio').first());
    await page.keyboard.press('Space');
    await expect(answers.getByRole('radio', { name: step(6).choiceName('consensus', 'verdict', 'agree'), exact: true })).toBeChecked();
    await press(step(6).answers.getByTestId('goal-to-published'));
    await new Gate(page, 'zh-CN', step(6).answers).expectStatus('published');
    await press(page.getByTestId('task-from-goal').first());
    await expect(page.getByTestId('task-title')).toBeFocused();
    await page.keyboard.type('拜访 30 家潜在客户');
    await at(page.getByTestId('task-due'));
    await typeDate(page, page.getByTestId('task-due'), '2026-09-30');
    await press(page.getByTestId('task-create'));
    await expect(step(6).dialog).toHaveCount(0);
    await complete(6);
    await complete(7);
    await expect(page.getByTestId('pillar-progress')).toHaveText(step(7).say('ui.home.progress', { done: 7, total: 7 }));
    await press(step(7).main.getByRole('link', { name: step(7).content.outputs['goal_document']!.title }));
    await expect(page.getByTestId('doc-goal_document')).toContainText(goal);
  });
});

test('the tour has at most six stops, goes by keys, is left with Esc and seen again from the help', async ({ page }) => {
  const start = await new StartPage(page).open();
  await start.create({ name: '启明家居', who: '林薇' });
  await page.getByTestId('start-tour').click();
  const tour = page.getByTestId('tour');
  await expect(tour).toBeVisible();
  const titles: string[] = [];
  for (let stop = 0; stop < 10 && (await tour.count()) > 0; stop += 1) {
    await expect(tour.getByRole('heading')).toBeFocused();
    titles.push(await tour.getByRole('heading').innerText());
    const card = (await tour.boundingBox())!;
    expect(card.x >= 0 && card.y >= 0 && card.x + card.width <= 1280 && card.y + card.height <= 800, `stop ${stop + 1} stands inside the window`).toBe(true);
    await tour.getByTestId('tour-next').press('Enter');
    await settled(page);
  }
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles).toHaveLength(6);
  await page.goto(page.url().replace('/home', '/help'));
  await page.getByTestId('start-tour').click();
  await expect(tour.getByRole('heading')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tour).toContainText(titles[1]!);
  await page.keyboard.press('Escape');
  await expect(tour).toHaveCount(0);
});

test('everything is shown a third larger for a projector, and in its usual size again', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const step = await onStep(page, 2);
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('h1')!).fontSize));
  const before = await size();
  await step.heading.focus();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect.poll(size).toBeCloseTo(before * 1.35, 1);
  expect(await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize))).toBeGreaterThanOrEqual(18.9);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect.poll(size).toBe(before);
});

test('a card of a board moves by its menu with keys and with clicks, says where it went and can be put back (K5, K6)', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('p/7/s/4');
  const column = (name: string) => page.locator('.board-column').filter({ has: page.getByRole('heading', { level: 3, name: new RegExp(`^${name}`) }) });
  const toast = page.getByTestId('toast').last();
  const title = await column('计划').locator('.board-card a').first().innerText();
  const card = (name: string) => column(name).getByRole('link', { name: title, exact: true });
  const opener = page.getByRole('button', { name: `移动“${title}”`, exact: true });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  const target = (await page.getByRole('menuitem').first().innerText()).trim();
  await page.keyboard.press('Enter');
  await expect(card(target)).toBeFocused();
  await expect(card('计划')).toHaveCount(0);
  await expect(toast).toContainText(new RegExp(`“${title}”已移到“${target}”，排第 \\d+，共 \\d+ 项`));
  // Over the whole page the step is taken back by keys; the focus stays with the card.
  await page.keyboard.press('Control+z');
  await expect(card('计划')).toBeFocused();
  await page.keyboard.press('Control+y');
  await expect(card(target)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(card('计划')).toBeFocused();
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card(target)).toBeFocused();
  await toast.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(card('计划')).toBeVisible();
  await expect(card(target)).toHaveCount(0);
  await opener.click();
  await page.getByRole('menuitem', { name: target, exact: true }).click();
  await expect(card(target)).toBeVisible();
});

test('a bar of a Gantt chart leads to its dates with keys and with clicks, and stands where they say (K5, K6)', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('p/10/s/3');
  const bar = page.getByTestId('chart-project_plan').locator('svg a').first();
  const due = page.getByTestId('form-joint_project').getByLabel(/^截止/);
  const back = async (iso: string) => {
    await work.saved();
    await page.goBack();
    await expect(bar).toHaveAttribute('aria-label', new RegExp(iso));
  };
  await bar.focus();
  await page.keyboard.press('Enter');
  await expect(due).toBeVisible();
  await tabTo(page, due);
  await typeDate(page, due, '2026-11-05');
  await back('2026-11-05');
  await bar.click();
  await due.fill('2026-12-10');
  await back('2026-12-10');
});

test('Back leads to where a page was left, with the link in focus and out of its fold; a link leads to the head of a page', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  const top = () => page.evaluate(() => Math.round(window.scrollY));
  const heading = page.getByRole('main').getByRole('heading', { level: 1 });
  await work.show('p/2/s/7');
  // A part that was folded is unfolded again.
  const folded = page.locator('main .item-fold[aria-expanded="false"]');
  await expect(folded).toHaveCount(1);
  await folded.click();
  const step = await heading.textContent();
  const bars = page.locator('main .chart svg a');
  await expect(bars.last()).toBeVisible();
  const bar = bars.last();
  const name = await bar.getAttribute('aria-label');
  await bar.focus();
  const left = await top();
  expect(left).toBeGreaterThan(768);
  await page.keyboard.press('Enter');
  await expect(heading).not.toHaveText(step ?? '');
  await expect(heading).toBeFocused();
  expect(await top(), 'a new page begins at its head').toBeLessThan(200);
  await page.goBack();
  await expect(heading).toHaveText(step ?? '');
  await expect(folded).toHaveCount(0);
  await expect(bar).toBeFocused();
  await expect(bar).toHaveAttribute('aria-label', name ?? '');
  expect(Math.abs((await top()) - left)).toBeLessThan(4);
  // By a link to the same page one comes to its head, not to where it was left.
  await work.show('home');
  await work.show('p/2/s/7');
  await expect(heading).toBeFocused();
  await page.waitForTimeout(500);
  expect(await top()).toBeLessThan(200);
});
