// The story of pillar 1, through the interface only: a consultant leads a client from an empty workspace to a
// finished goal document, closes the browser, comes back, undoes, takes the file to another machine and goes on.
// One browser profile for the whole story; the chapters follow each other, once in each language.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PersistentBrowser, expect, test, watchConsole } from '../fixtures.ts';
import type { Language } from '../pages/base.ts';
import { DocumentPage } from '../pages/document.ts';
import { DataPage, Screen, StartPage } from '../pages/start.ts';
import { Gate, GoalPage, StepPage } from '../pages/step.ts';
import { Form, RecordTable } from '../pages/table.ts';

/** What is typed. Numbers are those of the acceptance tests S03–S10. */
type Plot = {
  client: string;
  trade: string;
  me: string;
  role: string;
  vision: string;
  mission: string;
  servedBy: string;
  value: string;
  factor: string;
  source: string;
  rival: string;
  own: string;
  strength: string;
  weakness: string;
  customers: string;
  need: string;
  where: string;
  when: string;
  often: string;
  decides: string;
  vague: string;
  awareness: string;
  survey: string;
  material: string;
  unit: string;
  sales: string;
  salesUnit: string;
  salesIndicator: string;
  ledger: string;
  reason: string;
  medium: string;
  long: string;
  channels: [string, string, string, string, string];
  owner: string;
  people: string[];
  money: string;
  moneyUnit: string;
  mitigation: string;
  remark: string;
  exception: string;
  tasks: [string, string];
  measure: string;
  standard: string;
  condition: string;
  consequence: string;
  reviewReason: string;
  renamed: string;
};

const PLOTS: Record<Language, Plot> = {
  'zh-CN': {
    client: '启明家居',
    trade: '家居用品',
    me: '林薇',
    role: '营销总监',
    vision: '成为华东家庭最信任的家居品牌',
    mission: '让每个家庭用得起好设计',
    servedBy: '让每个家庭用得起好设计',
    value: '诚信',
    factor: '年轻家庭更愿意线上买家居',
    source: '行业协会 2026 年报告',
    rival: '云杉家居',
    own: '启明家居（本公司）',
    strength: '门店多',
    weakness: '上新慢',
    customers: '新婚家庭',
    need: '省心',
    where: '直播间和门店',
    when: '周末',
    often: '一年两次',
    decides: '夫妻一起',
    vague: '提升品牌知名度',
    awareness: '品牌知名度（提示后）',
    survey: '季度消费者调查',
    material: '品牌投放费用',
    unit: '元',
    sales: '2026 年 12 月 31 日前把全公司销售额从 5,500 万元做到 6,000 万元',
    salesUnit: '元',
    salesIndicator: '销售额',
    ledger: '财务月报',
    reason: '电商与直播两条渠道已经验证',
    medium: '两年内进入华东家居前三名',
    long: '五年内成为全国家居前十名',
    channels: ['电商', '直播', '门店', '经销商', '团购'],
    owner: '周岚',
    people: ['周岚', '陈默', '何静', '吴涛', '孙悦', '郑凯', '冯雪', '韩磊', '唐敏', '宋扬'],
    money: '投放预算',
    moneyUnit: '元',
    mitigation: '与经销商共担 100 万元投放费用',
    remark: '回款要一起定',
    exception: '宋扬休假，回来后补答',
    tasks: ['上线会员日', '完成知名度首轮投放'],
    measure: '会员复购 20%',
    standard: '询价 2 小时内回复',
    condition: '季度达成率超过 100%',
    consequence: '奖金上浮 10%',
    reviewReason: '团购客户推迟采购',
    renamed: '让每个家庭都用得起好设计',
  },
  en: {
    client: 'Brightwell Home',
    trade: 'Homeware',
    me: 'Laura Lind',
    role: 'Marketing director',
    vision: 'Become the homeware brand that families trust most',
    mission: 'Make good design affordable for every home',
    servedBy: 'Make good design affordable for every home',
    value: 'Honesty',
    factor: 'Young families buy homeware online',
    source: 'Trade association report 2026',
    rival: 'Spruce Living',
    own: 'Brightwell itself',
    strength: 'Many shops',
    weakness: 'Slow with new models',
    customers: 'Newly wed couples',
    need: 'No worries',
    where: 'Live streams and shops',
    when: 'Weekends',
    often: 'Twice a year',
    decides: 'Both together',
    vague: 'Improve brand awareness',
    awareness: 'Aided brand awareness',
    survey: 'Quarterly consumer survey',
    material: 'Brand advertising',
    unit: 'CNY',
    sales: 'Raise company sales from 55M to 60M by 31 December 2026',
    salesUnit: 'CNY',
    salesIndicator: 'Sales revenue',
    ledger: 'Monthly accounts',
    reason: 'Two of the channels have proved it',
    medium: 'Reach the top three of the region within two years',
    long: 'Reach the top ten of the country within five years',
    channels: ['Web shop', 'Live stream', 'Own shops', 'Dealers', 'Group buying'],
    owner: 'Zoe Lane',
    people: ['Zoe Lane', 'Adam Cole', 'Beth Hart', 'Carl West', 'Dana Reed', 'Eric Moss', 'Faye Long', 'Glen Ford', 'Hope Wade', 'Ivan Stone'],
    money: 'Media budget',
    moneyUnit: 'CNY',
    mitigation: 'Dealers carry 1.0 million of the media cost',
    remark: 'Cash collection belongs to it',
    exception: 'Ivan Stone is on leave and answers later',
    tasks: ['Launch the member day', 'Run the first awareness campaign'],
    measure: '20% of members buy again',
    standard: 'Answer inquiries within two hours',
    condition: 'More than 100% of the quarter',
    consequence: 'Bonus grows by 10%',
    reviewReason: 'Group buyers postpone their orders',
    renamed: 'Make good design affordable for each and every home',
  },
};

