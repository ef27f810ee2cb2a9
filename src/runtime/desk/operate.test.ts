import { expect, test } from 'vitest';
import { BECAUSE, stage, terms } from '../../../test/support/engine-stage.ts';
import { levelAt } from '../../../test/support/tape-builder.ts';
import type { OperatorCommand } from '../../domain/command.ts';
import { BID } from '../../domain/side.ts';
import { SCALE } from '../../domain/units.ts';
import type { Strategy } from '../../ports/strategy.ts';
import { operate } from './operate.ts';

/** Two strategies, of which each has an order open in the first market. */
function desk() {
  const buyer: Strategy = {
    onStart: (_view, wishes) => void wishes.submit(terms('buy', 1, 50), BECAUSE),
  };
  const played = stage([buyer, buyer]);
  played.play(levelAt(10, BID, [40, 5]));
  const { engine, journal } = played;
  const session = { engine, strategies: ['alpha', 'beta'] };
  const operated = (command: OperatorCommand) => engine.onCommand(command, engine.state.now);
  const words = () => journal.flatMap((one) => (one.kind === 'Operated' ? [one.command] : []));
  return { engine, words, desk: { isOver: false, operate: operated, session } };
}

test('a pause and a resume say what they change, and which of them raises the risk', () => {
  const { desk: one, words } = desk();
  expect(operate(one, { kind: 'pause', strategy: 'beta' })).toEqual({
    ok: true,
    value: {
      raisesRisk: false,
      changed: [{ strategy: 'beta', before: 'running', after: 'paused' }],
      canceling: 0,
    },
  });
  expect(operate(one, { kind: 'resume', strategy: undefined })).toMatchObject({
    value: {
      raisesRisk: true,
      changed: [
        { strategy: 'alpha', before: 'running', after: 'running' },
        { strategy: 'beta', before: 'paused', after: 'running' },
      ],
    },
  });
  expect(operate(one, { kind: 'resume', strategy: 'alpha' })).toMatchObject({
    value: { raisesRisk: false },
  });
  expect(words().map(({ kind }) => kind)).toEqual(['Pause', 'Resume', 'Resume', 'Resume']);
});

test('a size down raises no risk, a size up does', () => {
  const { desk: one, engine } = desk();
  const size = (part: number) => operate(one, { kind: 'size', strategy: 'alpha', part });
  expect(size(400_000)).toMatchObject({
    value: { raisesRisk: false, changed: [{ before: SCALE, after: 400_000 }] },
  });
  expect(engine.state.parts).toEqual([400_000, SCALE]);
  expect(size(500_000)).toMatchObject({ value: { raisesRisk: true } });
});

test('less that would be more, as somebody else has said still less, is refused', () => {
  const { desk: one, engine } = desk();
  const size = (strategy: string | undefined, part: number) =>
    operate(one, { kind: 'size', strategy, part, only: 'lower' });
  expect(size('alpha', 100_000)).toMatchObject({ ok: true });
  expect(size('alpha', 500_000)).toEqual({
    ok: false,
    code: 'would_raise',
    message: '50 % would be more than the 10 % of now: say it again, to confirm it',
  });
  expect(size(undefined, 500_000)).toMatchObject({ code: 'would_raise' });
  expect(engine.state.parts).toEqual([100_000, SCALE]);
  expect(size('beta', 500_000)).toMatchObject({ ok: true });
  expect(size(undefined, 0)).toMatchObject({ ok: true });
});

test('a cancel says how many orders it is about', () => {
  const { desk: one, words } = desk();
  const slug = one.session.engine.state.markets[0]?.slug;
  expect(operate(one, { kind: 'cancel', market: slug })).toMatchObject({ value: { canceling: 2 } });
  expect(operate(one, { kind: 'cancel', market: 'other' })).toMatchObject({
    value: { canceling: 0 },
  });
  expect(operate(one, { kind: 'cancel', market: undefined })).toMatchObject({
    value: { canceling: 2 },
  });
  expect(words()).toMatchObject([{ market: 0 }, { market: 1 }, { market: undefined }]);
});

test('what nobody can do is refused, and changes nothing', () => {
  const { desk: one, words } = desk();
  const refused = (word: Parameters<typeof operate>[1], from = one) => {
    const said = operate(from, word);
    return said.ok ? 'done' : said.code;
  };
  expect(refused({ kind: 'pause', strategy: 'gamma' })).toBe('unknown_strategy');
  expect(refused({ kind: 'cancel', market: 'none' })).toBe('unknown_market');
  for (const part of [-1, SCALE + 1, 0.5, Number.NaN]) {
    expect(refused({ kind: 'size', strategy: 'alpha', part })).toBe('bad_part');
  }
  expect(refused({ kind: 'pause', strategy: 'alpha' }, { ...one, isOver: true })).toBe('over');
  expect(words()).toEqual([]);
  one.operate({ kind: 'Stop' });
  expect(refused({ kind: 'resume', strategy: 'alpha' })).toBe('over');
});
