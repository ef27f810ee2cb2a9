// Records a market from a server on loopback as a process of its own, so that a test can kill it.
// Says after each flush how many records survive.

import type { TokenId } from '../../src/domain/ids.ts';
import { UNTOLD } from '../../src/domain/market-facts.ts';
import { SystemClock } from '../../src/net/system-clock.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import { takeInWorker } from '../../src/runtime/record/take-in-worker.ts';
import { VenueRecorder } from '../../src/runtime/record/venue-recorder.ts';

const [root = '', marketSocket = '', ...tokens] = process.argv.slice(2);
const clock = new SystemClock();
const say = (line: string) => process.stdout.write(`${line}\n`);
let connections = 0;
const recorder = await VenueRecorder.start({
  root,
  clock,
  dataset: 'loopback',
  provenance: 'simulated',
  heardFrom: 'a server on this machine',
  segmentMicros: 1_500_000,
  segmentBytes: 1 << 26,
  mostPending: 1 << 28,
  flushMs: 100,
  leastFreeBytes: 0,
  take: takeInWorker,
  onTrouble: ({ code, message }) => say(`trouble ${code} ${message}`),
  marketSocket,
  transport: wsTransport,
  random: Math.random,
  nextConnection: () => ++connections,
  witness: async () => undefined,
  onFault: (error) => say(`fault ${error}`),
});
recorder.watch(
  tokens.map((token) => ({
    ...UNTOLD,
    slug: `market-${token}`,
    tokens: [token as TokenId, undefined],
    source: 'made up',
  })),
);
let said = 0;
const tell = () => {
  const { recording } = recorder.recorder;
  if (recording.written === said) return;
  said = recording.written;
  say(`written ${said}`);
};
const telling = setInterval(tell, 5);
process.once('SIGTERM', async () => {
  clearInterval(telling);
  await recorder.stop();
  say('stopped');
});
say('recording');
