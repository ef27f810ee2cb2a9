import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, catalogueStage, type Script } from '../../../test/support/catalogue-stage.ts';
import { OPENS, upDownRow } from '../../../test/support/gamma-world.ts';
import type { ConditionId, TokenId } from '../../domain/ids.ts';

const CONDITION = upDownRow().conditionId as ConditionId;
const listed = { market: CONDITION, tsEvent: at(0), question: undefined, tick: undefined };

/** A stage at work, with only window 0 listed unless a script says otherwise. */
async function staged(script: Script = {}, options = {}) {
  const stage = catalogueStage({ timing: { windowsAhead: 1 }, ...options });
  for (let i = -1; i < 40; i++) stage.venue.scripts.set(OPENS + i * 300, { listedAt: 1e9 });
  stage.venue.scripts.set(OPENS, script);
  stage.catalogue.start();
  return { ...stage, ofFirst: () => stage.take().filter((line) => / 0( |$)/.test(line)) };
}

describe('a usual window', () => {
  test('is told at every step, in time, from before its opening to its resolution', async () => {
    const { pass, ofFirst, catalogue, clock, faults } = await staged({
      acceptsAt: -12,
      winners: [{ at: 330, winner: 'Down' }],
    });
    await pass(1_000);
    expect(ofFirst()).toEqual([
      '-20 known 0',
      '-11.5 accepting 0',
      '0 opened 0',
      '290 closing 0',
      '300 closed 0',
      '335.5 resolved 0 pays 0',
      '935.5 priced 0 open 63123.544863797618',
    ]);
    expect(catalogue.markets).toEqual([]);
    catalogue.stop();
    expect([clock.waiting, faults]).toEqual([0, []]);
  });

  test('is told with the venue’s prices at both of its ends', async () => {
    const { pass, ofFirst } = await staged({ finalPrice: '63124.5' });
    await pass(1_000);
    expect(ofFirst().slice(-2)).toEqual([
      expect.stringMatching(/priced 0 open 63123.544863797618$/),
      expect.stringMatching(/priced 0 close 63124.5$/),
    ]);
  });

  test('that is open when the catalogue starts is told all at once', async () => {
    const { pass, take, venue, catalogue } = catalogueStage();
    catalogue.start();
    await pass(1);
    expect(take().slice(0, 3)).toEqual(['-20 known -1', '-20 accepting -1', '-20 opened -1']);
    expect(catalogue.markets.map(({ state }) => state)).toEqual([
      'trading',
      'accepting',
      'accepting',
    ]);
    expect(venue.asked).toHaveLength(6);
  });

  test('costs six questions, and one for all windows that close together', async () => {
    const { pass, venue, catalogue } = await staged({}, { timing: { windowsAhead: 0 } });
    await pass(1_300);
    const first = venue.asked.filter((one) => one.endsWith(String(OPENS)));
    expect(first).toHaveLength(6);
    expect(catalogue.counters.checks).toBe(5);
  });
});

