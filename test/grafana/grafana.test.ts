// Prometheus and Grafana of deploy/metrics ask for nothing that is not told, and every alert leads
// to what to do. The boards are made of the code here: npx vitest run test/grafana -u
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { METRIC_NAMES, METRICS } from '../../src/server/metrics/metrics.ts';
import { namesIn } from '../support/promql-names.ts';
import { BOARDS } from './boards.ts';
import { grafanaJson } from './panel.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, 'deploy', 'metrics');
const DASHBOARDS = join(FOLDER, 'grafana', 'dashboards');
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

/** The rules of a file: each says all it has in single lines. */
type Rule = { readonly name: string; readonly expr: string; readonly text: string };

function rulesIn(file: string): readonly Rule[] {
  const [, ...parts] = read(file).split(/^ {6}- (?=alert: |record: )/m);
  return parts.map((text) => {
    const name = /^(?:alert|record): (\S+)$/m.exec(text)?.[1] ?? '';
    return { name, expr: /^ {8}expr: (.+)$/m.exec(text)?.[1] ?? '', text };
  });
}

const RECORDED = rulesIn('rules.yaml');
const ALERTS = rulesIn('alerts.yaml');

/** Every label that a series may be chosen or grouped by, by its name. */
function labelsOf(name: string): readonly string[] | undefined {
  const own = ['instance', 'job', 'program'];
  if (name === 'up') return own;
  const rule = RECORDED.find((one) => one.name === name);
  if (rule !== undefined) return namesIn(rule.expr).grouped.filter((label) => label !== 'le');
  if (name in METRICS) {
    const metric = METRICS[name as keyof typeof METRICS];
    return metric.kind === 'histogram' ? undefined : [...metric.labels, ...own];
  }
  const stem = name.replace(/_(bucket|sum|count)$/, '') as keyof typeof METRICS;
  if (METRICS[stem]?.kind !== 'histogram') return undefined;
  const le = name.endsWith('_bucket') ? ['le'] : [];
  return [...METRICS[stem].labels, ...own, ...le];
}

/** What a query asks for that is not told. */
function faultsIn(query: string): string[] {
  const { selectors, grouped } = namesIn(query);
  const known = new Set<string>();
  const faults: string[] = [];
  for (const { metric, labels } of selectors) {
    const has = labelsOf(metric);
    if (has === undefined) faults.push(`no metric ${metric}: ${query}`);
    for (const label of has ?? []) known.add(label);
    const strange = labels.filter((label) => has?.includes(label) === false);
    faults.push(...strange.map((label) => `${metric} has no label ${label}: ${query}`));
  }
  const strange = grouped.filter((label) => !known.has(label));
  return [...faults, ...strange.map((label) => `nothing has the label ${label}: ${query}`)];
}

type Asked = { readonly title: string; readonly expr: string };

/** All that a board asks Prometheus: panels, annotations and variables. */
function askedBy(file: string): Asked[] {
  const board = JSON.parse(readFileSync(join(DASHBOARDS, file), 'utf8'));
  const panels = board.panels.flatMap((panel: { title: string; targets: { expr: string }[] }) =>
    panel.targets.map(({ expr }) => ({ title: panel.title, expr })),
  );
  const notes = board.annotations.list.map((one: { name: string; expr: string }) => ({
    title: one.name,
    expr: one.expr,
  }));
  const variables = board.templating.list.map((one: { name: string; query: { query: string } }) => {
    const [, metric = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(one.query.query) ?? [];
    return { title: one.name, expr: `count by (${label}) (${metric})` };
  });
  return [...panels, ...notes, ...variables];
}

const FILES = globSync('*.json', { cwd: DASHBOARDS }).sort();

describe('the boards', () => {
  test.each(BOARDS)('$name is what the code makes', async (board) => {
    const text = `${JSON.stringify(grafanaJson(board), undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot(join(DASHBOARDS, `${board.name}.json`));
  });

  test('there are no others', () => {
    expect(FILES).toEqual(BOARDS.map(({ name }) => `${name}.json`).sort());
  });

  test.each(FILES)('%s asks for what is told, and each panel asks a question', (file) => {
    const asked = askedBy(file);
    expect(asked.flatMap(({ expr }) => faultsIn(expr))).toEqual([]);
    const panels = BOARDS.find(({ name }) => `${name}.json` === file)?.panels ?? [];
    expect(panels.filter(({ asks }) => !asks.endsWith('?'))).toEqual([]);
    expect(new Set(panels.map(({ asks }) => asks)).size).toBe(panels.length);
  });

  test('every metric is on one of them', () => {
    const recorded = RECORDED.map(({ expr }) => expr);
    const queries = [...FILES.flatMap(askedBy).map(({ expr }) => expr), ...recorded];
    const named = new Set(
      queries.flatMap((query) => namesIn(query).selectors.map(({ metric }) => metric)),
    );
    const unseen = METRIC_NAMES.filter(
      (name) => !named.has(name) && !named.has(`${name}_bucket`) && !named.has(`${name}_sum`),
    );
    expect(unseen).toEqual([]);
  });
});

describe('the rules', () => {
  test('ask for what is told, all of them', () => {
    const lines = (file: string) => read(file).match(/^ *- (alert|record): /gm)?.length;
    expect([RECORDED.length, ALERTS.length]).toEqual([lines('rules.yaml'), lines('alerts.yaml')]);
    expect([...RECORDED, ...ALERTS].flatMap(({ expr }) => faultsIn(expr))).toEqual([]);
  });

  test('one alerts when nobody answers, and one when nobody tells anything', () => {
    const queries = ALERTS.map(({ expr }) => expr);
    expect(queries.some((query) => /\bup\b.* == 0/.test(query))).toBe(true);
    expect(queries.some((query) => /^absent\(polydesk_/.test(query))).toBe(true);
  });

  test('each alert leads to its part of the runbook, and each part has its alert', () => {
    const page = readFileSync(join(ROOT, 'docs', 'metrics.md'), 'utf8');
    const runbook = page.slice(page.indexOf('\n## Runbook'));
    const parts = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, name = '']) => name);
    expect(parts.sort()).toEqual(ALERTS.map(({ name }) => name).sort());
    for (const { name, text } of ALERTS) {
      expect(text).toContain(`runbook: docs/metrics.md#${name.toLowerCase()}\n`);
    }
  });

  test('what is asked for and not told is found', () => {
    expect(faultsIn('rate(polydesk_orders_sent_total[5m])')).toHaveLength(1);
    expect(faultsIn('polydesk_equity_dollars{market="x"}')).toHaveLength(1);
    expect(faultsIn('sum by (strategy) (polydesk_equity_dollars)')).toHaveLength(1);
    expect(faultsIn('polydesk_order_ack_seconds')).toHaveLength(1);
    expect(faultsIn('sum by (le) (rate(polydesk_order_ack_seconds_bucket[5m]))')).toEqual([]);
  });
});

test('Prometheus and Grafana listen on this machine alone, in versions that stay', () => {
  const compose = read('compose.yaml');
  expect(compose).toContain('--web.listen-address=127.0.0.1:9090');
  expect(compose).toContain('GF_SERVER_HTTP_ADDR: 127.0.0.1');
  expect(compose).not.toMatch(/^\s+ports:/m);
  const images = [...compose.matchAll(/^ {4}image: (.+)$/gm)].map(([, image]) => image);
  expect(images).toHaveLength(2);
  for (const image of images) expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
});
