import { expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import { BECAUSE, terms } from '../../../test/support/engine-stage.ts';
import { bookAt, messagesToTape } from '../../../test/support/tape-builder.ts';
import { universeOf } from '../../../test/support/universe-of.ts';
import type { OrderEvent } from '../../domain/event.ts';
import type { Market } from '../../domain/market.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import type { Strategy } from '../../ports/strategy.ts';
import { lookingSession } from './looking-session.ts';
import { windowOpinions } from './window-opinions.ts';

/** A book of 60 and 62 cents in each market, ten seconds after the open, and these strategies. */
function looked(strategies: readonly Strategy[], markets: readonly Market[] = [aMarket()]) {
  const choices = strategies.map((strategy, i) => ({
    name: `strategy ${i}`,
    definition: { name: 'test', summary: '', parameters: {}, create: () => strategy },
    parameters: {},
  }));
  const source = { ...universeOf(markets), feeds: [] };
  const session = lookingSession(source, choices, { capital: 7 as Usd, seed: 1 });
  const books = markets.map((_, market) => bookAt(at(10), [[60, 5]], [[62, 5]], { market }));
  session.loop.play(messagesToTape(...books));
  return session;
}

test('whatever a strategy wishes is denied, and costs nothing', () => {
  const told: OrderEvent[] = [];
  const eager: Strategy = {
    onBook: (_market, _view, desk) => void desk.submit(terms('buy', 10, 62), BECAUSE),
    onOrder: (event) => void told.push(event),
  };
  const { engine } = looked([eager]);
  expect(told).toMatchObject([{ kind: 'OrderDenied', code: 'only_asked' }]);
  expect(engine.state.account.available).toBe(7);
  expect([...engine.state.orders.values()]).toEqual([]);
});

test('all open windows are told, the first to close first, none before its opening', () => {
  const later = aMarket({ slug: 'later', closesAt: at(900) });
  const unopened = aMarket({ slug: 'unopened', opensAt: at(300), closesAt: at(600) });
  const endless = aMarket({ slug: 'endless', opensAt: undefined, closesAt: undefined });
  const session = looked([], [endless, later, unopened, aMarket({ slug: 'now' })]);
  const slugs = (seconds: number) =>
    windowOpinions(session, at(seconds)).map(({ market, secondsLeft }) => [
      market.slug,
      secondsLeft,
    ]);
  expect(slugs(20)).toEqual([
    ['now', 280],
    ['later', 880],
    ['endless', undefined],
  ]);
  expect(slugs(300)).toEqual([
    ['unopened', 300],
    ['later', 600],
    ['endless', undefined],
  ]);
});

test('prices are of Up, wherever it stands', () => {
  const up = looked([], [aMarket({ labels: ['Up', 'Down'] })]);
  expect(windowOpinions(up, at(10))).toMatchObject([{ bid: 600_000, ask: 620_000, shown: 0 }]);
  const down = looked([], [aMarket({ labels: ['Down', 'Up'] })]);
  expect(windowOpinions(down, at(10))).toMatchObject([{ bid: 380_000, ask: 400_000, shown: 1 }]);
});

test('each strategy is asked as of that time, and one that fails keeps the others', () => {
  const sees: Timestamp[] = [];
  const looks: Strategy = {
    opinion: (market, view) => {
      sees.push(view.now);
      return { code: 'test', token: (market * 2 + 1) as never, numbers: {} };
    },
  };
  const fails: Strategy = {
    opinion: () => {
      throw new Error('no idea');
    },
  };
  const [window] = windowOpinions(looked([fails, {}, looks]), at(25));
  expect(window?.thoughts).toMatchObject([
    { opinion: undefined, failure: 'Error: no idea' },
    { opinion: undefined, failure: undefined },
    { opinion: { code: 'test' }, label: 'second outcome' },
  ]);
  expect(sees).toEqual([at(25)]);
});

test('whoever may not buy any more would buy nothing, whatever it thinks', () => {
  const late: Strategy = {
    opinion: () => ({ code: 'edge', token: 0 as never, numbers: { secondsAfterWindow: 5 } }),
  };
  const [window] = windowOpinions(looked([late]), at(25));
  expect(window?.thoughts).toMatchObject([{ opinion: { code: 'edge' }, label: undefined }]);
});
