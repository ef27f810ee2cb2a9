import { describe, expect, test } from 'vitest';
import type { BacktestRequest } from '../../screen/backtest-job.ts';
import { fileWords, wordsOf } from './request-words.ts';

const REQUEST: BacktestRequest = {
  kind: 'backtest',
  strategy: 'late-favourite',
  parameters: { threshold: '0.70' },
  datasets: ['one', 'two'],
  completeOnly: true,
  simulation: { latency: '250', 'infer-fills': 'off' },
};

describe('the words of a request', () => {
  test('are those of the command, a value in the word of its option', () => {
    const words = wordsOf(REQUEST, '/archive');
    const data = ['--data=/archive', '--dataset=one,two', '--complete-only'];
    const set = ['--set=threshold=0.70', '--latency=250', '--infer-fills=off'];
    expect(words).toEqual({ ok: true, value: ['backtest', 'late-favourite', ...data, ...set] });
  });

  test('of a sweep vary parameters and latencies', () => {
    const over = { size: ['5', '10'] };
    const words = wordsOf({ ...REQUEST, kind: 'sweep', over, latencies: [0, 250] }, '/archive');
    expect(words.ok && words.value.slice(-2)).toEqual(['--over=size=5,10', '--latencies=0,250']);
  });

  test('of a film are those of a replay, or of a backtest of one market', () => {
    const film = { ...REQUEST, kind: 'film', markets: ['btc-1'], simulation: {} } as const;
    const words = wordsOf({ ...film, run: 'demo-1' }, '/archive');
    const replay = ['replay', '/archive/runs/demo-1.journal', '--data=/archive'];
    expect(words.ok && words.value.slice(0, 3)).toEqual(replay);
    const played = wordsOf(film, '/archive');
    expect(played.ok && played.value).toContain('--market=btc-1');
    const at = (name: string) => `/x/${name}`;
    expect(fileWords(film, at)).toEqual(['--no-report', '--film=/x/film.jsonl']);
    expect(fileWords({ ...film, run: 'a' }, at)).toEqual(['--film=/x/film.jsonl']);
  });

  test('keep a value that looks like an option a value', () => {
    const odd = { ...REQUEST, parameters: { threshold: '--journal=/etc/passwd' } };
    const words = wordsOf(odd, '/archive');
    expect(words.ok && words.value).toContain('--set=threshold=--journal=/etc/passwd');
  });

  test.each([
    ['a strategy that is an option', { strategy: '--help' }],
    ['a parameter with an equals sign', { parameters: { 'a=b': '1' } }],
    ['an option that writes files', { simulation: { journal: 'x' } }],
    ['a value of two lines', { parameters: { threshold: '1\n2' } }],
    ['a value without end', { parameters: { threshold: '1'.repeat(300) } }],
    ['an empty value', { datasets: [''] }],
    ['a film of many markets', { kind: 'film', markets: ['btc-*'] }],
    ['a film of a run elsewhere', { kind: 'film', markets: ['a'], run: '../x' }],
    ['a backtest of a run', { run: 'demo-1' }],
    ['a backtest that varies', { latencies: [0, 1] }],
  ])('%s is refused', (_, change) => {
    const words = wordsOf({ ...REQUEST, ...change } as BacktestRequest, '/archive');
    expect(words).toMatchObject({ ok: false, code: 'bad_request' });
  });
});
