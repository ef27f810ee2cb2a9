// Begins a process that would stay for a minute and holds our output open, and says when it runs.
import { once } from 'node:events';
import { startChild } from './children.ts';

const SLEEP = ['-e', "console.log('sleeps'); setTimeout(() => {}, 60_000)"];

const sleeper = startChild(process.execPath, SLEEP, { stdio: ['ignore', 'pipe', process.stdout] });
await once(sleeper.stdout, 'data');
if (process.argv[2] === 'stopped') sleeper.kill('SIGSTOP');
process.stdout.write('sleeps\n');
setTimeout(() => {}, 60_000);
