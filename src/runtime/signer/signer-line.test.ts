import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { EXCHANGE_V2 } from '../../polymarket/signing/exchange-contract.ts';
import { rehearsalOrder } from './rehearsal.ts';
import { AskingEnd } from './signer-line.ts';
import { openLine } from './sync-line.ts';

const urlOf = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
/** Nobody signs orders, too: what it signed of either is told apart. */
const SIGNS = `
  const { parentPort, workerData } = require('node:worker_threads');
  Promise.all([import(${urlOf('./signer-line.ts')}), import(${urlOf('./rehearsal.ts')})]).then(
    ([{ serveSigner }, { nobodysSigner }]) => {
      parentPort.postMessage('ready');
      const [own, nobody] = [nobodysSigner(), nobodysSigner()];
      serveSigner(workerData, { own, nobody, login: () => ({}) });
    },
  );
`;

async function thread(): Promise<AskingEnd> {
  const line = openLine();
  const worker = new Worker(SIGNS, { eval: true, workerData: line });
  onTestFinished(async () => {
    await worker.terminate();
  });
  await new Promise((resolve) => worker.once('message', resolve));
  return new AskingEnd(line);
}

/** Dollars signed so far, units of 1e-6: each order is worth one. */
function counted(asked: ReturnType<AskingEnd['order']>): number {
  if (!asked.ok || !asked.value.signed.ok) throw new Error('it signs');
  return asked.value.signedToday / 1e6;
}

test('who rehearsed once goes on while nobody asks, and none of it counts', async () => {
  const end = await thread();
  const order = rehearsalOrder(1);
  expect(counted(end.order(order, EXCHANGE_V2))).toBe(1);
  await wait(20);
  expect(counted(end.rehearse(order, EXCHANGE_V2))).toBe(1);
  const first = end.order(order, EXCHANGE_V2);
  expect(counted(first)).toBe(2);
  let asked = 1;
  const byItself = () => counted(end.rehearse(order, EXCHANGE_V2)) - ++asked;
  await expect.poll(byItself, { interval: 20, timeout: 10_000 }).toBeGreaterThan(5);
  expect(end.order(order, EXCHANGE_V2)).toMatchObject({
    value: { signed: first.ok ? first.value.signed : undefined, signedToday: 3e6 },
  });
});
