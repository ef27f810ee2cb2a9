import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { aFill, type FillSketch } from '../../test/support/a-fill.ts';
import type { Fill } from './fill.ts';
import { InvariantError } from './invariant.ts';
import { Position } from './position.ts';
import { type Price, SCALE, type Shares, type Usd } from './units.ts';

const usd = (dollars: number) => Math.round(dollars * SCALE);

let position: Position;
beforeEach(() => {
  position = new Position();
});

function bought(sketch: FillSketch): Fill {
  const fill = aFill(sketch);
  position.apply(fill);
  position.settle(fill, 'confirmed');
  return fill;
}

function sold(sketch: FillSketch): Fill {
  const fill = aFill({ side: 'sell', ...sketch });
  position.apply(fill);
  return fill;
}

/** Shares traded and settled, cost and realized profit in whole units. */
function state(): number[] {
  return [position.traded, position.settled, position.cost, position.realized].map(
    (units) => units / SCALE,
  );
}

describe('buying and selling', () => {
  test('nothing was held, nothing was paid', () => {
    expect(state()).toEqual([0, 0, 0, 0]);
    expect(position.averageEntry).toBeUndefined();
  });

  test('a buy counts at once and becomes sellable when the chain confirms it', () => {
    const fill = aFill({ id: 1, shares: 10, dollars: 0.4, fee: 0.168 });
    expect(position.apply(fill)).toBe(-usd(4.168));
    expect(state()).toEqual([10, 0, 4.168, 0]);
    for (const word of ['mined', 'retrying', 'mined'] as const) {
      expect(position.settle(fill, word)).toBe(0);
    }
    expect(state()).toEqual([10, 0, 4.168, 0]);
    expect(position.settle(fill, 'confirmed')).toBe(0);
    expect(state()).toEqual([10, 10, 4.168, 0]);
    expect(position.averageEntry).toBe(416_800);
  });

  test('a fill that comes confirmed is settled at once', () => {
    const fill = aFill({ id: 1, shares: 10, dollars: 0.4, settlement: 'confirmed' });
    position.apply(fill);
    expect(state()).toEqual([10, 10, 4, 0]);
    expect(position.settle(fill, 'failed')).toBe(0);
    expect(state()).toEqual([10, 10, 4, 0]);
  });

  test('a sale takes its shares and their average cost at once', () => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    bought({ id: 2, shares: 10, dollars: 0.6 });
    expect(position.averageEntry).toBe(500_000);
    const fill = aFill({ id: 3, side: 'sell', shares: 5, dollars: 0.7, fee: 0.0735 });
    expect(position.apply(fill)).toBe(usd(3.4265));
    expect(state()).toEqual([15, 15, 7.5, 0.9265]);
    position.settle(fill, 'confirmed');
    expect(state()).toEqual([15, 15, 7.5, 0.9265]);
    expect(position.averageEntry).toBe(500_000);
  });

  test('a sale takes the cost of settled shares only', () => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    position.apply(aFill({ id: 2, shares: 10, dollars: 0.6 }));
    sold({ id: 3, shares: 5, dollars: 0.7 });
    expect(state()).toEqual([15, 5, 8, 1.5]);
  });

  test('the last share takes the last unit of cost', () => {
    bought({ id: 1, shares: 0.000003, dollars: 0.333334 });
    expect(position.cost).toBe(2);
    sold({ id: 2, shares: 0.000001, dollars: 0.9 });
    expect(position.cost).toBe(1);
    sold({ id: 3, shares: 0.000002, dollars: 0.9 });
    expect([position.traded, position.cost]).toEqual([0, 0]);
    expect(position.averageEntry).toBeUndefined();
  });

  test('half a unit of cost goes to the even side', () => {
    bought({ id: 1, shares: 0.000002, dollars: 0.5 });
    sold({ id: 2, shares: 0.000001, dollars: 0.5 });
    expect(position.cost).toBe(1);
  });

  test('nobody sells what is not held', () => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    const more = aFill({ id: 2, side: 'sell', shares: 10.000001, dollars: 0.5 });
    expect(() => position.apply(more)).toThrow(InvariantError);
    expect(() => position.apply(more)).toThrow('sold 10000001 of 10000000 shares held');
  });

  test('frames that come twice count once', () => {
    const fill = bought({ id: 1, shares: 10, dollars: 0.4 });
    position.settle(fill, 'confirmed');
    position.settle(fill, 'mined');
    expect(state()).toEqual([10, 10, 4, 0]);
    const failing = aFill({ id: 2, shares: 5, dollars: 0.4 });
    position.apply(failing);
    expect(position.settle(failing, 'failed')).toBe(usd(2));
    expect(position.settle(failing, 'failed')).toBe(0);
    expect(state()).toEqual([10, 10, 4, 0]);
  });

  test('what the chain says of a fill never applied changes nothing', () => {
    expect(position.settle(aFill({ id: 9, shares: 5, dollars: 0.4 }), 'failed')).toBe(0);
    expect(position.settle(aFill({ id: 9, shares: 5, dollars: 0.4 }), 'confirmed')).toBe(0);
    expect(state()).toEqual([0, 0, 0, 0]);
  });
});

