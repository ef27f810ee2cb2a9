import { describe, expect, test } from 'vitest';
import { bookFrame, changeFrame } from '../../../test/support/market-frames.ts';
import { afterNoon, marketStage, trustedStage } from '../../../test/support/market-stage.ts';

describe('a crossed book', () => {
  const cross = (ms: number) =>
    changeFrame(ms, { token: '101', price: '0.53', best: ['0.53', '0.52'] });
  const uncross = (ms: number) =>
    changeFrame(ms, { token: '101', price: '0.53', size: '0', best: ['0.48', '0.52'] });

  test('is flagged, and is forgiven when it passes', () => {
    const { network, sink, clock, counters } = trustedStage([101]);
    network.last.say(cross(1));
    network.last.say(cross(2));
    clock.advance(500);
    network.last.say(uncross(3));
    clock.advance(5_000);
    expect(sink.take()).toEqual([
      'change 101',
      'crossed 101',
      'change 101',
      'change 101',
      'uncrossed 101',
    ]);
    expect(counters).toMatchObject({ crossings: 1, redrives: 0 });
  });

  test('that stays is fetched anew', () => {
    const { network, sink, clock, counters } = trustedStage([101]);
    network.last.say(cross(1));
    clock.advance(1_000);
    expect(sink.take()).toEqual([
      'change 101',
      'crossed 101',
      'uncrossed 101',
      'untrusted 101 crossed',
    ]);
    expect(sink.marks.at(-1)).toMatchObject({ since: afterNoon(0), at: afterNoon(1_000) });
    expect(counters.redrives).toBe(1);
    network.last.say(bookFrame({ token: '101', ms: 2 }));
    expect(sink.take()).toEqual(['book 101', 'trusted 101 epoch 2']);
  });

  test('is seen where the venue does not tell the best prices', () => {
    const { network, sink } = trustedStage([101]);
    network.last.say(changeFrame(1, { token: '101', price: '0.52' }));
    expect(sink.take()).toEqual(['change 101', 'crossed 101']);
    network.last.say(changeFrame(2, { token: '101', price: '0.52', size: '0' }));
    // Nobody says what is best now.
    expect(sink.take()).toEqual(['change 101', 'uncrossed 101']);
  });

  test('is not what lies between two changes of one message', () => {
    const { network, sink } = trustedStage([101]);
    network.last.say(
      changeFrame(
        1,
        { token: '101', price: '0.53' },
        { token: '101', side: 'SELL', price: '0.52', size: '0', best: ['0.53', '0.55'] },
      ),
    );
    expect(sink.take()).toEqual(['change 101,101']);
  });

  test('may come as a snapshot, and an empty side crosses nothing', () => {
    const { network, sink } = marketStage([101, 102]);
    network.last.say(bookFrame({ token: '101', ms: 0, bids: [['0.6', '1']] }));
    network.last.say(bookFrame({ token: '102', ms: 0, bids: [], asks: [] }));
    expect(sink.marks.map(({ kind }) => kind)).toEqual(['trusted', 'crossed', 'trusted']);
  });
});
