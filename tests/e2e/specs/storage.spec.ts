// What is shown as saved is on the disk: typing, closing, killing, undo, history, denied storage, panic.
import { expect, test, watchConsole } from '../fixtures.ts';
import type { Page } from '@playwright/test';
import { recordsOf, WorkspacePage, type SaveState } from '../pages/data.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

/** Rounds of the tests that kill at random moments. */
const ROUNDS = Number(process.env.SOAK ?? 3);

/** A workspace with the first step open. */
async function charter(page: Page): Promise<WorkspacePage> {
  const id = await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' });
  const workspace = new WorkspacePage(page, id);
  await workspace.showCharter();
  return workspace;
}

/** A workspace with the page of one person open. */
async function person(page: Page): Promise<{ workspace: WorkspacePage; person: string }> {
  const id = await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' });
  const workspace = new WorkspacePage(page, id);
  const person = await workspace.addPerson('张三');
  await workspace.showRecord('person', person);
  return { workspace, person };
}

test.describe('saving', () => {
  test('the mark goes from saving to saved, never back and forth, and the text is there after a reload', async ({ page, quiet }) => {
    const workspace = await charter(page);
    await expect(workspace.saveMark).toHaveAttribute('data-state', 'saved');
    const seen: SaveState[] = [];
    await workspace.watchSaving(workspace.vision, (state) => void seen.push(state));
    await workspace.vision.pressSequentially('成为');
    await expect.poll(() => seen).toEqual(['saving', 'saved']);
    await expect(workspace.saveMark).toHaveText(/^已保存 \d\d:\d\d/);
    await workspace.reload();
    await expect(workspace.vision).toHaveValue('成为');
    expect(quiet).toEqual([]);
  });

  test('killing the browser right after “saved” keeps the text', async ({ persistent }) => {
    const workspace = await charter(await persistent.open());
    await workspace.vision.pressSequentially('成为年轻人首选的健康科技伙伴');
    await expect(workspace.saveMark).toHaveAttribute('data-state', 'saving');
    await workspace.saved();
    const after = workspace.in(await persistent.kill());
    await after.showCharter();
    await expect(after.vision).toHaveValue('成为年轻人首选的健康科技伙伴');
    await after.show('history');
    await expect(after.history.first()).toContainText('愿景与使命');
  });

  test('killing the browser in the middle of typing loses nothing that was shown as saved', async ({ persistent }, info) => {
    test.setTimeout(60_000 + ROUNDS * 30_000);
    const moments: string[] = [];
    let workspace = await charter(await persistent.open());
    let before = '';
    for (let round = 0; round < ROUNDS; round += 1) {
      let shown = before;
      await workspace.watchSaving(workspace.vision, (state, text) => {
        if (state === 'saved') shown = text;
      });
      let typed = before;
      let stopped = false;
      await workspace.vision.focus();
      await workspace.page.keyboard.press('Control+End');
      // Something is shown as saved in every round.
      await workspace.page.keyboard.type(`第${round}轮`);
      typed += `第${round}轮`;
      await expect.poll(() => shown).toBe(typed);
      const typing = (async () => {
        try {
          for (let burst = 0; !stopped && burst < 40; burst += 1) {
            const text = `${round}.${burst}字 `.slice(0, 1 + Math.floor(Math.random() * 6));
            typed += text;
            await workspace.page.keyboard.type(text, { delay: 15 });
            await new Promise((done) => setTimeout(done, Math.random() * 600));
          }
        } catch {
          // The browser is gone.
        }
      })();
      const moment = 150 + Math.floor(Math.random() * 2500);
      await new Promise((done) => setTimeout(done, moment));
      const page = await persistent.kill();
      stopped = true;
      await typing;
      workspace = workspace.in(page);
      await workspace.showCharter();
      const found = await workspace.vision.inputValue();
      moments.push(`round ${round}: after ${moment} ms, shown ${shown.length}, typed ${typed.length}, found ${found.length}`);
      expect(found.startsWith(shown), `${moments.at(-1)}: “${found}” holds “${shown}”`).toBe(true);
      expect(typed.startsWith(found), `${moments.at(-1)}: “${found}” was typed`).toBe(true);
      before = found;
    }
    info.annotations.push({ type: 'moments', description: moments.join('\n') });
  });

  test('words that are no record yet are there again after closing the tab: a chip, the line of a goal, a new task', async ({ persistent }) => {
    let workspace = await charter(await persistent.open());
    /** Closes the tab in the middle of a word and opens the page again in another. */
    const again = async (path: string): Promise<Page> => {
      const other = await persistent.context.newPage();
      await workspace.page.close({ runBeforeUnload: true });
      workspace = workspace.in(other);
      await workspace.show(path);
      return other;
    };
    const values = (page: Page) => page.locator('[id$="-values"]');
    await values(workspace.page).pressSequentially('说到做到');
    await workspace.saved();
    await values(workspace.page).pressSequentially('，不打折扣');
    let page = await again('p/1/s/1');
    await expect(page.locator('.chip')).toHaveText(['说到做到，不打折扣']);
    await values(page).fill('为人着想');
    await values(page).press('Enter');
    await expect(page.locator('.chip')).toHaveText(['说到做到，不打折扣', '为人着想']);
    await values(page).press('Backspace');
    await expect(page.locator('.chip')).toHaveText(['说到做到，不打折扣']);

    await workspace.show('p/1/s/3');
    await page.getByTestId('goal-line').pressSequentially('明年多卖一些');
    page = await again('p/1/s/3');
    await expect(page.getByTestId('goal-line')).toHaveValue('明年多卖一些');
    await page.getByTestId('goal-line-add').click();
    await expect(page.getByTestId('goal-line')).toHaveValue('');

    await workspace.show('p/1/s/6');
    await page.getByTestId('task-new').click();
    await page.getByTestId('task-title').pressSequentially('走访十家门店');
    page = await again('p/1/s/6');
    await page.getByTestId('task-new').click();
    await expect(page.getByTestId('task-title')).toHaveValue('走访十家门店');
    await page.getByTestId('task-title').fill('');
    page = await again('p/1/s/6');
    await page.getByTestId('task-new').click();
    await expect(page.getByTestId('task-title')).toHaveValue('');
  });

  test('a record that was begun and left empty goes with the tab', async ({ persistent }) => {
    const workspace = await charter(await persistent.open());
    await workspace.show('goal');
    await workspace.page.getByTestId('add-goal').click();
    await expect(workspace.page.locator('dialog.drawer[open]')).toBeVisible();
    await workspace.saved();
    const other = await persistent.context.newPage();
    await workspace.page.close({ runBeforeUnload: true });
    const again = workspace.in(other);
    await again.show('goal');
    await expect(other.getByTestId('add-goal').first()).toBeVisible();
    await expect(other.getByTestId('table-goal').locator('tbody tr')).toHaveCount(0);
  });

  for (const way of ['closing the tab', 'closing the last tab', 'leaving for another page', 'reloading'] as const) {
    test(`typing and ${way} at once loses nothing`, async ({ persistent }) => {
      const workspace = await charter(await persistent.open());
      await workspace.vision.fill('先写一句');
      await workspace.saved();
      await workspace.vision.pressSequentially('，立刻离开');
      if (way === 'closing the tab') {
        const other = await persistent.context.newPage();
        await workspace.vision.pressSequentially('！');
        await workspace.page.close({ runBeforeUnload: true });
        const again = workspace.in(other);
        await again.showCharter();
        await expect(again.vision).toHaveValue('先写一句，立刻离开！');
      } else if (way === 'leaving for another page') {
        await workspace.page.goto('about:blank');
        await workspace.showCharter();
        await expect(workspace.vision).toHaveValue('先写一句，立刻离开');
      } else if (way === 'closing the last tab') {
        await workspace.page.close({ runBeforeUnload: true });
        const again = workspace.in(await persistent.restart());
        await again.showCharter();
        await expect(again.vision).toHaveValue('先写一句，立刻离开');
      } else {
        await workspace.reload();
        await expect(workspace.vision).toHaveValue('先写一句，立刻离开');
      }
    });
  }

  test('typing and going to another page of the workspace at once loses nothing', async ({ page }) => {
    const workspace = await charter(page);
    await workspace.vision.pressSequentially('不等保存就走');
    await page.getByRole('navigation').getByRole('link', { name: '设置', exact: true }).click();
    await expect(workspace.heading).toHaveText('设置');
    await workspace.showCharter();
    await expect(workspace.vision).toHaveValue('不等保存就走');
  });

  test('going back with the focus in a field, in the middle of typing, loses nothing and stops nothing', async ({ page, quiet }) => {
    const workspace = await charter(page);
    await workspace.show('settings');
    await workspace.showCharter();
    await workspace.vision.pressSequentially('按下返回');
    await page.goBack();
    await expect(workspace.heading).toHaveText('设置');
    await page.goForward();
    await expect(workspace.vision).toHaveValue('按下返回');
    await workspace.saved();
    await workspace.reload();
    await expect(workspace.vision).toHaveValue('按下返回');
    expect(quiet).toEqual([]);
  });

  test('going elsewhere by the command box in the middle of typing loses nothing', async ({ page, quiet }) => {
    const workspace = await charter(page);
    await workspace.vision.pressSequentially('打开命令框');
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').getByRole('combobox').fill('设置');
    await page.keyboard.press('Enter');
    await expect(workspace.heading).toHaveText('设置');
    await workspace.showCharter();
    await expect(workspace.vision).toHaveValue('打开命令框');
    expect(quiet).toEqual([]);
  });

  test('pressing a button while leaving a field with a fault presses it, though a message appears', async ({ page }) => {
    const { workspace } = await person(page);
    await workspace.show('person');
    await page.getByRole('link', { name: '张三', exact: true }).click();
    await workspace.input('person', '姓名', 'Name').fill('很长的名字'.repeat(30));
    await page.getByTestId('drawer-close').click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(workspace.rows('person').filter({ hasText: '很长的名字'.repeat(30) })).toHaveCount(1);
  });

  test('Ctrl+S stores what is typed at once and says so', async ({ page }) => {
    const workspace = await charter(page);
    await workspace.vision.pressSequentially('马上存');
    await page.keyboard.press('Control+s');
    await expect(page.getByTestId('announcer')).toHaveText('已请求保存');
    await workspace.saved();
    await workspace.reload();
    await expect(workspace.vision).toHaveValue('马上存');
  });
});