describe('a failed fill', () => {
  test('a buy is taken back as if it had never been, even after a sale', () => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    const failing = aFill({ id: 2, shares: 10, dollars: 0.6, fee: 0.1 });
    position.apply(failing);
    sold({ id: 3, shares: 5, dollars: 0.7 });
    expect(position.settle(failing, 'failed')).toBe(usd(6.1));
    expect(state()).toEqual([5, 5, 2, 1.5]);
  });

  test('a sale gives back the shares at their cost, and its profit is undone', () => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    const failing = sold({ id: 2, shares: 10, dollars: 0.7, settlement: 'matched', fee: 0.1 });
    expect(state()).toEqual([0, 0, 0, 2.9]);
    expect(position.settle(failing, 'failed')).toBe(-usd(6.9));
    expect(state()).toEqual([10, 10, 4, 0]);
    expect(position.averageEntry).toBe(400_000);
  });

  test('a buy cannot fail whose shares are gone', () => {
    const failing = aFill({ id: 1, shares: 10, dollars: 0.4 });
    position.apply(failing);
    sold({ id: 2, shares: 1, dollars: 0.5 });
    expect(() => position.settle(failing, 'failed')).toThrow(
      'failed buy of 10000000, only 9000000 held',
    );
  });

  test('shares sold before they settled leave no cost behind', () => {
    const first = aFill({ id: 1, shares: 10, dollars: 0.4 });
    const failing = aFill({ id: 2, shares: 10, dollars: 0.6 });
    position.apply(first);
    position.apply(failing);
    sold({ id: 3, shares: 10, dollars: 0.7 });
    expect(state()).toEqual([10, -10, 5, 2]);
    position.settle(failing, 'failed');
    // Bought ten for four dollars, sold them for seven.
    expect(state()).toEqual([0, -10, 0, 3]);
    position.settle(first, 'confirmed');
    expect(state()).toEqual([0, 0, 0, 3]);
    bought({ id: 4, shares: 10, dollars: 0.5 });
    sold({ id: 5, shares: 10, dollars: 0.5 });
    expect(state()).toEqual([0, 0, 0, 3]);
  });
});

describe('a resolution', () => {
  test.each([
    [SCALE, 10, 6],
    [500_000, 5, 1],
    [0, 0, -4],
  ])('pays %d per share', (payout, paid, profit) => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    expect(position.resolve(payout as Price)).toBe(usd(paid));
    expect(state()).toEqual([0, 0, 0, profit]);
    expect(position.averageEntry).toBeUndefined();
  });

  test('rounds the dollars down', () => {
    bought({ id: 1, shares: 0.000003, dollars: 0.000001 });
    expect(position.resolve(500_000 as Price)).toBe(1);
  });

  test('pays unsettled shares too, and their confirmation afterwards is harmless', () => {
    const fill = aFill({ id: 1, shares: 10, dollars: 0.4 });
    position.apply(fill);
    expect(position.resolve(SCALE as Price)).toBe(usd(10));
    expect(position.settle(fill, 'confirmed')).toBe(0);
    expect(state()).toEqual([0, 0, 0, 6]);
  });

  test('a buy that fails afterwards gives back its payout and gets back its cost', () => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    const failing = aFill({ id: 2, shares: 5, dollars: 0.6 });
    position.apply(failing);
    position.resolve(SCALE as Price);
    expect(position.settle(failing, 'failed')).toBe(usd(3 - 5));
    expect(state()).toEqual([0, 0, 0, 6]);
  });

  test('a sale that fails afterwards gives back its proceeds and is paid instead', () => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    const failing = sold({ id: 2, shares: 10, dollars: 0.7 });
    expect(position.resolve(SCALE as Price)).toBe(0);
    expect(position.settle(failing, 'failed')).toBe(usd(10 - 7));
    expect(state()).toEqual([0, 0, 0, 6]);
  });

  test('fills heard of afterwards count as if they had come in time', () => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    position.resolve(SCALE as Price);
    expect(position.apply(aFill({ id: 2, shares: 5, dollars: 0.6 }))).toBe(usd(5 - 3));
    const sale = aFill({ id: 3, side: 'sell', shares: 10, dollars: 0.7 });
    expect(position.apply(sale)).toBe(usd(7 - 10));
    // 5 at 0.60 and 10 at 0.40 bought, 10 at 0.70 sold, 5 paid.
    expect(state()).toEqual([0, 0, 0, 5]);
    expect(position.settle(sale, 'failed')).toBe(usd(10 - 7));
    expect(state()).toEqual([0, 0, 0, 8]);
  });

  test('said again with another payout corrects the first', () => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    expect(position.resolve(SCALE as Price)).toBe(usd(10));
    expect(position.resolve(SCALE as Price)).toBe(0);
    expect(position.resolve(500_000 as Price)).toBe(-usd(5));
    expect(state()).toEqual([0, 0, 0, 1]);
  });

  test('nobody sells afterwards what was not held', () => {
    bought({ id: 1, shares: 10, dollars: 0.4 });
    position.resolve(SCALE as Price);
    const sale = aFill({ id: 2, side: 'sell', shares: 10.000001, dollars: 0.7 });
    expect(() => position.apply(sale)).toThrow(/^1 more shares left than were resolved/);
  });
});