/** The day the story plays on: two days after the review of S08 was due. */
const TODAY = '2026-07-02';

for (const language of ['zh-CN', 'en'] as Language[]) {
  const plot = PLOTS[language];

  test.describe.serial(`story of pillar 1 in ${language}`, () => {
    test.use({ locale: language });

    let browser: PersistentBrowser;
    let page: Page;
    let messages: string[];

    /** Waiting for one thing shall not use up the time of the whole test. */
    const watch = () => {
      page.setDefaultTimeout(15_000);
      messages = watchConsole(page);
    };
    const screen = () => new Screen(page, language);
    const step = (number: number) => new StepPage(page, language, number);
    const list = (kind: string) => new RecordTable(page, language, kind);
    const text = (chinese: string, english: string) => (language === 'en' ? english : chinese);

    test.beforeAll(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'shizhu-story-'));
      browser = new PersistentBrowser(folder, { locale: language, viewport: { width: 1280, height: 800 } });
      page = await browser.open();
      watch();
    });

    test.afterEach(() => {
      expect(messages.splice(0), 'the browser reports nothing').toEqual([]);
    });

    test.afterAll(async () => {
      await browser.context?.close().catch(() => {});
      await rm(browser.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    });

    test('a new workspace asks for name, trade, fiscal year, currency and who works here', async () => {
      const start = await new StartPage(page, language).open();
      await page.getByTestId('create-workspace').click();
      await page.getByTestId('create-confirm').click();
      await expect(start.createDialog, 'without a name it says so').toContainText(start.say('ui.create.name'));
      await expect(page.getByTestId('create-name')).toBeFocused();
      await page.keyboard.press('Escape');
      await start.create({ name: plot.client, trade: plot.trade, fiscalMonth: 4, currency: 'CNY', who: plot.me, role: plot.role });
      await expect(page).toHaveTitle(new RegExp(plot.client));
      await expect(page.getByTestId('next-step'), 'home leads to the first step').toContainText(start.content.steps['P01.1']!.title);

      await start.settings();
      const fields = new Form(page, language, 'workspace', page.getByTestId('form-workspace'));
      await fields.expectValue('name', plot.client);
      await fields.expectValue('trade', plot.trade);
      await expect((await fields.control('currency')).locator('option:checked')).toHaveText(start.choiceName('workspace', 'currency', 'CNY'));
      await expect(page.getByTestId('profile-name')).toHaveValue(plot.me);
      await fields.type('as_of', TODAY);
      await start.saved();
      await list('person').open();
      await expect(list('person').row(plot.me)).toContainText(plot.role);
    });

    test('the charter step is refused while the mission is empty and names it [S03, P01.1]', async () => {
      const charter = await step(1).open();
      const form = charter.form('charter');
      await form.type('vision', plot.vision);
      await charter.completeButton.click();
      await expect(charter.summary).toBeVisible();
      await expect(charter.summary).toContainText(charter.say('ui.check.summary', { n: 1 }));
      await expect(charter.summary).toContainText(charter.check('P01.1.mission'));
      await expect(charter.heading, 'still on the step').toHaveText(charter.title);
      await charter.summary.getByRole('button', { name: charter.check('P01.1.mission') }).click();
      await expect(await form.control('mission'), 'the link leads to the field').toBeFocused();
      await page.keyboard.type(plot.mission);
      await (await form.control('mission')).blur();
      await expect(charter.summary, 'the summary goes once the fault is mended').toHaveCount(0);
      await form.tags('values', [plot.value]);
      await form.type('adopted_on', '2026-01-15');
      await form.link('approved_by', plot.me);
      await expect(charter.tool('charter_sentences')).toContainText(plot.mission);
      await charter.complete();
      await step(2).shown();
      await charter.expectStatus('done');
    });

    test('the environment holds a trend, a rival, the own position and a customer group [P01.2, P01.2.1, P01.2.2, P01.2.3]', async () => {
      const environment = await step(2).open();
      await expect(environment.findings.filter({ hasText: environment.check('P01.2.1.any') })).toBeVisible();
      const form = environment.form('environment');
      await form.type('as_of', '2026-06-30');
      await form.link('author', plot.me);
      await form.type('next_refresh', '2026-12-31');

      const factors = environment.table('env_factor');
      const factor = await factors.add();
      await factor.type('description', plot.factor);
      await factor.choose('factor_kind', 'need');
      await factor.choose('direction', 'rising');
      await factor.score('impact', '+1');
      await factor.score('likelihood', '4');
      await factor.type('source', plot.source);
      await factors.close();
      await expect(environment.findings.filter({ hasText: environment.check('P01.2.1.any') })).toHaveCount(0);
      await expect(environment.tool('impact_matrix'), 'the trend stands in the matrix').toContainText(plot.factor);

      const companies = environment.table('competitor');
      const rival = await companies.add();
      await rival.typeAll({ name: plot.rival, share: '18%', price_low: '299', price_high: '1299' });
      await companies.close();
      await expect(environment.fixes.filter({ hasText: environment.check('P01.2.2.strengths', { record: plot.rival }) })).toBeVisible();
      const again = await companies.edit(plot.rival);
      await again.tags('strengths', [plot.strength]);
      await again.tags('weaknesses', [plot.weakness]);
      await again.score('threat', '4');
      await companies.close();
      await expect(environment.fixes.filter({ hasText: environment.check('P01.2.2.strengths', { record: plot.rival }) })).toHaveCount(0);
      await expect(environment.findings.filter({ hasText: environment.check('P01.2.2.own') })).toBeVisible();
      const own = await companies.add();
      await own.typeAll({ name: plot.own, share: '12%' });
      await own.tick('own');
      await companies.close();
      await expect(environment.findings.filter({ hasText: environment.check('P01.2.2.own') })).toHaveCount(0);
      const compared = environment.tool('competitor_table');
      await expect(compared).toContainText(plot.rival);
      await expect(compared).toContainText(plot.own);
      await expect(compared).toContainText(/（%）|\(%\)/);

      const groups = environment.table('target_customer');
      const group = await groups.add();
      await group.type('name', plot.customers);
      await group.tags('needs', [plot.need]);
      await group.typeAll({ buys_where: plot.where, buys_when: plot.when, buys_how_often: plot.often, who_decides: plot.decides });
      await groups.close();
      await expect(environment.findings.filter({ hasText: environment.check('P01.2.3.behaviour', { record: plot.customers }) })).toHaveCount(0);
      await environment.complete();
      await environment.expectStatus('done');
    });

    test('a vague goal fails S, M and T [P01.3.1, P01.3.2, P01.3.5, S04]', async () => {
      const goals = await step(3).open();
      await page.getByTestId('goal-line').fill(plot.vague);
      const preview = page.locator('.goal-line-preview');
      await goals.expectLetters(preview, { s: 'fail', m: 'fail', t: 'fail' });
      await goals.addGoal(plot.vague);
      await goals.expectLetters(goals.smartCard(plot.vague), { s: 'fail', m: 'fail', a: 'open', r: 'open', t: 'fail' });
      const gate = new Gate(page, language, goals.smartCard(plot.vague));
      await gate.to('agreed');
      await expect(gate.refusals.first(), 'agreeing is refused with reasons').toBeVisible();
      await gate.expectStatus('draft');

      const indicators = goals.table('indicator');
      const indicator = await indicators.add();
      await indicator.type('name', plot.awareness);
      await indicator.choose('unit_kind', 'ratio');
      await indicators.close();
      const money = await indicators.add();
      await money.type('name', plot.salesIndicator);
      await money.choose('unit_kind', 'money');
      await money.type('unit', plot.salesUnit);
      await money.type('source', plot.ledger);
      await money.choose('frequency', 'month');
      await money.tick('adds_up');
      await indicators.close();
      await expect(indicators.rows).toHaveCount(2);
    });

    test('amended until all five letters pass, the goal is agreed [P01.3, P01.3.1, P01.3.2, P01.3.3, P01.3.4, P01.3.5, S04]', async () => {
      const goals = await step(3).open();
      const goal = await goals.openGoal(plot.vague);
      const fields = goal.fields;
      await fields.choose('goal_kind', 'awareness');
      await fields.link('indicator', plot.awareness);
      await fields.typeAll({ baseline: '30%', baseline_date: '2025-12-31', target: '39%' });
      await fields.choose('change_mode', 'relative');
      await fields.type('data_source', plot.survey);
      await fields.choose('frequency', 'quarter');
      await fields.type('historic_growth', '20%');
      await fields.score('confidence', '4');
      await fields.link('serves', plot.servedBy);
      await fields.typeAll({ start: '2026-01-01', due: '2026-12-31' });
      await fields.choose('level', 'company');
      await fields.link('owner', plot.me);
      await fields.link('participants', plot.me);
      await fields.choose('review_every', 'quarter');
      await fields.type('last_reviewed', '2026-06-30');
      await goal.addResource({ kind: 'money', name: plot.material, unit: plot.unit, needed: '500000', available: '500000' });

      await step(3).open();
      const card = goals.smartCard(plot.vague);
      await goals.expectLetters(card, { s: 'pass', m: 'pass', a: 'pass', r: 'pass', t: 'pass' });
      await expect(card).toContainText('30%');
      const gate = new Gate(page, language, card);
      await gate.to('agreed');
      await gate.expectStatus('agreed');
      await expect(goals.fixes.filter({ hasText: goals.check('P01.3.kinds_not_agreed', { record: plot.vague }) })).toHaveCount(0);
    });

    test('goals of 12, 24 and 60 months are filed as short, medium and long; an empty level is named [P01.4, S05]', async () => {
      const levels = await step(4).open();
      const finding = (horizon: string) => levels.findings.filter({ hasText: levels.check('P01.4.horizon_empty', { horizon: levels.say(`ui.goals.horizon.${horizon}`) }) });
      await expect(finding('medium')).toBeVisible();
      await expect(finding('long')).toBeVisible();
      await expect(finding('short')).toHaveCount(0);
      const goals = levels.table('goal');
      for (const [statement, due] of [[plot.medium, '2028-07-01'], [plot.long, '2031-07-01']] as const) {
        const form = await goals.add();
        await form.type('statement', statement);
        await form.choose('level', 'company');
        await form.typeAll({ start: '2026-07-01', due });
        await goals.close();
      }
      await expect(finding('medium')).toHaveCount(0);
      await expect(finding('long')).toHaveCount(0);

      await step(3).open();
      const board = levels.tool('goal_board');
      const group = (horizon: string) => board.locator('.goal-group').filter({ has: page.getByRole('heading', { name: levels.say(`ui.goals.horizon.${horizon}`) }) });
      await expect(group('short')).toContainText(plot.vague);
      await expect(group('medium')).toContainText(plot.medium);
      await expect(group('long')).toContainText(plot.long);

      await step(4).open();
      await goals.remove(plot.medium);
      await expect(finding('medium'), 'deleting the medium one empties its level').toBeVisible();
      await levels.undoButton.click();
      await expect(goals.row(plot.medium)).toBeVisible();
      await expect(finding('medium')).toHaveCount(0);

      await levels.settings();
      const bounds = new Form(page, language, 'workspace', page.getByTestId('form-workspace'));
      await bounds.type('medium_months', '72');
      await step(4).open();
      await expect(finding('long'), 'with other bounds 60 months are not long any more').toBeVisible();
      await levels.settings();
      await bounds.type('medium_months', '36');
      await step(4).open();
      await expect(finding('long')).toHaveCount(0);

      // The two far goals are only an outlook; what follows works on this year.
      await goals.remove(plot.medium);
      await goals.remove(plot.long);
    });

    test('a sales target of 60 million is set with its basis [P01.3, P01.A02]', async () => {
      const goals = await step(3).open();
      await goals.addGoal(plot.sales);
      const goal = await goals.openGoal(plot.sales);
      const fields = goal.fields;
      await fields.choose('goal_kind', 'sales');
      await fields.link('indicator', plot.salesIndicator);
      await expect(await fields.control('target'), 'the sentence gave the number').toHaveValue('60,000,000');
      await expect(await fields.control('baseline')).toHaveValue('55,000,000');
      await expect(await fields.control('due')).toHaveValue('2026-12-31');
      await fields.type('baseline_date', '2025-12-31');
      await fields.choose('change_mode', 'absolute');
      await fields.type('historic_growth', '8%');
      await fields.score('confidence', '4');
      await fields.link('serves', plot.servedBy);
      await fields.type('start', '2026-01-01');
      await fields.choose('level', 'company');
      await (await fields.control('owner')).fill(plot.owner);
      await page.getByRole('option', { name: screen().say('ui.pick.create', { name: plot.owner }) }).click();
      await fields.choose('review_every', 'quarter');
      await fields.type('last_reviewed', '2026-03-31');
      await goal.basis('env_factor', plot.factor);
      await goal.basis('competitor', plot.rival);
      await goal.saved();
    });

    test('60.0 million split over five channels must add up before it is printed [P01.A06, S09]', async () => {
      const channels = await list('channel').open();
      await channels.paste(plot.channels.map((name) => [name]));
      await expect(channels.rows).toHaveCount(5);
      const levels = await step(4).open();
      await levels.breakDown(plot.sales, 'channel');
      const amounts = text('2,400万|480万|1,020万|600万|1,500万', '24M|4.8M|10.2M|6M|15M').split('|');
      for (const [index, amount] of amounts.entries()) await levels.share(plot.channels[index]!, amount);
      await expect(levels.balance).toContainText(levels.say('ui.goals.breakdown.balanced'));
      await expect(levels.printBreakdown).toBeEnabled();

      await levels.share(plot.channels[3], text('500万', '5M'));
      await expect(levels.balance, 'the difference in words').toContainText(text('还差 ¥100 万', '¥1M still to allocate'));
      await expect(levels.printBreakdown, 'print is blocked').toBeDisabled();
      await expect(levels.fixes.filter({ hasText: levels.check('P01.4.breakdown', { record: plot.sales }) })).toBeVisible();
      const document = await new DocumentPage(page, language, 'goal_document').open();
      await expect(document.reasonsAgainstPrinting).toBeVisible();

      await step(4).open();
      await levels.breakDown(plot.sales, 'channel');
      await levels.share(plot.channels[3], text('600万', '6M'));
      await expect(levels.balance).toContainText(levels.say('ui.goals.breakdown.balanced'));
      await levels.complete();
      await levels.expectStatus('done');
    });

    test('9.0 million needed and 8.0 million available do not fit until a measure is written [P01.5, S06]', async () => {
      const means = await step(5).open();
      const card = means.verdictCard(plot.sales);
      await card.getByTestId('add-resource-money').click();
      const line = new Form(page, language, 'resource', means.dialog);
      await line.typeAll({ name: plot.money, unit: plot.moneyUnit, needed: text('900万', '9M'), available: text('800万', '8M') });
      await page.keyboard.press('Escape');
      await expect(means.dialog).toHaveCount(0);
      await expect(card.getByTestId('fit-does_not_fit')).toBeVisible();
      await expect(card.getByTestId('fit-sentence')).toContainText('1,000,000');
      await expect(means.fixes.filter({ hasText: means.check('P01.5.gap', { record: plot.sales, gap: '1,000,000', unit: plot.moneyUnit }) })).toBeVisible();

      await card.getByRole('button', { name: plot.money, exact: true }).click();
      await line.type('mitigation', plot.mitigation);
      await page.keyboard.press('Escape');
      await expect(card.getByTestId('fit-fits_with_action')).toBeVisible();
      await expect(card).toContainText(plot.mitigation);
      await means.complete();
      await means.expectStatus('done');

      const goals = await step(3).open();
      const gate = new Gate(page, language, goals.smartCard(plot.sales));
      await goals.expectLetters(goals.smartCard(plot.sales), { s: 'pass', m: 'pass', a: 'pass', r: 'pass', t: 'pass' });
      await gate.to('agreed');
      await gate.expectStatus('agreed');
      await goals.complete();
      await goals.expectStatus('done');
    });

    test('ten of eleven answers are not enough to publish; a written exception is [P01.6, S07]', async () => {
      const people = await list('person').open();
      await people.paste(plot.people.slice(1).map((name) => [name]));
      await expect(people.rows).toHaveCount(11);
      const consensus = await step(6).open();
      await consensus.askAbout(plot.sales);
      const [first, ...others] = [plot.me, ...plot.people];
      await consensus.answer(first!, 'agree_with_remark');
      const words = consensus.answers.getByRole('group', { name: first!, exact: true });
      await words.getByLabel(consensus.labelled(consensus.fieldName('consensus', 'remark'))).fill(plot.remark);
      for (const person of others.slice(0, 9)) await consensus.answer(person, 'agree');
      await expect(page.getByTestId('consensus-counts')).toHaveText(consensus.say('ui.goals.consensus_board.counts', { answered: 10, agreed: 10, total: 11, rate: '90.9%' }));

      const silent = plot.people[9]!;
      const gate = new Gate(page, language, consensus.answers);
      await gate.to('published');
      await expect(gate.refusals.first()).toContainText('100%');
      await expect(gate.refusals.first()).toContainText(silent);
      await gate.expectStatus('agreed');
      await page.getByTestId('gate-override').click();
      await expect(consensus.answers, 'not without a reason').toContainText(consensus.say('ui.goals.gate_buttons.reason_missing'));
      await gate.expectStatus('agreed');
      await page.getByTestId('gate-reason').fill(plot.exception);
      await page.getByTestId('gate-override').click();
      await gate.expectStatus('published');

      await consensus.answer(silent, 'agree');
      await expect(page.getByTestId('consensus-counts')).toContainText('11/11');
      await consensus.askAbout(plot.vague);
      await consensus.answer(plot.me, 'agree');
    });

    test('each goal becomes work, and each person confirms a sheet [P01.A05, P01.A07, P01.A08, S10]', async () => {
      const actions = await step(6).open();
      await expect(page.getByTestId('goals-without-action').getByRole('listitem')).toHaveCount(2);
      await expect(page.getByTestId('people-without-task')).toContainText(plot.owner);
      await page.getByTestId('task-new').click();
      await page.getByTestId('task-create').click();
      await expect(actions.dialog).toContainText(actions.say('ui.goals.action_board.title_missing'));
      await expect(actions.dialog).toContainText(actions.say('ui.goals.action_board.due_missing'));
      await page.keyboard.press('Escape');
      await actions.taskFor(plot.sales, { title: plot.tasks[0], owner: plot.owner, due: '2026-09-30', measure: plot.measure });
      await actions.taskFor(plot.vague, { title: plot.tasks[1], owner: plot.me, due: '2026-08-31', measure: plot.survey });
      await expect(page.getByTestId('goals-without-action')).toContainText(actions.say('ui.goals.action_board.goals_none'));
      await expect(page.getByTestId('people-without-task')).not.toContainText(plot.owner);

      const standards = actions.table('standard');
      const standard = await standards.add();
      await standard.type('text', plot.standard);
      await standard.link('persons', plot.owner);
      await standards.close();
      const rewards = actions.table('reward');
      const reward = await rewards.add();
      await reward.choose('reward_kind', 'reward');
      await reward.typeAll({ condition: plot.condition, consequence: plot.consequence });
      await reward.link('persons', plot.owner);
      await rewards.close();
      await actions.complete();
      await actions.expectStatus('done');

      const sheets = await new DocumentPage(page, language, 'responsibility_sheets').open();
      const without = page.getByTestId('without-sheet').getByRole('listitem');
      await expect(without).toHaveCount(11);
      await page.getByTestId('sheet-person').selectOption({ label: plot.owner });
      const sheet = page.getByTestId('sheet');
      await expect(sheet).toHaveCount(1);
      for (const part of [plot.owner, plot.sales, plot.tasks[0], plot.standard, plot.condition, plot.consequence]) await expect(sheet).toContainText(part);
      await expect(page.getByTestId('sheet-unconfirmed')).toBeVisible();
      await page.getByTestId('sheet-confirm').click();
      await expect(page.getByTestId('sheet-confirmed')).toContainText(text('2026-07-02', 'Jul'));
      await expect(without).toHaveCount(10);
      await expect(without.filter({ hasText: plot.owner })).toHaveCount(0);
      await sheets.saved();
    });

    test('an overdue review that lowers the target keeps both values [P01.7, S08]', async () => {
      const reviews = await step(7).open();
      const row = reviews.calendarRow(plot.sales);
      await expect(row.getByTestId('review-overdue')).toHaveText(reviews.say('ui.goals.parts.overdue', { days: 2 }));
      await expect(reviews.fixes.filter({ hasText: reviews.check('P01.7.overdue', { record: plot.sales, days: 2 }) })).toBeVisible();
      await row.getByTestId('review-begin').click();
      await page.getByTestId('review-decision').getByRole('radio', { name: reviews.choiceName('goal_review', 'decision', 'adjust') }).check();
      await page.getByTestId('review-target').fill(text('5,800万', '58M'));
      await page.getByTestId('review-save').click();
      await expect(page.getByTestId('review-dialog'), 'not without a reason').toContainText(reviews.say('ui.goals.review_calendar.reason_missing'));
      await page.getByTestId('review-reason').fill(plot.reviewReason);
      await page.getByTestId('review-save').click();
      await expect(page.getByTestId('review-dialog')).toBeHidden();
      await expect(row.getByTestId('review-overdue')).toHaveCount(0);
      const history = page.getByTestId('review-history');
      await expect(history).toContainText(text('¥6,000 万 → ¥5,800 万', '¥60M → ¥58M'));
      await expect(history).toContainText(plot.reviewReason);
      await expect(reviews.fixes).toHaveCount(0);

      const goals = await step(3).open();
      const goal = await goals.openGoal(plot.sales);
      await expect(await goal.fields.control('target')).toHaveValue('58,000,000');
      await expect(goal.main).toContainText(text('¥6,000 万 → ¥5,800 万', '¥60M → ¥58M'));

      const levels = await step(4).open();
      await levels.breakDown(plot.sales, 'channel');
      await levels.share(plot.channels[4], text('1,300万', '13M'));
      await expect(levels.balance).toContainText(levels.say('ui.goals.breakdown.balanced'));
      await (await step(7).open()).complete();
    });

    test('all steps are done and the goal document holds what was entered, on A4 without the app around it [P01.3, P01.7]', async () => {
      await expect(screen().heading).toHaveText(screen().say('ui.check.title', { pillar: screen().content.pillar.title }));
      await expect(page.getByTestId('pillar-progress')).toHaveText(screen().say('ui.home.progress', { done: 7, total: 7 }));
      await expect(screen().main).toContainText(screen().say('ui.check.all_done'));
      const document = await new DocumentPage(page, language, 'goal_document').open();
      await expect(document.reasonsAgainstPrinting).toHaveCount(0);
      const values = [plot.client, plot.vision, plot.mission, plot.vague, plot.sales, plot.money, plot.mitigation, plot.tasks[0], plot.owner, plot.channels[3], '39%'];
      for (const value of values) await expect(document.document).toContainText(value);
      await expect(document.document).toContainText(text('¥5,800 万', '¥58M'));

      await page.emulateMedia({ media: 'print' });
      for (const part of ['.shell-header', '.shell-sidebar', '.breadcrumb', '.no-print', '.bottom-bar', '.toasts']) await expect(page.locator(part).first()).toBeHidden();
      const paper = await document.print();
      await page.emulateMedia({ media: null });
      expect(paper.size).toMatch(/^59[45](\.\d+)? x 84[12](\.\d+)? pts \(A4\)/);
      expect(paper.pages.length).toBeGreaterThan(1);
      const printed = paper.text.replace(/\s+/g, '');
      for (const value of values) expect(printed, 'printed').toContain(value.replace(/\s+/g, ''));
      for (const key of ['ui.nav.data', 'ui.nav.settings', 'ui.palette.open', 'ui.doc.print', 'ui.doc.print_hint', 'ui.undo']) expect(printed, key).not.toContain(screen().say(key).replace(/\s+/g, ''));
      await document.saved();
    });

    test('after a restart everything is there, and undo reaches back behind it', async () => {
      const charter = await step(1).open();
      await charter.form('charter').type('mission', plot.renamed);
      await charter.saved();
      page = await browser.restart();
      watch();

      const start = await new StartPage(page, language).open();
      await start.enter(plot.client);
      await step(1).open();
      const form = step(1).form('charter');
      await form.expectValue('vision', plot.vision);
      await form.expectValue('mission', plot.renamed);
      await step(3).open();
      await expect(step(3).smartCard(plot.sales)).toBeVisible();
      await expect(step(3).smartCard(plot.vague)).toBeVisible();

      await step(1).open();
      await screen().undoButton.click();
      await expect(screen().toasts.last(), 'it says what was undone').toContainText(screen().pattern('ui.undone'));
      await form.expectValue('mission', plot.mission);
      await page.getByTestId('redo').click();
      await form.expectValue('mission', plot.renamed);
      await screen().heading.click();
      await page.keyboard.press('Control+z');
      await form.expectValue('mission', plot.mission);
      await screen().saved();
    });

    test('the exported file opens on another machine, and work goes on there', async () => {
      const file = await (await new DataPage(page, language).open()).export();
      expect(file.name).toMatch(/\.shizhu\.json$/);
      expect(file.name).toContain(plot.client.replace(/\s+/g, '-').slice(0, 2));

      const folder = await mkdtemp(join(tmpdir(), 'shizhu-story-other-'));
      const other = new PersistentBrowser(folder, { locale: language, viewport: { width: 1280, height: 800 } });
      try {
        const there = await other.open();
        const reports = watchConsole(there);
        const start = await new StartPage(there, language).open();
        await expect(there.getByTestId('workspace-card'), 'nothing is there yet').toHaveCount(0);
        await start.choose(file.name, file.text);
        await expect(there.getByTestId('import-dialog')).toContainText(plot.client);
        await there.getByTestId('import-confirm').click();
        await expect(start.heading).toHaveText(plot.client);

        const charter = await new StepPage(there, language, 1).open();
        await charter.form('charter').expectValue('vision', plot.vision);
        await charter.form('charter').expectValue('mission', plot.mission);
        const goals = await new StepPage(there, language, 3).open();
        const goal: GoalPage = await goals.openGoal(plot.sales);
        await expect(await goal.fields.control('target')).toHaveValue('58,000,000');
        await expect(goal.main).toContainText(text('¥6,000 万 → ¥5,800 万', '¥60M → ¥58M'));
        await goal.fields.type('target', text('5,900万', '59M'));
        await goal.saved();
        await there.reload();
        await new StartPage(there, language).started();
        await expect(await goal.fields.control('target'), 'the change made there is kept').toHaveValue('59,000,000');
        expect(reports).toEqual([]);
      } finally {
        await other.context?.close().catch(() => {});
        await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      }
      const goals = await step(3).open();
      const goal = await goals.openGoal(plot.sales);
      await expect(await goal.fields.control('target'), 'here it is as it was').toHaveValue('58,000,000');
    });

    if (language === 'en') {
      test('the English interface shows no Chinese sign on any main screen', async () => {
        const workspace = /#(\/w\/[^/]+)/.exec(page.url())![1]!;
        const places = ['home', 'p/1', 'p/1/check', ...[1, 2, 3, 4, 5, 6, 7].map((number) => `p/1/s/${number}`)];
        places.push(...['environment_summary', 'goal_tree', 'goal_document', 'responsibility_sheets'].map((output) => `p/1/doc/${output}`));
        places.push('data', 'settings', 'help', 'history', 'search', 'actions', 'reviews', 'method', 'goal', 'person', 'indicator');
        for (const place of places) {
          await page.goto(`./#${workspace}/${place}`);
          await expect(screen().heading).toBeVisible();
          await expect.poll(() => screen().visibleHan(), { message: place, timeout: 3_000 }).toEqual([]);
        }
        await expect(page.locator('html'), 'readers hear English').toHaveAttribute('lang', 'en');
        await page.keyboard.press('Control+k');
        await expect(page.getByTestId('palette')).toBeVisible();
        expect(await screen().visibleHan(), 'palette').toEqual([]);
        await page.keyboard.press('Escape');
        await new StartPage(page, language).open();
        expect(await screen().visibleHan(), 'start').toEqual([]);
      });
    }
  });
}
