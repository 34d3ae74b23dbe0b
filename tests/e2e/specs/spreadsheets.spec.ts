// Tables in and out through the interface: export of every format, import with mapping, dry run and undo, real input.
import { existsSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { textFile, TablesPage } from '../pages/tables.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

async function workspace(page: Page, currency = 'CNY'): Promise<TablesPage> {
  return new TablesPage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明', currency }));
}

const BOM = '\ufeff';

test('a table goes out as CSV and comes in again; formulas stay text and nothing changes [P00.11]', async ({ page, quiet }) => {
  const tables = await workspace(page);
  await tables.offer('customer', textFile('姓名,电话,备注\n张三,13800000001,=1+1\n李四,+86 139 0000 0002,"@cmd\n第二行"\n'));
  await expect(tables.found).toContainText('2 行，3 列');
  await tables.check();
  await expect(tables.count('created')).toHaveText('新建 2 条');
  await tables.import();
  const { name, bytes } = await tables.exportTable('customer', async () => {
    await page.getByTestId('export-format').selectOption('csv');
  });
  const text = bytes.toString('utf8');
  expect(name).toMatch(/^北辰家居_.*\.csv$/);
  expect(text.startsWith(BOM)).toBe(true);
  expect(text).toContain("'=1+1");
  expect(text).toContain("'@cmd\n第二行");
  expect(text).toContain("'+86 139 0000 0002");
  await tables.offer('customer', { name: 'again.csv', buffer: bytes });
  await tables.check();
  await expect(tables.result).toContainText('2 行与已有记录相同');
  await expect(page.getByTestId('import-confirm')).toHaveCount(0);
  expect(quiet).toEqual([]);
});

test('a spreadsheet goes out with its template, is typed, and comes in again', async ({ page, quiet }) => {
  const tables = await workspace(page);
  await tables.offer('customer', textFile('姓名,生日,意愿\n张三,1990-05-17,4\n李四,1988/1/2,5\n'));
  await tables.check();
  await tables.import();
  const { name, bytes } = await tables.exportTable('customer');
  expect(name).toMatch(/\.xlsx$/);
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  await tables.show('data');
  await page.getByTestId('export-log').locator('summary').click();
  await expect(page.getByTestId('export-log')).toContainText(name);
  await tables.offer('customer', { name: '客户.xlsx', buffer: bytes });
  await tables.check();
  await expect(tables.result).toContainText('2 行与已有记录相同');
  const template = await tables.bytes(() => page.getByTestId('template-xlsx').click());
  expect(template.name).toContain('模板');
  await tables.offer('customer', { name: 'template.xlsx', buffer: template.bytes });
  await expect(tables.found).toContainText('0 行');
  await expect(tables.target(0)).toHaveValue('name');
  expect(quiet).toEqual([]);
});

test('500 rows with 3 bad ones: 497 are taken, 3 are named with line and reason; one undo takes all back [P04.A14] [S79]', async ({ page }) => {
  const tables = await workspace(page);
  const rows = Array.from({ length: 500 }, (_, index) => `S${index},2026-0${1 + (index % 6)}-15,客户${index % 40},${index + 1}万`);
  rows[9] = 'S9,2026-02-30,客户9,10';
  rows[99] = 'S99,2026-03-01,客户9,一百';
  rows[499] = 'S499,2026-03-01,客户9,';
  await tables.offer('order', textFile(`${BOM}订单号,日期,客户,金额\r\n${rows.join('\r\n')}\r\n`));
  await tables.check();
  await expect(tables.count('created')).toHaveText('新建 497 条');
  await expect(tables.count('faulty')).toHaveText('3 行有问题，不导入');
  await expect(tables.count('linked-customer')).toHaveText('同时新建 40 条客户');
  const problems = page.getByTestId('import-problems').getByRole('row');
  await expect(problems).toHaveCount(4);
  await expect(problems.nth(1)).toContainText('11');
  await expect(problems.nth(1)).toContainText('2026-02-30');
  await expect(problems.nth(2)).toContainText('一百');
  await expect(problems.nth(3)).toContainText('501');
  const faults = await tables.bytes(() => page.getByTestId('download-faults').click());
  const lines = faults.bytes.toString('utf8').trim().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('订单号,日期,客户,金额,行,列,值,原因');
  await tables.import();
  await expect(page.getByTestId('import-done')).toContainText('新建 497 条');
  expect(await tables.recordCount()).toBe(497 + 40 + 2);
  await tables.undoButton.click();
  await tables.saved();
  expect(await tables.recordCount()).toBe(2);
  // Nothing of it comes back with the next start, and the columns are remembered for such a header.
  await tables.reload();
  await tables.offer('order', textFile(`${BOM}订单号,日期,客户,金额\r\nA,2026-01-01,客户1,5\r\n`));
  await expect(page.getByTestId('import-remembered')).toBeVisible();
});

test('200 customers with 8 known ones: 192 are new, 8 are proposed to merge; two that are one keep both histories [S137] [S80] [P04.A13] [P09.1.1]', async ({ page }) => {
  const tables = await workspace(page);
  const line = (index: number, phone: string) => `客户${index},${phone}`;
  const phone = (index: number) => `138${String(10_000_000 + index)}`;
  await tables.offer('customer', textFile(`姓名,电话\n${Array.from({ length: 8 }, (_, index) => line(index, phone(index))).join('\n')}\n`));
  await tables.check();
  await tables.import();
  const rows = Array.from({ length: 200 }, (_, index) => (index < 8 ? `新名字${index},+86 ${phone(index)}` : line(index, phone(index))));
  await tables.offer('customer', textFile(`姓名,电话\n${rows.join('\n')}\n`));
  await tables.check();
  await expect(tables.count('created')).toHaveText('新建 192 条');
  await expect(page.getByTestId('import-proposals')).toHaveText('8 行可能重复');
  // One of them is another person after all.
  await page.getByTestId('decide-2').selectOption('create');
  await expect(tables.count('created')).toHaveText('新建 193 条');
  await tables.import();
  await tables.offer('order', textFile('日期,客户,金额\n2026-01-01,客户0,100\n2026-02-01,新名字0,200\n'));
  await tables.check();
  await tables.import();
  await tables.show('quality');
  await page.getByTestId('quality-customer-duplicate').click();
  await page.getByTestId('quality-unite').click();
  await expect(page.getByTestId('unite-table')).toContainText('客户0');
  await page.getByTestId('unite-apply').click();
  await expect(tables.toast).toContainText('1 处关联改为指向它');
  await expect(tables.heading).toContainText('客户0');
  await tables.show('order');
  await expect(page.getByTestId('table-order').getByRole('row').filter({ hasText: '客户0' })).toHaveCount(2);
  await tables.undoButton.click();
  await expect(page.getByTestId('table-order').getByRole('row').filter({ hasText: '新名字0' })).toHaveCount(1);
});

test('a table is no way around the gates: a state that may not be reached yet stays, everything else of its row is taken', async ({ page }) => {
  const tables = await workspace(page);
  await tables.offer('task', textFile('任务名称,状态\n审合同,未开始\n写脚本,未开始\n'));
  await tables.check();
  await tables.import();
  await tables.offer('task', textFile('任务名称,状态,交付内容\n审合同,进行中,已催\n写脚本,未开始,周五前\n'));
  await page.getByTestId('match-field').selectOption('title');
  await tables.check();
  await expect(tables.count('updated')).toContainText('2');
  await tables.import();
  const held = page.getByTestId('import-held');
  await expect(held.getByRole('listitem').first()).toContainText('审合同');
  await expect(held).not.toContainText('写脚本');
  const task = (await tables.records()).find(({ fields }) => fields.title === '审合同');
  expect(task?.fields).toMatchObject({ status: 'open', deliverable: '已催' });
});

test('files of other programs: GB18030 with semicolons, and what is no table is refused in words', async ({ page }) => {
  const tables = await workspace(page);
  // 客户;电话 in GB18030, as older Excel writes it.
  const gb = Buffer.from('d0d5c3fb3bb5e7bbb00ad5c5c8fd3b31333830303030303030310acdf5cee53b31333930303030303030320a', 'hex');
  await tables.offer('customer', { name: 'gbk.csv', buffer: gb });
  await expect(page.getByTestId('import-encoding')).toHaveValue('gb18030');
  await expect(page.getByTestId('import-delimiter')).toHaveValue('semicolon');
  await expect(tables.target(0)).toHaveValue('name');
  await tables.offer('customer', { name: 'old.xls', buffer: Buffer.from('d0cf11e0a1b11ae100000000', 'hex') });
  await expect(tables.trouble).toContainText('旧版 Excel');
  await tables.offer('customer', { name: 'x.xlsx', buffer: Buffer.from('504b0304140000000000', 'hex') });
  await expect(tables.trouble).toContainText('损坏');
  await tables.offer('customer', textFile(''));
  await expect(tables.trouble).toContainText('没有数据');
});

test('a long job shows how far it is and can be cancelled: everything stays as it was', async ({ page }) => {
  const tables = await workspace(page);
  const rows = Array.from({ length: 60_000 }, (_, index) => `客户${index},139${String(10_000_000 + index)},备注 ${index}`);
  await tables.offer('customer', textFile(`姓名,电话,备注\n${rows.join('\n')}\n`));
  await page.getByTestId('import-check').click();
  await page.getByTestId('job-cancel').click();
  await expect(tables.trouble).toContainText('已取消');
  await expect(page.getByTestId('job-bar')).toHaveCount(0);
  expect(await tables.recordCount()).toBe(2);
});

test('without workers the page says what to do', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'Worker', { value: class { constructor() { throw new DOMException('no workers', 'SecurityError'); } } });
  });
  const tables = await workspace(page);
  await tables.offer('customer', textFile('姓名\n张三\n'));
  await expect(tables.trouble).toContainText("worker-src 'self'");
});

