import { describe, expect, test } from 'vitest';
import { readPrometheusText } from '../../../test/support/prometheus-text.ts';
import { Buckets } from './buckets.ts';
import { mostValues } from './label.ts';
import { METRIC_NAMES, METRICS } from './metrics.ts';
import { type Collect, MetricsRegistry } from './metrics-registry.ts';

const SIMULATED = { provenance: 'simulated' };

async function scraped(collect: Collect) {
  return readPrometheusText(await new MetricsRegistry(collect).text());
}

describe('a scrape', () => {
  test('has every metric with its type, whatever is known', async () => {
    const families = await scraped(() => {});
    expect([...families.keys()].sort()).toEqual([...METRIC_NAMES].sort());
    for (const [name, { type, help, samples }] of families) {
      const metric = METRICS[name as keyof typeof METRICS];
      expect([type, help, samples]).toEqual([metric.kind, metric.help, []]);
    }
  });

  test('leaves out what is not known, and says 0 where it is 0', async () => {
    const families = await scraped((scrape) => {
      scrape.set('polydesk_equity_dollars', undefined, SIMULATED);
      scrape.set('polydesk_limit_used_ratio', Number.NaN, { limit: 'maxExposure', ...SIMULATED });
      scrape.set('polydesk_cash_dollars', 0, SIMULATED);
    });
    expect(families.get('polydesk_equity_dollars')?.samples).toEqual([]);
    expect(families.get('polydesk_limit_used_ratio')?.samples).toEqual([]);
    const cash = { name: 'polydesk_cash_dollars', labels: SIMULATED, value: 0 };
    expect(families.get('polydesk_cash_dollars')?.samples).toEqual([cash]);
  });

  test('forgets what the scrape before said', async () => {
    let equity: number | undefined = 5;
    const registry = new MetricsRegistry((scrape) =>
      scrape.set('polydesk_equity_dollars', equity, SIMULATED),
    );
    expect(await registry.text()).toContain('polydesk_equity_dollars{provenance="simulated"} 5');
    equity = undefined;
    expect(await registry.text()).not.toContain('polydesk_equity_dollars{');
  });

  test('refuses other labels than those that are defined', async () => {
    const lacking = scraped((scrape) => scrape.set('polydesk_equity_dollars', 1));
    await expect(lacking).rejects.toThrow('polydesk_equity_dollars has the labels provenance');
    const more = scraped((scrape) => scrape.set('polydesk_rate_limit_waiting', 1, SIMULATED));
    await expect(more).rejects.toThrow('polydesk_rate_limit_waiting');
  });

  test('tells a histogram whole', async () => {
    const buckets = new Buckets();
    for (const seconds of [0.001, 0.3, 60]) buckets.observe(seconds);
    const families = await scraped((scrape) =>
      scrape.histogram('polydesk_order_ack_seconds', buckets, SIMULATED),
    );
    const samples = families.get('polydesk_order_ack_seconds')?.samples ?? [];
    const countAt = (le: string) => samples.find(({ labels }) => labels.le === le)?.value;
    expect([countAt('0.0005'), countAt('0.001'), countAt('10'), countAt('+Inf')]).toEqual([
      0, 1, 2, 3,
    ]);
  });

  test('tells of states the one that is', async () => {
    const families = await scraped((scrape) =>
      scrape.states('polydesk_venue_mode', 'mode', ['normal', 'disabled'], 'disabled'),
    );
    const samples = families.get('polydesk_venue_mode')?.samples ?? [];
    expect(samples.map(({ labels: { mode }, value }) => [mode, value])).toEqual([
      ['normal', 0],
      ['disabled', 1],
    ]);
  });

  test('never has more series than the bounds of its labels, whatever names come', async () => {
    const registry = new MetricsRegistry((scrape) => {
      for (let i = 0; i < 700; i++) {
        const code = `${'abcdefghijklmnopqrstuvwxyz'[i % 26]}${'x'.repeat(Math.floor(i / 26))}`;
        scrape.set('polydesk_orders_rejected_total', 1, { code, ...SIMULATED });
        scrape.set('polydesk_socket_age_seconds', i, { socket: `socket-${i}` });
      }
    });
    for (let round = 0; round < 3; round++) {
      const families = readPrometheusText(await registry.text());
      const rejected = families.get('polydesk_orders_rejected_total')?.samples ?? [];
      expect(rejected.length).toBe(mostValues('code'));
      // Nothing is lost of a count, and of ages the worst stands for those without a place.
      expect(rejected.reduce((sum, { value }) => sum + value, 0)).toBe(700);
      const ages = families.get('polydesk_socket_age_seconds')?.samples ?? [];
      expect(ages.find(({ labels }) => labels.socket === 'other')?.value).toBe(699);
    }
  });
});

test('names say what they are: prefix, base unit, and counters that end in _total', () => {
  const faults = METRIC_NAMES.filter((name) => {
    const { kind, unit } = METRICS[name];
    const stem = kind === 'counter' ? name.replace(/_total$/, '') : name;
    const isTotal = name.endsWith('_total');
    const hasUnit = unit === 'none' || stem.endsWith(`_${unit}`);
    return !name.startsWith('polydesk_') || !hasUnit || isTotal !== (kind === 'counter');
  });
  expect(faults).toEqual([]);
});

test('whatever is simulated says so: all money, orders, risk and rows have a provenance', () => {
  const about = /^polydesk_(equity|cash|orders|order|fills|limit|risk|recorder|exchange|exposure)_/;
  const silent = METRIC_NAMES.filter(
    (name) => about.test(name) && !METRICS[name].labels.includes('provenance'),
  );
  const money = METRIC_NAMES.filter(
    (name) => METRICS[name].unit === 'dollars' && !METRICS[name].labels.includes('provenance'),
  );
  expect([silent, money]).toEqual([[], []]);
});