/** A legal step: what the gate and the venue allow on what is held. */
type Step = { readonly what: string; readonly units: number; readonly cents: number };

const anyStep: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('buy', 'buy', 'sell', 'sell', 'confirm', 'confirm', 'fail', 'resolve'),
  units: fc.integer({ min: 1, max: 20_000_000 }),
  cents: fc.integer({ min: 1, max: 99 }),
});

test('every dollar is accounted for, whatever legal thing happens', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
      const held = new Position();
      const open: Fill[] = [];
      let cash = 0n;
      let resolved = false;
      steps.forEach(({ what, units, cents }, id) => {
        const shares = what === 'sell' ? Math.min(units, held.settled) : units;
        if ((what === 'buy' || what === 'sell') && shares > 0 && !resolved) {
          const sketch = { id, shares: shares / SCALE, dollars: cents / 100, fee: cents / 1_000 };
          const fill = aFill({ ...sketch, side: what });
          const flow = held.apply(fill);
          const signed = what === 'buy' ? -fill.amount : fill.amount;
          expect(flow).toBe(signed - fill.fee);
          cash += BigInt(flow);
          open.push(fill);
        } else if (what === 'confirm' || what === 'fail') {
          const [fill] = open.splice(units % Math.max(open.length, 1), 1);
          const word = what === 'fail' ? 'failed' : 'confirmed';
          if (fill !== undefined) cash += BigInt(held.settle(fill, word));
        } else if (what === 'resolve' && units % 5 === 0) {
          cash += BigInt(held.resolve((cents % 2 === 0 ? SCALE : 0) as Price));
          resolved = true;
        }
        expect(cash).toBe(BigInt(held.realized) - BigInt(held.cost));
        expect(held.settled).toBeGreaterThanOrEqual(0);
        expect(held.traded).toBeGreaterThanOrEqual(held.settled);
        expect(held.cost).toBeGreaterThanOrEqual(0);
        if (held.traded === 0) expect(held.cost).toBe(0);
      });
    }),
    { numRuns: 500 },
  );
});

test('a failed fill leaves what a life without it would have left', () => {
  const life = fc.array(anyStep, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(life, fc.integer({ min: 1, max: 5_000_000 }), (steps, units) => {
      const plain = new Position();
      const other = new Position();
      const failing = aFill({ id: 1_000, shares: units / SCALE, dollars: 0.37, fee: 0.01 });
      other.apply(failing);
      steps.forEach(({ what, units: wished, cents }, id) => {
        const side = what === 'sell' ? 'sell' : 'buy';
        const shares = side === 'sell' ? Math.min(wished, plain.settled) : wished;
        if (shares === 0) return;
        const fill = aFill({ id, side, shares: shares / SCALE, dollars: cents / 100 });
        for (const each of [plain, other]) {
          each.apply(fill);
          if (what !== 'buy') each.settle(fill, 'confirmed');
        }
      });
      other.settle(failing, 'failed');
      const view = (it: Position): [Shares, Shares, Usd, Usd] => [
        it.traded,
        it.settled,
        it.cost,
        it.realized,
      ];
      expect(view(other)).toEqual(view(plain));
    }),
  );
});
