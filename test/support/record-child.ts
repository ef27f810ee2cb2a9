// Records a market from a server on loopback as a process of its own, so that a test can kill it.
// Says after each flush how many records survive.
import { bareMarket, startLoopback } from './loopback-recorder.ts';

const [root = '', marketSocket = '', ...tokens] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const recorder = await startLoopback({
  root,
  marketSocket,
  segmentMicros: 1_500_000,
  onTrouble: ({ code, message }) => say(`trouble ${code} ${message}`),
  onFault: (error) => say(`fault ${error}`),
});
recorder.watch(tokens.map((token) => bareMarket(`market-${token}`, token)));
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