test.describe('undo and redo', () => {
  test('by button, saying what was undone', async ({ page, quiet }) => {
    const { workspace } = await person(page);
    await workspace.enter(workspace.role, '市场经理');
    await workspace.enter(workspace.email, 'zhang@example.com');
    await workspace.undoButton.click();
    await expect(workspace.toast).toContainText('已撤销：修改“张三”');
    await expect(workspace.email).toHaveValue('');
    await expect(workspace.role).toHaveValue('市场经理');
    await workspace.undoButton.click();
    await expect(workspace.role).toHaveValue('');
    await workspace.redoButton.click();
    await expect(workspace.toast).toContainText('已重做：修改“张三”');
    await expect(workspace.role).toHaveValue('市场经理');
    await workspace.redoButton.click();
    await expect(workspace.email).toHaveValue('zhang@example.com');
    await expect(workspace.redoButton).toBeDisabled();
    expect(quiet).toEqual([]);
  });

  test('in the next field, in which nothing is typed yet, the last step is taken back; what is typed there is its own', async ({ page }) => {
    const { workspace } = await person(page);
    await workspace.enter(workspace.role, '市场经理');
    await workspace.email.focus();
    await page.keyboard.press('Control+z');
    await expect(workspace.role).toHaveValue('');
    await expect(workspace.email).toBeFocused();
    await page.keyboard.press('Control+y');
    await expect(workspace.role).toHaveValue('市场经理');
    await workspace.email.pressSequentially('zhang');
    await page.keyboard.press('Control+z');
    await expect(workspace.email, 'the browser takes back what was typed').not.toHaveValue('zhang');
    await expect(workspace.role).toHaveValue('市场经理');
  });

  test('by Ctrl+Z and Ctrl+Shift+Z', async ({ page }) => {
    const { workspace } = await person(page);
    await workspace.enter(workspace.role, '市场经理');
    await workspace.leaveFields();
    await page.keyboard.press('Control+z');
    await expect(workspace.role).toHaveValue('');
    await expect(workspace.toast).toContainText('已撤销：修改“张三”');
    await page.keyboard.press('Control+Shift+Z');
    await expect(workspace.role).toHaveValue('市场经理');
    await expect(workspace.toast).toContainText('已重做：修改“张三”');
  });

  test('also after a reload, step by step to the beginning and forward again', async ({ page }) => {
    const { workspace } = await person(page);
    await workspace.enter(workspace.role, '市场经理');
    await workspace.enter(workspace.email, 'zhang@example.com');
    await workspace.reload();
    await workspace.undoButton.click();
    await expect(workspace.email).toHaveValue('');
    await workspace.saved();
    await workspace.reload();
    await expect(workspace.email).toHaveValue('');
    await workspace.undoButton.click();
    await expect(workspace.role).toHaveValue('');
    await workspace.saved();
    await workspace.reload();
    await workspace.redoButton.click();
    await expect(workspace.role).toHaveValue('市场经理');
    await workspace.redoButton.click();
    await expect(workspace.email).toHaveValue('zhang@example.com');
    await workspace.saved();
    await workspace.reload();
    await expect(workspace.role).toHaveValue('市场经理');
    await expect(workspace.email).toHaveValue('zhang@example.com');
    // Back to the empty workspace: the person's name and the person go too.
    for (let step = 0; step < 10 && (await workspace.undoButton.isEnabled()); step += 1) await workspace.undoButton.click();
    await expect(workspace.undoButton).toBeDisabled();
    await workspace.show('person');
    await expect(page.getByText('张三')).toHaveCount(0);
  });

  test('typing in one field with short pauses is one step', async ({ page }) => {
    const { workspace } = await person(page);
    for (const part of ['市', '场', '经', '理']) {
      await workspace.role.pressSequentially(part);
      // Longer than the pause after which typing is stored, shorter than what separates two steps.
      await workspace.saved();
    }
    await workspace.leaveFields();
    await workspace.undoButton.click();
    await expect(workspace.role).toHaveValue('');
    await workspace.redoButton.click();
    await expect(workspace.role).toHaveValue('市场经理');
    await workspace.reload();
    await workspace.undoButton.click();
    await expect(workspace.role).toHaveValue('');
  });

  test('undo takes what is still being typed into account', async ({ page }) => {
    const { workspace } = await person(page);
    await workspace.enter(workspace.email, 'zhang@example.com');
    await workspace.role.pressSequentially('经理');
    await workspace.undoButton.click();
    await expect(workspace.role).toHaveValue('');
    await expect(workspace.email).toHaveValue('zhang@example.com');
    await workspace.saved();
    await workspace.reload();
    await expect(workspace.role).toHaveValue('');
    await expect(workspace.email).toHaveValue('zhang@example.com');
  });

  test('a deleted record comes back by the message’s button, with everything', async ({ page }) => {
    const { workspace, person: id } = await person(page);
    await workspace.enter(workspace.role, '市场经理');
    await page.getByTestId('remove-record').click();
    await expect(workspace.toast).toContainText('已删除“张三”');
    await expect(workspace.rows('person').filter({ hasText: '张三' })).toHaveCount(0);
    await workspace.toast.getByRole('button', { name: '撤销' }).click();
    await expect(workspace.rows('person').filter({ hasText: '张三' })).toHaveCount(1);
    await workspace.showRecord('person', id);
    await expect(workspace.role).toHaveValue('市场经理');
    await workspace.saved();
    await workspace.reload();
    await expect(workspace.role).toHaveValue('市场经理');
  });

  test('the message’s button brings back the deleted record also after another edit, and leaves that alone', async ({ page }) => {
    const { workspace } = await person(page);
    const other = await workspace.addPerson('李四');
    await workspace.show('person');
    await page.getByRole('button', { name: '删除“张三”', exact: true }).click();
    await expect(workspace.toast).toContainText('已删除“张三”');
    await workspace.showRecord('person', other);
    await workspace.enter(workspace.role, '销售总监');
    await page.getByTestId('toast').filter({ hasText: '已删除“张三”' }).getByRole('button', { name: '撤销' }).click();
    await expect(workspace.role).toHaveValue('销售总监');
    await workspace.show('person');
    await expect(workspace.rows('person').filter({ hasText: '李四' })).toContainText('销售总监');
    await expect(workspace.rows('person').filter({ hasText: '张三' })).toHaveCount(1);
  });

  test('several records deleted together come back together', async ({ page }) => {
    const { workspace } = await person(page);
    await workspace.addPerson('李四');
    await workspace.addPerson('赵五');
    await workspace.show('person');
    for (const name of ['张三', '赵五']) await page.getByRole('checkbox', { name: `选择“${name}”` }).check();
    await page.getByRole('button', { name: '删除 2 条' }).click();
    await expect(workspace.rows('person').filter({ hasText: /张三|赵五/ })).toHaveCount(0);
    await expect(workspace.rows('person').filter({ hasText: '李四' })).toHaveCount(1);
    await workspace.leaveFields();
    await page.keyboard.press('Control+z');
    await expect(workspace.rows('person').filter({ hasText: /张三|李四|赵五/ })).toHaveCount(3);
  });
});