describe('Gamma ahead of the CLOB', () => {
  test.each([
    ['no market', { listedAt: 40 }],
    ['empty token ids', { tokensAt: 40 }],
    ['a market the CLOB does not know', { clobAt: 40 }],
  ])('%s is asked for again, with jitter, until it is there', async (_name, script) => {
    const { pass, ofFirst, catalogue, venue } = await staged(script);
    await pass(100);
    const [known] = ofFirst();
    expect(known).toMatch(/^(4|5)\d(\.\d)? known 0$/);
    const { missing, unhydrated } = catalogue.counters.troubles;
    expect(missing + unhydrated).toBeGreaterThan(4);
    expect(venue.asked.length).toBeLessThan(60);
  });

  test('for the whole window is skipped, and counted', async () => {
    const { pass, ofFirst, catalogue } = await staged({ clobAt: 9_999 });
    await pass(400);
    expect(ofFirst()).toEqual(['300 skipped 0 unhydrated']);
    expect(catalogue.counters.skipped['5m']).toBe(2);
  });

  test('answers that contradict each other are told once and not believed', async () => {
    const { pass, ofFirst } = await staged({ row: { endDate: '2026-10-01T12:10:00Z' } });
    await pass(400);
    expect(ofFirst()).toEqual(['-20 refused 0 window_differs', '300 skipped 0 refused']);
  });

  test('an outage passes; what happened meanwhile is told', async () => {
    const { pass, ofFirst, venue, catalogue } = await staged();
    await pass(1);
    venue.isDown = true;
    await pass(400);
    venue.isDown = false;
    await pass(60);
    expect(ofFirst().map((line) => line.split(' ')[1])).toEqual([
      'known',
      'accepting',
      'opened',
      'closing',
      'closed',
      'priced',
      'resolved',
    ]);
    expect(catalogue.counters.troubles.failed).toBeGreaterThan(3);
  });
});

describe('a resolution', () => {
  test('that is disputed is late, and paid when it comes', async () => {
    const { pass, ofFirst, catalogue } = await staged({
      status: 'disputed',
      winners: [{ at: 2_000, winner: 'half' }],
    });
    await pass(2_100);
    expect(ofFirst().slice(-3)).toEqual([
      expect.stringMatching(/priced/),
      '900 late 0 disputed',
      expect.stringMatching(/^20\d\d(\.\d)? resolved 0 pays 500000$/),
    ]);
    expect(catalogue.counters.late).toBe(1);
  });

  test('that changes its winner is loud, and confirmed anew', async () => {
    const { pass, ofFirst, catalogue } = await staged({
      winners: [
        { at: 320, winner: 'Up' },
        { at: 500, winner: 'Down' },
      ],
    });
    await pass(2_000);
    expect(ofFirst().slice(-3)).toEqual([
      expect.stringMatching(/resolved 0 pays 1000000$/),
      expect.stringMatching(/priced/),
      expect.stringMatching(/contradicted 0 1000000 then 0$/),
    ]);
    expect(catalogue.counters.contradicted).toBe(1);
    expect(catalogue.markets).toEqual([]);
  });

  test('that is disputed again is loud once', async () => {
    const { pass, ofFirst } = await staged({
      status: 'disputed',
      winners: [
        { at: 320, winner: 'Up' },
        { at: 500, winner: undefined },
        { at: 3_000, winner: 'Up' },
      ],
    });
    await pass(4_000);
    const told = ofFirst().filter((line) => line.includes('contradicted'));
    expect(told).toEqual([expect.stringMatching(/0 1000000 then undefined$/)]);
  });

  test('is heard of at once by a hint, and only the venue’s answer counts', async () => {
    const { pass, ofFirst, catalogue, venue } = await staged({
      winners: [{ at: 390, winner: 'Up' }],
    });
    await pass(411.5);
    const before = ofFirst();
    expect(before.at(-1)).toMatch(/closed|priced/);
    const winner = `${OPENS}1` as TokenId;
    const resolved = { ...listed, kind: 'MarketResolved' as const, winner, label: 'Up' };
    catalogue.hint(resolved);
    await pass(0);
    expect(ofFirst()).toContain('391.5 resolved 0 pays 1000000');
    const asked = venue.asked.length;
    catalogue.hint(resolved);
    await pass(0);
    expect(venue.asked).toHaveLength(asked);
    catalogue.hint({ ...resolved, winner: `${OPENS}2` as TokenId });
    await pass(0);
    expect(venue.asked).toHaveLength(asked + 1);
  });
});

