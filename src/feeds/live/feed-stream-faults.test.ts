import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FeedDesk } from '../../../test/support/feed-desk.ts';
import { type FarEnd, ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import { FeedStream } from './feed-stream.ts';
import { Hosts } from './hosts.ts';

/** What happens to one of the connections, or to all. */
type Act = { readonly what: 'open' | 'say' | 'break' | 'block' | 'wait' | 'hand'; which: number };

const act: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom('open', 'say', 'say', 'break', 'block', 'wait', 'wait', 'hand'),
  which: fc.nat(),
});

/** A network in which a connection that was ended says nothing more. */
class World {
  readonly network = new ScriptedTransport();
  readonly desk = new FeedDesk(this.network.open, 0.5);
  readonly over = new Set<FarEnd>();
  readonly opened = new Set<FarEnd>();
  readonly stream = new FeedStream({
    ...this.desk.outside,
    source: 'test',
    hosts: new Hosts(['ws://first', 'ws://second']),
    path: '/',
    greeting: [],
    lifeMs: 3_600_000,
    onText: () => true,
  });

  /** Neither side has ended it; who says goodbye is answered at once. */
  get living(): FarEnd[] {
    for (const end of this.network.ends) {
      if (this.over.has(end) || end.ended === undefined) continue;
      this.over.add(end);
      if (end.ended === 'closed') end.events.closed(1000, '');
    }
    return this.network.ends.filter((end) => !this.over.has(end));
  }

  do({ what, which }: Act): void {
    if (what === 'wait') this.desk.clock.advance(which % 40_000);
    else if (what === 'hand') this.stream.handOver('test');
    else {
      const { living } = this;
      const end = living[which % Math.max(1, living.length)];
      if (end !== undefined) this.#doTo(end, what);
    }
  }

  /** The world is good: every connection opens and says something each second. */
  heal(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      for (const end of this.living) {
        this.#doTo(end, 'open');
        this.#doTo(end, 'say');
      }
      this.desk.clock.advance(1_000);
    }
  }

  #doTo(end: FarEnd, what: Act['what']): void {
    const isOpen = this.opened.has(end);
    if (what === 'open' && !isOpen) {
      this.opened.add(end);
      end.events.opened();
    } else if (what === 'say' && isOpen) end.say('x');
    else if (what === 'break') this.#break(end, '');
    else if (what === 'block' && !isOpen) this.#break(end, 'Unexpected server response: 451');
  }

  #break(end: FarEnd, reason: string): void {
    this.over.add(end);
    end.events.closed(1006, reason);
  }
}

test('whatever happens, two connections are the most, then one, then none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
      const world = new World();
      const { stream, desk } = world;
      stream.start();
      for (const one of acts) {
        world.do(one);
        expect(world.living.length).toBeLessThanOrEqual(2);
      }
      // A quarter of an hour of rest is the longest that it waits by itself.
      world.heal(1_000);
      expect([stream.isOpen, desk.faults]).toEqual([true, []]);
      expect(world.living.length).toBe(stream.isOverlapping ? 2 : 1);
      const closed = stream.close();
      expect(world.living).toEqual([]);
      await closed;
      expect([desk.clock.waiting, stream.isOpen]).toEqual([0, false]);
    }),
    { numRuns: 300 },
  );
});