test.describe('history', () => {
  /** Date and time of an entry, minutes are enough. */
  const WHEN = /\d{4}-\d\d-\d\d \d\d:\d\d/;

  test('the page of a record and the page of history say who, when, from what to what', async ({ page, quiet }) => {
    const { workspace, person: id } = await person(page);
    await workspace.enter(workspace.role, '市场专员');
    await workspace.show('settings');
    await page.getByTestId('profile-name').fill('李顾问');
    await workspace.showRecord('person', id);
    await workspace.enter(workspace.role, '市场经理');
    const newest = workspace.history.first();
    await expect(newest).toContainText('职务：市场专员 → 市场经理');
    await expect(newest).toContainText('李顾问');
    await expect(newest).toContainText(WHEN);
    await expect(workspace.history.nth(1)).toContainText(/职务：(—|--) → 市场专员/);
    await expect(workspace.history.nth(1)).toContainText('王小明');
    await workspace.show('history');
    await expect(workspace.history.first()).toContainText('职务：市场专员 → 市场经理');
    await expect(workspace.history.first()).toContainText('修改“张三”');
    await expect(workspace.history.first()).toContainText('李顾问');
    const now = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await expect(workspace.history.first()).toContainText(now);
    await expect(workspace.history.last()).toContainText('新增 1 条人员');
    await workspace.reload();
    await expect(workspace.history.first()).toContainText('职务：市场专员 → 市场经理');
    await expect(workspace.history.first()).toContainText('李顾问');
    expect(quiet).toEqual([]);
  });

  test('the first value of a record is in its history', async ({ page }) => {
    const workspace = await charter(page);
    await workspace.enter(workspace.vision, '第一句');
    await workspace.enter(workspace.vision, '第二句，完全不同');
    await workspace.show('history');
    await expect(workspace.history.last()).toContainText('第一句');
  });

  test('undo and deletion are entries of their own', async ({ page }) => {
    const { workspace, person: id } = await person(page);
    await workspace.enter(workspace.role, '市场专员');
    await workspace.undoButton.click();
    await workspace.saved();
    await workspace.show('history');
    await expect(workspace.history.first()).toContainText(/职务：市场专员 → (—|--)/);
    const before = await workspace.history.count();
    await workspace.showRecord('person', id);
    await page.getByTestId('remove-record').click();
    await workspace.saved();
    await workspace.show('history');
    await expect(workspace.history).toHaveCount(before + 1);
    await expect(workspace.history.first()).toContainText('删除 1 条人员');
    await expect(workspace.history.first()).toContainText('王小明');
  });
});

