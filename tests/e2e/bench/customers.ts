// Files of generated customers, as the program writes them.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { root } from '../browser.ts';

export interface Row {
  id: string;
  kind: string;
  created: string;
  fields: Record<string, unknown>;
}

const STAMP = '019f15d35800.0000.00000001';
const FAMILY = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平';
const SOURCES = ['website', 'social', 'app', 'marketplace', 'store', 'fair', 'event', 'referral'];
const STAGES = ['potential', 'first', 'repeat', 'loyal', 'dormant'];

export const idOf = (number: number): string => `019f15d3-5800-7000-8000-${number.toString(16).padStart(12, '0')}`;

/** The customer of this number: always the same, no two of one name or phone. */
function customer(number: number): Row {
  const pick = <T>(list: ArrayLike<T>, step: number): T => list[Math.floor(number / step) % list.length]!;
  const name = `${pick(FAMILY, 1)}${pick(GIVEN, 20)}${pick(GIVEN, 400)}${number}`;
  return {
    id: idOf(number),
    kind: 'customer',
    created: STAMP,
    fields: {
      class: 'abc'[number % 3],
      customer_kind: number % 4 ? 'person' : 'firm',
      life_stage: pick(STAGES, 7),
      name,
      note: `${pick(FAMILY, 3)}女士介绍，喜欢周末上门，地址在${pick(GIVEN, 11)}${pick(GIVEN, 5)}路 ${number % 900} 号`,
      phone: `1${3 + (number % 6)}${String(number).padStart(9, '0')}`,
      source: pick(SOURCES, 13),
    },
  };
}

/** The records of a workspace with so many customers, in the order of a file. */
export function rows(count: number, others: Row[] = []): Row[] {
  const settings: Row = { id: idOf(0), kind: 'workspace', created: STAMP, fields: { currency: 'CNY', fiscal_year_start: 1, name: `客户 ${count}` } };
  return [...others, settings, ...Array.from({ length: count }, (_, number) => customer(number + 1))].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Writes records as a file of the program; returns its path. */
export function write(name: string, records: Row[]): string {
  const data = `{"records":[${records.map((record) => JSON.stringify(record)).join(',')}]}`;
  const counts: Record<string, number> = {};
  for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1;
  const header = {
    format: 'shizhu',
    version: 1,
    app: '0.1.0',
    exported_at: '2026-06-30T12:00:00Z',
    name,
    lineage: idOf(0),
    revision: STAMP,
    versions: { '00000001': STAMP },
    counts,
    sha256: createHash('sha256').update(data).digest('hex'),
  };
  const folder = `${root}target/bench`;
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name.replaceAll(' ', '-')}.shizhu.json`;
  writeFileSync(path, `${JSON.stringify(header).slice(0, -1)},"data":${data}}`);
  return path;
}
