// Keeps the store behind a run as a process of its own, so that a test can kill it.
import { KeptStore } from '../../src/runtime/store/kept-store.ts';

const say = (text: string) => void process.stdout.write(`${text}\n`);
const [root = '', run = ''] = process.argv.slice(2);
const kept = new KeptStore({ root, run, others: [], onNews: say });
kept.step();
say('following');
setInterval(() => {
  while (kept.step());
}, 1);
