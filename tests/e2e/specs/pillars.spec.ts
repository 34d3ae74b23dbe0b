// Pillars 2 to 10, each from an empty workspace: a chain of tea shops enters its own values step by step, sees checks fail and
// pass, completes every step and finds the values in the document. A shorter pass reads the sample company in English.
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { PillarPage, storyOf } from '../pages/pillar.ts';
import { StartPage } from '../pages/start.ts';
import { Form } from '../pages/table.ts';

/** Works through a pillar as its story tells. */
async function workThrough(page: Page, number: number): Promise<void> {
  // Two hundred entries take half a minute; a busy machine needs longer than the usual minute.
  test.slow();
  page.setDefaultTimeout(8_000);
  const story = storyOf(number);
  const start = await new StartPage(page).open();
  await start.create({ name: story.company, trade: story.trade, currency: 'CNY', who: story.who[0], role: story.who[1] });
  await start.settings();
  await new Form(page, 'zh-CN', 'workspace', page.getByTestId('form-workspace')).type('as_of', story.today);
  const pillar = new PillarPage(page, 'zh-CN', number);
  for (const register of story.registers) {
    await pillar.openList(register.kind);
    await pillar.paste(register.kind, register.columns, register.rows);
  }
  expect(story.steps.map(({ step }) => step), 'the story tells of every step').toEqual(pillar.structure.steps.map(({ id }) => id));
  expect(story.steps.flatMap(({ actions }) => actions).filter((action) => 'fails' in action).length, 'several checks are seen to fail').toBeGreaterThanOrEqual(3);
  const leftOut = story.steps.flatMap(({ actions }) => actions).filter((action) => 'leave_out' in action).length;
  expect(leftOut * 2, 'at least half of the items are filled').toBeLessThanOrEqual(pillar.structure.steps.flatMap(({ items }) => items ?? []).length);
  for (const { step, actions } of story.steps) {
    await test.step(step, async () => {
      await pillar.openStep(step);
      for (const action of actions) await test.step(JSON.stringify(action).slice(0, 90), () => pillar.act(action));
      for (const action of actions) if ('fails' in action) await expect(pillar.finding(action.fails, action.about), `${action.fails} passes in the end`).toHaveCount(0);
      await pillar.complete(step);
    });
  }
  const count = pillar.structure.steps.length;
  await expect(page.getByTestId('pillar-progress'), 'every step is done').toHaveText(pillar.say('ui.home.progress', { done: count, total: count }));
  for (const [output, values] of Object.entries(story.documents)) {
    const document = await pillar.openDocument(output);
    await expect.poll(() => pillar.missing(document, [story.company, ...values]), { message: `${output} holds what was entered`, timeout: 3_000 }).toEqual([]);
  }
  await start.saved();
}

/** Reads the steps and documents of a pillar in English. */
async function readInEnglish(page: Page, number: number): Promise<void> {
  page.setDefaultTimeout(8_000);
  const story = storyOf(number);
  const start = await new StartPage(page, 'en').open();
  await page.getByTestId('open-demo').click();
  await expect(page.getByTestId('next-step')).toBeVisible({ timeout: 20_000 });
  const pillar = new PillarPage(page, 'en', number);
  for (const { id } of pillar.structure.steps) {
    await pillar.openStep(id);
    await pillar.unfold();
    expect.soft(await pillar.hanInMain(), id).toEqual([]);
  }
  expect(Object.keys(story.english).sort(), 'every document is read').toEqual(pillar.structure.outputs.map(({ id }) => id).sort());
  for (const [output, values] of Object.entries(story.english)) {
    const document = await pillar.openDocument(output);
    await expect.poll(() => pillar.missing(document, values), { message: `${output} holds the sample company`, timeout: 3_000 }).toEqual([]);
    expect.soft(await pillar.hanInMain(), output).toEqual([]);
  }
  await start.saved();
}

test.describe('worked through from an empty workspace', () => {
  test.use({ locale: 'zh-CN' });

  test('P02: strategy, plan, products, prices, promotion and control [P02.1.1, P02.1.2, P02.1.3, P02.1.4, P02.2.1, P02.2.2, P02.2.3, P02.2.4]', async ({ page, quiet }) => {
    await workThrough(page, 2);
    expect(quiet).toEqual([]);
  });

  test('P03: framework, structure, duties, communication and review of the organisation [P03.1, P03.2, P03.3, P03.4, P03.5]', async ({ page, quiet }) => {
    await workThrough(page, 3);
    expect(quiet).toEqual([]);
  });

  test('P04: needs, sources, collection, analysis and use of information [P04.1, P04.2, P04.3, P04.4]', async ({ page, quiet }) => {
    await workThrough(page, 4);
    expect(quiet).toEqual([]);
  });

  test('P05: indicators, standards, appraisal and alerts [P05.1, P05.2, P05.3, P05.4]', async ({ page, quiet }) => {
    await workThrough(page, 5);
    expect(quiet).toEqual([]);
  });

  test('P06: training, records, ladder, rotation, mentors and practice [P06.1, P06.2, P06.3, P06.4, P06.5]', async ({ page, quiet }) => {
    await workThrough(page, 6);
    expect(quiet).toEqual([]);
  });

  test('P07: ways for feedback, reviews, suggestions, improvements and growth [P07.1, P07.2, P07.3, P07.4, P07.5]', async ({ page, quiet }) => {
    await workThrough(page, 7);
    expect(quiet).toEqual([]);
  });

  test('P08: aims, scores, decisions, synergy, resources and cases of the channels [P08.1, P08.2, P08.3, P08.4, P08.5, P08.6]', async ({ page, quiet }) => {
    await workThrough(page, 8);
    expect(quiet).toEqual([]);
  });

  test('P09: customers, funnel, loyalty, care, complaints and ideas [P09.1, P09.2, P09.3, P09.4, P09.5, P09.6]', async ({ page, quiet }) => {
    await workThrough(page, 9);
    expect(quiet).toEqual([]);
  });

  test('P10: team, meetings, requests, projects, spirit, lessons and feedback [P10.1, P10.2, P10.3, P10.4, P10.5, P10.6]', async ({ page, quiet }) => {
    await workThrough(page, 10);
    expect(quiet).toEqual([]);
  });
});

test.describe('read in English', () => {
  test.use({ locale: 'en' });

  for (const number of [2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    test(`P${String(number).padStart(2, '0')} in English has no Chinese left over`, async ({ page, quiet }) => {
      await readInEnglish(page, number);
      expect(quiet).toEqual([]);
    });
  }
});