describe('names', () => {
  test('that nobody foresaw are found by the tag', async () => {
    const slug = 'btc-up-and-down-5m-of-noon';
    const { pass, ofFirst, catalogue, venue } = await staged({ row: { slug } });
    const bySlug = venue.eventBySlug.bind(venue);
    venue.eventBySlug = (name) => bySlug(name === slug ? `btc-updown-5m-${OPENS}` : name);
    await pass(60);
    expect(ofFirst()).toEqual([
      expect.stringMatching(/known/),
      expect.stringMatching(/accepting/),
      expect.stringMatching(/opened/),
    ]);
    expect(catalogue.counters).toMatchObject({ renamed: 1, absent: 0 });
  });

  test('that the tag does not hold are counted', async () => {
    const { pass, catalogue, venue } = await staged();
    venue.upDownEvents = async () => ({ ok: true, value: { rows: [], nextCursor: undefined } });
    await pass(60);
    expect(catalogue.counters).toMatchObject({ absent: 1, failedChecks: 0 });
  });

  test('are checked again after an outage', async () => {
    const { pass, catalogue, venue } = await staged();
    venue.isDown = true;
    await pass(40);
    venue.isDown = false;
    await pass(40);
    expect(catalogue.counters.failedChecks).toBeGreaterThan(0);
    expect(catalogue.counters.checks).toBeGreaterThan(catalogue.counters.failedChecks);
  });
});

test('a listener that throws loses nothing but its own news', async () => {
  const kinds: string[] = [];
  const stage = catalogueStage({
    listener: ({ kind }) => {
      kinds.push(kind);
      if (kind === 'known') throw new Error('broken');
    },
  });
  stage.catalogue.start();
  await stage.pass(25);
  expect(kinds).toContain('closed');
  expect(stage.faults).toHaveLength(kinds.filter((kind) => kind === 'known').length);
});

test('windows that the venue does not have are not looked for', async () => {
  const { catalogue, pass, venue } = catalogueStage({ assets: ['zec'], frames: ['1h', 'daily'] });
  catalogue.start();
  await pass(60);
  expect([venue.asked, catalogue.counters.looks]).toEqual([[], 0]);
});

test('a market that somebody holds is followed after its close', async () => {
  const { pass, take, venue, catalogue } = catalogueStage({ assets: [] });
  const old = OPENS - 6_000;
  venue.scripts.set(old, { winners: [{ at: 6_000, winner: 'Down' }] });
  catalogue.start();
  expect(catalogue.follow('no such/name')).toMatchObject({ code: 'not_a_slug' });
  expect(catalogue.follow(`btc-updown-5m-${old}`)).toEqual({ ok: true, value: undefined });
  await pass(60);
  const kinds = take().map((line) => line.split(' ').slice(1).join(' '));
  expect(kinds).toEqual([
    'known -20',
    'priced -20 open 63123.544863797618',
    'closed -20',
    'late -20 pending',
    'resolved -20 pays 0',
  ]);
});