/** Purchases of the shape of the CDNOW sample: numbers, day, pieces, dollars, parted by spaces, without a header. */
function purchases(): { text: string; orders: number; customers: number; pieces: number; amount: string } {
  if (process.env.CDNOW_FILE && existsSync(process.env.CDNOW_FILE)) {
    return { text: readFileSync(process.env.CDNOW_FILE, 'utf8'), orders: 6919, customers: 2357, pieces: 16479, amount: '244091.94' };
  }
  const lines: string[] = [];
  let [pieces, cents] = [0, 0];
  for (let customer = 1; customer <= 300; customer += 1) {
    for (let visit = 0; visit < 1 + (customer % 4); visit += 1) {
      const count = 1 + ((customer + visit) % 5);
      const amount = customer % 75 === 0 ? 0 : count * 1177 + visit;
      const day = `1997${String(1 + ((customer + visit) % 12)).padStart(2, '0')}${String(1 + (customer % 28)).padStart(2, '0')}`;
      const line = ` ${String(customer * 10).padStart(5, '0')} ${String(customer).padStart(4, '0')} ${day} ${String(count).padStart(2)} ${(amount / 100).toFixed(2).padStart(7)}`;
      // Some buy the same twice on one day: those lines are real.
      for (let time = 0; time < (customer % 50 === 7 && visit === 0 ? 2 : 1); time += 1) {
        lines.push(line);
        pieces += count;
        cents += amount;
      }
    }
  }
  return { text: `${lines.join('\r\n')}\r\n`, orders: lines.length, customers: 300, pieces, amount: (cents / 100).toFixed(2) };
}

