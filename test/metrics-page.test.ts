// docs/metrics.md and the metrics say the same.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { METRIC_NAMES, METRICS } from '../src/server/metrics/metrics.ts';

const PAGE = readFileSync(join(import.meta.dirname, '..', 'docs', 'metrics.md'), 'utf8');

test('every metric has its row, and every row its metric', () => {
  const rows = METRIC_NAMES.map((name) => {
    const { kind, unit, labels, help } = METRICS[name];
    return `| \`${name}\` | ${kind} | ${unit} | ${labels.join(', ') || 'none'} | ${help} |`;
  });
  expect(PAGE.match(/^\| `polydesk_.*$/gm)?.sort()).toEqual(rows.sort());
});

test('no metric is spoken of that is none', () => {
  const spoken = new Set(PAGE.match(/\bpolydesk_[a-z_]+/g));
  expect([...spoken].filter((name) => !(name in METRICS))).toEqual([]);
});
