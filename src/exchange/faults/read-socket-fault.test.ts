import { describe, expect, test } from 'vitest';
import { orderSocketFault } from './read-socket-fault.ts';
import { SocketFaults } from './socket-faults.ts';

describe('faults of sockets in words', () => {
  test.each([
    [{ channel: 'market', fault: 'stall' }, { isStalled: true }],
    [{ channel: 'market', fault: 'stall', on: false }, { isStalled: false }],
    [{ channel: 'market', fault: 'duplicate' }, { isDoubled: true }],
    [{ channel: 'market', fault: 'reorder' }, { isReordered: true }],
    [{ channel: 'market', fault: 'delay', ms: 250 }, { delayMs: 250 }],
    [{ channel: 'market', fault: 'refuse' }, { refusal: 503 }],
    [{ channel: 'market', fault: 'refuse', status: 429 }, { refusal: 429 }],
    [{ channel: 'market', fault: 'refuse', on: false }, { refusal: undefined }],
  ])('%o holds for its channel until it is taken back', (wish, state) => {
    const faults = new SocketFaults();
    expect(orderSocketFault(faults, wish)).toMatchObject({ ok: true });
    expect(faults.market).toMatchObject(state);
    expect(faults.user.isCalm).toBe(true);
    orderSocketFault(faults, { channel: 'market', fault: 'calm' });
    expect([faults.market.isCalm, faults.market.refusal]).toEqual([true, undefined]);
  });

  test.each([
    ['silence', 'silent'],
    ['without_snapshot', 'withoutSnapshot'],
  ] as const)('%s is of one token, and ends with all others', (fault, set) => {
    const faults = new SocketFaults();
    expect(orderSocketFault(faults, { fault, token: '17' })).toMatchObject({ ok: true });
    expect([...faults[set]]).toEqual(['17']);
    expect(orderSocketFault(faults, { fault: 'calm' })).toMatchObject({ ok: true });
    expect(faults[set].size).toBe(0);
  });

  test.each([
    [{ channel: 'market', fault: 'explode' }, /fault: drop/],
    [{ channel: 'chat', fault: 'drop' }, /channel: market/],
    [{ channel: 'market', fault: 'delay', ms: -1 }, /ms: 0/],
    [{ channel: 'market', fault: 'stall', on: 'yes' }, /on: true/],
    [{ channel: 'market', fault: 'refuse', status: 200 }, /status: 429/],
    [{ fault: 'silence' }, /token:/],
  ])('%o is refused with what may stand there', (wish, words) => {
    const refused = orderSocketFault(new SocketFaults(), wish);
    expect(refused).toMatchObject({ ok: false, message: expect.stringMatching(words) });
  });
});
