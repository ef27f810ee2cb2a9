import { expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { CloseFeeds } from './close-feeds.ts';

/** Feeds of numbers that a test counts up. */
class Stage {
  readonly clock = new VirtualClock();
  readonly faults: unknown[] = [];
  readonly feeds = new CloseFeeds(this.clock, (error) => this.faults.push(error));
  begun = 0;
  looks = 0;
  value = 1;

  listen(key: string) {
    const told: { value: number }[] = [];
    const begin = () => {
      this.begun++;
      return () => {
        this.looks++;
        if (this.value < 0) throw new Error('a fault of ours');
        return { now: this.clock.now(), value: this.value };
      };
    };
    let hasEnded = false;
    const stop = this.feeds.listenTo(
      key,
      begin,
    )({
      isReady: true,
      send: (line) => void told.push(JSON.parse(line)),
      end: () => {
        hasEnded = true;
      },
    });
    return { told, stop, hasEnded: () => hasEnded };
  }
}

test('what nobody looks at is not looked at', () => {
  const stage = new Stage();
  const { stop } = stage.listen('a');
  stage.clock.advance(1_000);
  stop();
  const { looks } = stage;
  stage.clock.advance(1_000);
  expect([stage.looks, stage.clock.waiting]).toEqual([looks, 0]);
});

test('many who look at the same are one look, and only what is other is told', () => {
  const stage = new Stage();
  const [one, two] = [stage.listen('a'), stage.listen('a')];
  stage.clock.advance(1_000);
  expect([stage.begun, one.told.length, two.told.length]).toEqual([1, 1, 1]);
  stage.value = 2;
  stage.clock.advance(1_000);
  expect(one.told.map(({ value }) => value)).toEqual([1, 2]);
  stage.listen('b');
  stage.clock.advance(100);
  expect(stage.begun).toBe(2);
});

test('a fault of ours lets everybody go, and those that come later are told again', () => {
  const stage = new Stage();
  const first = stage.listen('a');
  stage.clock.advance(100);
  stage.value = -1;
  stage.clock.advance(200);
  expect([first.hasEnded(), stage.faults.length, stage.clock.waiting]).toEqual([true, 1, 0]);
  stage.value = 3;
  const later = stage.listen('a');
  stage.clock.advance(100);
  expect(later.told.map(({ value }) => value)).toEqual([3]);
});
