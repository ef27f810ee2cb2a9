import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { inventedRun } from '../../../test/support/invented-run.ts';
import { RunScript, scriptedMarket } from '../../../test/support/run-script.ts';
import { foldReport } from '../report.ts';
import { renderReport } from './report.ts';

const page = renderReport(foldReport(inventedRun({ markets: 60, strategies: ['alpha', 'beta'] })));

/** Contents of all elements of a kind that are executed or applied. */
function contents(text: string, kind: 'script' | 'style'): string[] {
  const pattern = new RegExp(`<${kind}( type="module")?>([\\s\\S]*?)</${kind}>`, 'g');
  return [...text.matchAll(pattern)].map((match) => match[2] ?? '');
}

function embeddedOf(text: string) {
  const match = /<script type="application\/json" id="embedded">([\s\S]*?)<\/script>/.exec(text);
  return JSON.parse(match?.[1] ?? '');
}

describe('the page', () => {
  test('lets nothing be fetched and runs only what it names by hash', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toMatch(/^default-src 'none'; base-uri 'none'; form-action 'none'; /);
    expect(policy).not.toContain('unsafe');
    for (const kind of ['script', 'style'] as const) {
      const parts = contents(page, kind);
      expect(parts.length).toBeGreaterThan(1);
      for (const part of parts) {
        const hash = createHash('sha256').update(part).digest('base64');
        expect(policy).toContain(`'sha256-${hash}'`);
      }
    }
  });

  test('refers to no other file, and has no style or handler that the policy would block', () => {
    const body = page.slice(page.indexOf('<body>'), page.indexOf('<script'));
    expect(page).not.toMatch(/<(link|img|iframe|object|embed)\b/);
    expect(page).not.toMatch(/<script[^>]*\ssrc=/);
    expect(body).not.toMatch(/\s(style|on[a-z]+)="/);
    expect(contents(page, 'style').join('')).not.toMatch(/url\(|@import/);
  });

  test('calls rebates an estimate wherever they stand', () => {
    const said = [...page.matchAll(/[^<>]*[Rr]ebates[^<>]*/g)].map(([text]) => text);
    const sums = said.filter((text) => text.includes('not in net'));
    expect(sums.length).toBeGreaterThan(1);
    expect(sums.filter((text) => !text.includes('estimate'))).toEqual([]);
  });

  test('tells long silences, longest first', () => {
    const table = /markets? with long silences[\s\S]*?<\/table>/.exec(page)?.[0] ?? '';
    expect(table).toContain('Longer than 5 s');
    const longest = [...table.matchAll(/>(\d) s</g)].map((match) => Number(match[1]));
    expect(longest.length).toBeGreaterThan(3);
    expect(longest).toEqual(longest.toSorted((a, b) => b - a));
  });

  test('has every section', () => {
    for (const id of [
      'headline',
      'strategies',
      'equity',
      'prices',
      'hours',
      'markets',
      'calibration',
      'evidence',
      'coverage',
      'orders',
      'trades',
      'assumptions',
      'configuration',
    ]) {
      expect(page).toContain(`<section id="${id}"`);
    }
  });

  test('says loudly that its data is simulated', () => {
    expect(page).toContain('<span class="badge warn">simulated data</span>');
  });

  test('stays below 1.5 MB with 500 trades and 40 price paths', () => {
    const run = inventedRun({ markets: 300, strategies: ['alpha', 'beta'], paths: 40 });
    const report = foldReport(run);
    expect(report.trades.length).toBeGreaterThan(500);
    expect(Buffer.byteLength(renderReport(report))).toBeLessThan(1_500_000);
  });

  test('carries the license of the chart library', () => {
    expect(page).toMatch(/uPlot:\nThe MIT License[\s\S]*Copyright[\s\S]*-->/);
  });

  test('is the same twice', () => {
    const again = foldReport(inventedRun({ markets: 60, strategies: ['alpha', 'beta'] }));
    expect(renderReport(again)).toBe(page);
  });

  test('of a run without trades has an empty state everywhere and no invented number', () => {
    const bare = renderReport(foldReport(new RunScript(0, []).record()));
    const body = bare.slice(bare.indexOf('<body>'), bare.indexOf('<script'));
    expect(body).not.toMatch(/NaN|undefined|Infinity/);
    expect(body.match(/class="empty"/g)?.length).toBeGreaterThanOrEqual(7);
    expect(body).not.toContain('Mean net per trade');
  });
});

describe('text of others', () => {
  const evil = '</script><script>alert(1)</script><img src=x onerror="alert(2)">\u2028&amp;';
  const market = { ...scriptedMarket(evil), question: evil, labels: [evil, evil] as const };
  const script = new RunScript([market, { ...market, slug: `${evil}2` }], [evil, 'honest']);
  script.trade({ token: 0, price: 500_000, size: 10_000_000 });
  script.skip(evil);
  script.resolve(0, 1_000_000);
  const at = [market.opensAt ?? 0];
  const hostile = renderReport(
    foldReport(
      script.record({
        configuration: { name: evil },
        hash: evil,
        pricePaths: [{ market: 0 as never, at, bid: [400_000], ask: [410_000] }],
        assumptions: [{ code: evil, text: evil }],
        sources: [
          {
            dataset: evil,
            provenance: 'recorded',
            rows: 1,
            hash: evil,
            origin: evil,
            license: evil,
          },
        ],
      }),
    ),
  );

  test('never becomes markup', () => {
    expect(hostile).not.toContain('<script>alert');
    expect(hostile).not.toContain('<img');
    expect(hostile).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
    expect(hostile.match(/<script/g)?.length).toBe(page.match(/<script/g)?.length);
  });

  test('reaches the scripts unharmed', () => {
    const [path] = embeddedOf(hostile).paths;
    expect(path.name).toBe(evil);
    expect(path.fills[0].label).toBe(evil);
    const text = /id="embedded">([\s\S]*?)<\/script>/.exec(hostile)?.[1] ?? '';
    expect(text).not.toMatch(/[<\u2028]/);
  });
});

describe('the curve of the chart', () => {
  test('begins with the starting cash and ends with the final equity', () => {
    const report = foldReport(inventedRun({ markets: 60, strategies: ['alpha', 'beta'] }));
    const { curve } = embeddedOf(page);
    expect(curve.equity[0]).toBe(1_000);
    expect(curve.equity.at(-1)).toBeCloseTo(report.whole.equity.final / 1e6, 9);
    expect(Math.min(...curve.drawdown)).toBeCloseTo(-report.whole.equity.maxDrawdown / 1e6, 9);
  });
});
