// 31: the venue refuses our heartbeats or does not hear them, and cancels all orders of the key.
// Nothing new is submitted from then on until it hears us again and it is known what is left: not
// by the client, nor by a desk whose heartbeats these are and whose venue is in memory. Real HTTP
// on loopback, virtual time.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VenueOrderId } from '../../src/domain/ids.ts';
import type { HeartbeatState } from '../../src/polymarket/rest/heartbeat-keeper.ts';
import { aPostOrder } from '../support/a-post-order.ts';
import type { ScriptedAnswer } from '../support/http-server.ts';
import { OrderStage } from '../support/order-stage.ts';
import { TIMEOUT } from '../support/order-venue.ts';
import { json, RestBench } from '../support/rest-bench.ts';

/** Of one kind, as a line: "unhealthy late". */
const nameOf = (state: HeartbeatState) =>
  state.kind === 'unhealthy' ? `unhealthy ${state.why}` : state.kind;

let bench: RestBench;
let told: string[];
let beats: number;
/** What heartbeats are answered with; undefined: as the venue does when all is well. */
let fault: (() => ScriptedAnswer) | undefined;

beforeEach(async () => {
  [told, beats, fault] = [[], 0, undefined];
  bench = await RestBench.open();
  bench.answer = ({ method, path }) => {
    if (path === '/v1/heartbeats') return fault?.() ?? json({ heartbeat_id: `id-${++beats}` });
    if (method === 'DELETE') return json({ canceled: [ORDER], not_canceled: {} });
    return json({ success: true, errorMsg: '', orderID: ORDER, status: 'live' });
  };
});
afterEach(() => bench.close());

const ORDER = `0x${'a'.repeat(64)}` as VenueOrderId;

/** A desk that beats, has reconciled, and is healthy. */
async function healthyDesk() {
  const client = await bench.desk({
    onHeartbeat: (state) => {
      told.push(nameOf(state));
      stage.execution.onHeartbeat(state);
    },
  });
  const stage = new OrderStage({ heartbeat: client.heartbeat }, {}, bench.clock);
  stage.execution.onGap();
  await stage.started();
  client.heartbeat.start();
  await bench.pass(1);
  expect(told.splice(0)).toEqual(['unhealthy unproven', 'unreconciled', 'healthy']);
  return { ...client, stage };
}

type Desk = Awaited<ReturnType<typeof healthyDesk>>;

type Row = {
  readonly fault: string;
  readonly answer: () => ScriptedAnswer;
  readonly lasts: number;
  /** What was told of it, before heartbeats go through again. */
  readonly told: readonly string[];
};

const rows: readonly Row[] = [
  {
    fault: 'the key is not accepted (401)',
    answer: () => json({ error: 'Unauthorized/Invalid api key' }, 401),
    lasts: 6,
    told: ['unhealthy refused'],
  },
  {
    fault: 'heartbeats are refused (400)',
    answer: () => json({ error: 'Invalid payload' }, 400),
    lasts: 6,
    told: ['unhealthy refused'],
  },
  { fault: 'no answer comes', answer: () => 'hang', lasts: 15, told: ['unhealthy late'] },
  { fault: 'the wire is cut', answer: () => 'cut', lasts: 15, told: ['unhealthy late'] },
  {
    fault: 'the venue is down',
    answer: () => ({ status: 502, body: '<html>' }),
    lasts: 15,
    told: ['unhealthy late'],
  },
  {
    fault: 'the engine starts anew',
    answer: () => ({ status: 425 }),
    lasts: 15,
    told: ['unhealthy late'],
  },
  {
    fault: 'another id is expected each time',
    answer: () => json({ heartbeat_id: 'other', error_msg: 'Invalid Heartbeat ID' }, 400),
    lasts: 15,
    told: ['unhealthy late'],
  },
  { fault: 'one answer never comes', answer: () => 'hang', lasts: 5.5, told: [] },
  { fault: 'one answer is lost', answer: () => 'cut', lasts: 5.5, told: [] },
];

