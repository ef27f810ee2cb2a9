// A run on paper that is killed by what it lost, and whose process is killed then.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { serveExchange } from '../support/local-exchange.ts';
import { endOf, startPolydesk } from '../support/run-command.ts';

/** Whoever takes from the book has lost half of its spread: that is too much here. */
const CONFIG = `export default {
  limits: {
    drawdown: { reduce: '0.000001', reduceEnd: '0', kill: '0.000001', resume: '0.000001' },
  },
};
`;

type Risk = { readonly mode: string; readonly killedAt: number };

test('it outlives the process, is told, and is over when a person says so', async () => {
  const served = await serveExchange({ frames: ['5m', '4h'], tradesPerMinute: 60 });
  const home = temporaryFolder();
  writeFileSync(join(home, 'polydesk.config.ts'), CONFIG);
  const polydesk = (...words: readonly string[]) =>
    startPolydesk(words, { cwd: home, env: { HOME: home } });
  const paper = (name: string, ...more: readonly string[]) => {
    const at = ['--exchange', served.exchange.base, '--to', 'archive', '--name', name];
    const often = ['--set', 'intervalMs=150', '--set', 'size=6', '--set', 'holdLast=0'];
    return polydesk('paper', 'random', ...at, ...often, '--no-report', ...more);
  };
  const standing = () => {
    const folder = join(home, 'archive', 'accounts');
    const file = readdirSync(folder).find((name) => name.endsWith('.json')) ?? '';
    return (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { risk: Risk }).risk;
  };
  const modeNow = () => {
    try {
      return standing().mode;
    } catch {
      return undefined;
    }
  };
  const first = paper('one');
  try {
    const end = endOf(first);
    await eventually(() => modeNow() === 'cooling');
    const status = await endOf(polydesk('status', '--desk', 'one'));
    expect(status.said).toMatch(/, COOLING \(0\.\d % down, by drawdown, not before /);
    const machine = await endOf(polydesk('status', '--desk', 'one', '--json'));
    expect(machine.said).toMatch(/"risk": \{\s+"mode": "cooling",\s+"cause": "drawdown"/);
    first.kill('SIGKILL');
    expect((await end).said).toMatch(/NOTICE risk_mode: killed by the drawdown/);
    const left = standing();

    // Long enough for the next window where the one of now is at its end.
    const again = await endOf(paper('two', '--for', '20'));
    expect(again.said).toMatch(/NOTICE risk_mode: killed by an earlier run.*--resume-after-kill/);
    expect(again.said).toMatch(/takes the same [\d,]+ decisions/);
    expect(standing()).toMatchObject({ mode: 'cooling', killedAt: left.killedAt });
    const journal = readFileSync(join(home, 'archive', 'runs', 'two.journal'), 'utf8');
    expect(journal).toContain('"code":"killed"');
    const sent = journal.split('\n').filter((line) => line.includes('"kind":"Submitted"'));
    // What it holds it may sell.
    expect(sent.filter((line) => !line.includes('"side":"sell"'))).toEqual([]);

    // Long enough for the next window where the one of now is at its end.
    const cleared = await endOf(paper('three', '--for', '20', '--resume-after-kill'));
    expect(cleared.said).not.toMatch(/killed by an earlier run/);
    const anew = readFileSync(join(home, 'archive', 'runs', 'three.journal'), 'utf8');
    expect(anew).toContain('"kind":"Submitted"');
  } finally {
    first.kill('SIGKILL');
    await served.exchange.stop();
  }
}, 180_000);
