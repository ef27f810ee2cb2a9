import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { json, RestBench } from '../../../test/support/rest-bench.ts';

let bench: RestBench;
beforeEach(async () => {
  bench = await RestBench.open();
});
afterEach(() => bench.close());

describe('heartbeats', () => {
  const sent = () => bench.received.map(({ body }) => JSON.parse(body).heartbeat_id as string);

  test('carry the id that the one before was answered with', async () => {
    let next = 0;
    bench.answer = () => json({ heartbeat_id: `id-${++next}` });
    const heartbeat = bench.heartbeat();
    await heartbeat.beat();
    await heartbeat.beat();
    await heartbeat.beat();
    expect(sent()).toEqual(['', 'id-1', 'id-2']);
  });

  test('are never two on their way', async () => {
    let next = 0;
    bench.answer = () => json({ heartbeat_id: `id-${++next}` });
    const heartbeat = bench.heartbeat();
    await Promise.all([heartbeat.beat(), heartbeat.beat(), heartbeat.beat()]);
    expect(sent()).toEqual(['', 'id-1', 'id-2']);
  });

  test('go on with the id that the venue expects', async () => {
    bench.answer = () => json({ heartbeat_id: 'right', error_msg: 'Invalid Heartbeat ID' }, 400);
    const heartbeat = bench.heartbeat();
    expect(await heartbeat.beat()).toMatchObject({ kind: 'ok', value: { next: 'right' } });
    await heartbeat.beat();
    expect(sent()).toEqual(['', 'right']);
  });

  test('go on after one that threw', async () => {
    bench.answer = () => json({ heartbeat_id: 'id-1' });
    let isLocked = true;
    const heartbeat = bench.heartbeat(() => {
      if (isLocked) throw new Error('the keys are locked');
    });
    await expect(heartbeat.beat()).rejects.toThrow('locked');
    isLocked = false;
    expect(await heartbeat.beat()).toMatchObject({ kind: 'ok' });
  });

  test('that are refused say so, and the next one goes out all the same', async () => {
    bench.answer = () => json({ error: 'Unauthorized/Invalid api key' }, 401);
    const heartbeat = bench.heartbeat();
    expect(await heartbeat.beat()).toMatchObject({ kind: 'unauthorized' });
    bench.answer = () => 'hang';
    const late = heartbeat.beat();
    await eventually(() => bench.received.length === 2);
    await bench.clock.pass(2_000);
    expect(await late).toMatchObject({ kind: 'unknown', cause: 'timeout' });
    bench.answer = () => json({ heartbeat_id: 'id-1' });
    expect(await heartbeat.beat()).toMatchObject({ kind: 'ok' });
  });
});
