import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Query } from './query.ts';

describe('a date', () => {
  // Whatever the machine's zone is.
  beforeEach(() => vi.stubEnv('TZ', 'America/New_York'));
  afterEach(() => vi.unstubAllEnvs());

  test.each([
    ['2026-04-13', '2026-04-13T00:00:00.000Z'],
    ['2026-04-13T12:05:00Z', '2026-04-13T12:05:00.000Z'],
    ['2026-04-13T12:05:00.25Z', '2026-04-13T12:05:00.250Z'],
    ['2026-04-13T14:05:00+02:00', '2026-04-13T12:05:00.000Z'],
    // As Python writes a moment into an address.
    ['2026-04-13 12:05:00+00:00', '2026-04-13T12:05:00.000Z'],
    ['2026-04-13T12:05', '2026-04-13T12:05:00.000Z'],
    ['2026-04-13 12:05:00', '2026-04-13T12:05:00.000Z'],
  ])('%s is %s', (text, moment) => {
    const query = new Query({ since: text });
    expect(query.date('since')).toBe(Date.parse(moment) * 1_000);
    expect(query.problem).toBeUndefined();
  });

  test.each([
    '5',
    '2026',
    'soon',
    'April 13, 2026',
    '2026-02-30',
    '2026-04-13T25:00Z',
    '1776038400',
  ])('%s is none', (text) => {
    const query = new Query({ since: text });
    expect(query.date('since')).toBeUndefined();
    expect(query.problem).toBe('since is invalid');
  });
});