/** Ways in which a browser denies storage. */
const DENIALS = {
  'IndexedDB is missing': () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
  'opening throws': () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  },
  'every kind of storage is denied': () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    IDBFactory.prototype.open = refuse;
    Object.defineProperty(window, 'localStorage', { get: refuse });
  },
};

test.describe('denied storage', () => {
  for (const [way, deny] of Object.entries(DENIALS)) {
    test(`the app runs in memory, says so, and exports when ${way}`, async ({ page }) => {
      const messages = watchConsole(page);
      await page.addInitScript(deny);
      const start = new WorkspacesPage(page);
      await start.show();
      await expect(page.getByTestId('memory-banner')).toContainText('内容只在此页');
      await start.fillNew({ name: '北辰家居', who: '王小明' });
      await start.confirmNew();
      const workspace = new WorkspacePage(page, await start.openedId());
      await expect(page.getByTestId('memory-banner')).toContainText('离开前先导出文件');
      await expect(workspace.saveMark).toHaveAttribute('data-state', 'memory');
      await expect(workspace.saveMark).toHaveText(/^仅在本页/);
      await workspace.showCharter();
      await workspace.vision.fill('只在内存里');
      await workspace.vision.blur();
      await expect(workspace.saveMark).toHaveAttribute('data-state', 'memory');
      const file = await workspace.export();
      expect(recordsOf(file.text).find(({ kind }) => kind === 'charter')?.fields).toEqual({ vision: '只在内存里' });
      await workspace.show('settings');
      await expect(page.getByTestId('memory-banner')).toBeVisible();
      // Going to the list and back keeps what is in memory; undo works.
      await start.show();
      await start.open('北辰家居');
      await workspace.showCharter();
      await expect(workspace.vision).toHaveValue('只在内存里');
      await workspace.undoButton.click();
      await expect(workspace.vision).toHaveValue('');
      expect(messages.filter((message) => message.startsWith('page error'))).toEqual([]);
    });
  }
});

test('a panic shows a page in both languages and leads to the data, which are all there', async ({ page }) => {
  const workspace = await charter(page);
  await workspace.enter(workspace.vision, '在停止之前保存');
  await page.evaluate(() => window.dispatchEvent(new CustomEvent('shizhu-panic', { detail: 'x' })));
  const stopped = page.locator('#shizhu-stopped');
  await expect(stopped).toContainText('程序意外停止');
  await expect(stopped).toContainText('The program stopped unexpectedly');
  await stopped.getByRole('link', { name: /Export data/ }).click();
  await expect(page.getByRole('row', { name: /北辰家居/ })).toBeVisible();
  const file = await workspace.download(() => page.getByRole('button', { name: /Export 北辰家居/ }).click());
  expect(file.text).toContain('在停止之前保存');
});