test('purchases as another program wrote them become orders with their customers [P04.A14]', async ({ page, quiet }) => {
  test.setTimeout(240_000);
  const tables = await workspace(page, 'USD');
  const { text, orders, customers, pieces, amount } = purchases();
  await tables.offer('order', textFile(text, 'purchases.txt'));
  await expect(page.getByTestId('import-delimiter')).toHaveValue('spaces');
  await expect(page.getByTestId('import-header')).not.toBeChecked();
  await expect(tables.found).toContainText(`${orders} 行，5 列`);
  await expect(tables.target(2)).toHaveValue('date');
  await expect(tables.target(4)).toHaveValue('amount');
  await tables.map(0, 'customer');
  await tables.map(3, 'quantity');
  await tables.check();
  await expect(tables.count('created')).toHaveText(`新建 ${orders} 条`);
  await expect(tables.count('linked-customer')).toHaveText(`同时新建 ${customers} 条客户`);
  await expect(tables.count('faulty')).toHaveCount(0);
  const totals = page.getByTestId('import-total');
  await expect(totals.filter({ hasText: String(pieces) })).toHaveCount(1);
  await expect(totals.filter({ hasText: amount.replace(/\.?0+$/, '') })).toHaveCount(1);
  await tables.import();
  expect(await tables.recordCount()).toBe(orders + customers + 2);
  const { bytes } = await tables.exportTable('order', async () => {
    await page.getByTestId('export-format').selectOption('csv');
  });
  const rows = bytes.toString('utf8').trim().split('\r\n').slice(1);
  expect(rows).toHaveLength(orders);
  await tables.undoButton.click();
  await expect(tables.saveMark).toHaveAttribute('data-state', 'saved', { timeout: 60_000 });
  expect(await tables.recordCount()).toBe(2);
  expect(quiet).toEqual([]);
});