describe('a market without a window', () => {
  const slug = 'will-it-rain';
  const row = (more: Record<string, unknown> = {}) => ({
    ...upDownRow({ opens: OPENS + 1 }),
    slug,
    outcomes: '["Yes", "No"]',
    eventStartTime: undefined,
    // When the question is answered, which games trade beyond.
    endDate: '2026-10-01T12:00:10Z',
    ...more,
  });

  /** Followed at 20 s before {@link OPENS}, as the venue lists it; nothing else is watched. */
  async function followed(first: Record<string, unknown> | undefined) {
    const stage = catalogueStage({ assets: [] });
    if (first !== undefined) stage.venue.others.set(slug, first);
    stage.catalogue.start();
    stage.catalogue.follow(slug);
    await stage.pass(1);
    return stage;
  }

  test('trades past its named end, until the venue closes it, and is decided', async () => {
    const { pass, take, venue, catalogue, faults } = await followed(row());
    const known = [`-20 known ${slug}`, `-20 accepting ${slug}`, `-20 opened ${slug}`];
    expect(take()).toEqual(known);
    await pass(7_200);
    expect([take(), catalogue.markets.map(({ state }) => state)]).toEqual([[], ['trading']]);
    const questions = venue.asked.length;
    // A look each few minutes, and the CLOB is asked once.
    expect(questions).toBeLessThan(60);
    venue.others.set(slug, row({ closed: true, umaResolutionStatus: 'proposed' }));
    await pass(400);
    expect(take()).toEqual([expect.stringMatching(/^7\d\d\d(\.\d)? closed will-it-rain$/)]);
    const prices = '["0", "1"]';
    const decided = { closed: true, umaResolutionStatus: 'resolved', outcomePrices: prices };
    venue.others.set(slug, row(decided));
    await pass(1_300);
    expect(take()).toEqual([expect.stringMatching(/resolved will-it-rain pays 0$/)]);
    await pass(1_300);
    expect([take(), catalogue.markets, faults]).toEqual([[], [], []]);
  });

  test('that Gamma lists ahead of the CLOB is waited for, and that is told once', async () => {
    const { pass, take, venue } = await followed(undefined);
    await pass(60);
    venue.isBehind = true;
    venue.others.set(slug, row());
    await pass(60);
    expect(take()).toEqual([
      `-20 unfound ${slug} missing`,
      expect.stringMatching(/unfound will-it-rain unhydrated$/),
    ]);
    venue.isBehind = false;
    await pass(60);
    expect(take().map((line) => line.split(' ')[1])).toEqual(['known', 'accepting', 'opened']);
  });

  test('that is disputed for a day is late, and pays a half in the end', async () => {
    const { pass, take, venue } = await followed(row({ closed: true, acceptingOrders: false }));
    venue.others.set(slug, row({ closed: true, umaResolutionStatus: 'disputed' }));
    await pass(90_000);
    expect(take().slice(-1)).toEqual([expect.stringMatching(/late will-it-rain disputed$/)]);
    const half = { closed: true, umaResolutionStatus: 'resolved', outcomePrices: '["0.5", "0.5"]' };
    venue.others.set(slug, row(half));
    await pass(700);
    expect(take()).toEqual([expect.stringMatching(/resolved will-it-rain pays 500000$/)]);
  });
});

test('whatever the venue does, each window’s news come once and in order', async () => {
  const time = (least: number, most: number) => fc.integer({ min: least, max: most });
  const script = fc.record({
    listedAt: time(-300, 300),
    tokensAt: time(-300, 200),
    clobAt: time(-300, 400),
    acceptsAt: time(-300, 400),
    winners: fc.array(
      fc.record({ at: time(301, 900), winner: fc.constantFrom('Up', 'Down', 'half') }),
      { maxLength: 1 },
    ),
  });
  const order = ['known', 'accepting', 'opened', 'closing', 'closed', 'late', 'resolved'];
  const run = async (scripts: readonly Script[]) => {
    const { pass, take, venue, catalogue, faults } = catalogueStage();
    for (const [i, one] of scripts.entries()) venue.scripts.set(OPENS + i * 300, one as Script);
    catalogue.start();
    await pass(3_000);
    catalogue.stop();
    expect(faults).toEqual([]);
    return take();
  };
  await fc.assert(
    fc.asyncProperty(fc.array(script, { minLength: 1, maxLength: 4 }), async (scripts) => {
      const told = await run(scripts as readonly Script[]);
      expect(await run(scripts as readonly Script[])).toEqual(told);
      for (let window = 0; window < scripts.length; window++) {
        const kinds = told
          .map((line) => line.split(' '))
          .filter(([, kind, number]) => Number(number) === window && kind !== 'priced')
          .map(([, kind]) => order.indexOf(kind ?? ''));
        if (kinds.length === 1 && kinds[0] === -1) continue;
        expect(kinds).toEqual([...new Set(kinds)].sort((a, b) => a - b));
        expect(kinds[0]).toBe(0);
        expect(kinds).toContain(4);
      }
    }),
    { numRuns: 25 },
  );
});