describe('heartbeats fail', () => {
  test.each(rows)('$fault', async ({ answer, lasts, told: expected }) => {
    const desk = await healthyDesk();
    const { orders, stage } = desk;
    stage.submit('buy Up 10 @ 0.4');
    await bench.pass(0.1);
    expect(stage.said).toEqual(['1 accepted']);
    fault = answer;
    await bench.pass(lasts);
    expect(told.splice(0)).toEqual(expected);
    const isLost = expected.length > 0;
    const before = bench.received.length;
    const [one, batch] = [orders.post(aPostOrder(1)), orders.postMany([aPostOrder(2)])];
    const refusal = { kind: 'notSent', refusal: { code: 'heartbeat_unhealthy' } };
    if (isLost) expect([await one, ...(await batch)]).toMatchObject([refusal, refusal]);
    else expect(await bench.settled(one)).toMatchObject({ kind: 'ok' });
    await bench.settled(batch);
    // A cancel is always sent.
    expect(await bench.settled(orders.cancel(ORDER))).toMatchObject({ kind: 'ok' });
    const sent = bench.received.slice(before).filter(({ path }) => path.startsWith('/order'));
    expect(sent.map(({ method }) => method)).toEqual(
      isLost ? ['DELETE'] : ['POST', 'POST', 'DELETE'],
    );
    stage.submit('buy Up 10 @ 0.4');
    stage.cancel(1);
    await bench.pass(0.1);
    expect(stage.said).toEqual([isLost ? '2 rejected heartbeat_unhealthy' : '2 accepted']);
    expect(stage.venue.requests).toContain('DELETE 1');
    await goesOn(desk, isLost);
  });

  /** Heartbeats go through again; what was lost has to be asked for first. */
  async function goesOn({ orders, stage }: Desk, isLost: boolean): Promise<void> {
    fault = undefined;
    stage.venue.failing = { list: TIMEOUT };
    await bench.pass(10);
    expect([stage.said, stage.faults]).toEqual([['1 canceled requested'], []]);
    if (!isLost) return expect(told).toEqual([]);
    expect(told.splice(0)).toEqual(['unreconciled']);
    expect(await orders.post(aPostOrder(3))).toMatchObject({
      kind: 'notSent',
      refusal: { code: 'heartbeat_unreconciled' },
    });
    stage.submit('buy Up 10 @ 0.4');
    stage.venue.failing = {};
    await bench.pass(20);
    expect([stage.said, told]).toEqual([['3 rejected not_reconciled'], ['healthy']]);
    expect(await bench.settled(orders.post(aPostOrder(4)))).toMatchObject({ kind: 'ok' });
    stage.submit('buy Up 10 @ 0.4');
    await bench.pass(0.1);
    expect([stage.said, stage.faults]).toEqual([['4 accepted'], []]);
  }

  test('while the machine slept, which no timer has noticed', async () => {
    const { orders } = await healthyDesk();
    bench.clock.stepWall(60_000);
    expect(await orders.post(aPostOrder(1))).toMatchObject({
      refusal: { code: 'heartbeat_unhealthy' },
    });
    expect(told).toEqual(['unhealthy late']);
  });

  test('again while orders are asked for: what was found out then is not enough', async () => {
    const { heartbeat, stage } = await healthyDesk();
    const { venue } = stage;
    const answers: (() => void)[] = [];
    const lists = venue.openOrders.bind(venue);
    venue.openOrders = async function* () {
      await new Promise<void>((resolve) => answers.push(resolve));
      yield* lists();
    };
    const lose = async () => {
      fault = () => json({ error: 'Invalid api key' }, 401);
      await bench.pass(6);
      fault = undefined;
      await bench.pass(2);
    };
    const tries = async () => {
      answers.shift()?.();
      await bench.pass(1);
      stage.submit('buy Up 10 @ 0.4');
      await bench.pass(0.1);
      return [...stage.said, heartbeat.maySubmit().ok];
    };
    await lose();
    await lose();
    expect(await tries()).toEqual(['1 rejected not_reconciled', false]);
    expect(await tries()).toEqual(['2 accepted', true]);
  });
});

test('heartbeats go out every five seconds, each with the id of the one before', async () => {
  await healthyDesk();
  await bench.pass(20);
  const sent = bench.received.map(({ body }) => JSON.parse(body).heartbeat_id);
  expect(sent).toEqual(['', 'id-1', 'id-2', 'id-3', 'id-4']);
  expect(told).toEqual([]);
});

test('without heartbeats orders go out, and once they are stopped none does', async () => {
  const { orders, heartbeat } = await bench.desk();
  expect(heartbeat.state).toEqual({ kind: 'unused' });
  expect(await bench.settled(orders.post(aPostOrder(1)))).toMatchObject({ kind: 'ok' });
  heartbeat.start();
  await bench.pass(1);
  heartbeat.stop();
  heartbeat.stop();
  expect(heartbeat.state).toEqual({ kind: 'unhealthy', why: 'stopped' });
  expect(bench.clock.waiting).toBe(0);
  expect(await orders.post(aPostOrder(2))).toMatchObject({ kind: 'notSent' });
});

test('an answer from before a stop does not count after it', async () => {
  const { heartbeat } = await bench.desk({ onHeartbeat: (state) => told.push(nameOf(state)) });
  fault = () => 'hang';
  heartbeat.start();
  await bench.pass(1);
  heartbeat.stop();
  heartbeat.start();
  expect(() => heartbeat.start()).toThrow(/already/);
  fault = undefined;
  await bench.pass(12);
  expect(told).toEqual([
    'unhealthy unproven',
    'unhealthy stopped',
    'unhealthy unproven',
    'unreconciled',
  ]);
  // One chain of heartbeats, not two.
  expect(bench.received.length).toBeLessThan(6);
  heartbeat.stop();
  expect(bench.clock.waiting).toBe(0);
});
