// Imports a recording as a process of its own, so that a test can kill it half-way. It stops for
// a while after each unit, as a slow disk would.
import { importRecording } from '../../src/archive/import-recording.ts';
import { IMPORTERS } from '../../src/archive/importers/registry.ts';
import { feedWire } from '../../src/feeds/wire/feed-wire.ts';
import { polymarketWire } from '../../src/polymarket/wire/wire.ts';

const [input = '', root = ''] = process.argv.slice(2);
let unit = '';
await importRecording({
  input,
  root,
  importers: IMPORTERS,
  wire: polymarketWire,
  feeds: feedWire,
  onProgress: (progress) => {
    if (progress.unit === unit) return;
    unit = progress.unit;
    process.stdout.write(`${progress.unitsDone}\n`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  },
});
process.stdout.write('done\n');
