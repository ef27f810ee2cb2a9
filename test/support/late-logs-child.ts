// A desk that begins to bring runs which died into the daily log, and does not come to the end.
import { LateLogs } from '../../src/runtime/store/late-logs.ts';

const [root = ''] = process.argv.slice(2);
await new LateLogs({ root, run: 'none', others: [] }).step();
process.stdout.write('begun\n');
setInterval(() => {}, 1_000);
