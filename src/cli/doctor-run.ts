import { checkArchive } from './doctor/archive.ts';
import { checkConfiguration } from './doctor/configuration.ts';
import type { Finding } from './doctor/finding.ts';
import { checkKey } from './doctor/key.ts';
import { checkDatabase, checkDisk, checkNode, checkWriting } from './doctor/machine.ts';
import { judgeNetwork } from './doctor/network.ts';
import { checkNotify } from './doctor/notify.ts';
import type { DoctorOptions } from './doctor.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { type Output, openOutput } from './output/output.ts';

export async function runDoctor(options: DoctorOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const configuration = await checkConfiguration(options.config);
  const { key, exchange, offline = false } = options;
  if (exchange !== undefined && key === undefined) {
    throw new CommandFailure(EXIT.usage, '--exchange goes with --key', 'Name a key by --key.');
  }
  const root = options.data ?? configuration.dataRoot;
  const network = offline ? Promise.resolve([]) : checkNetwork();
  const findings: readonly Finding[] = [
    checkNode(),
    await checkDatabase(),
    await checkWriting(),
    await checkDisk(root),
    configuration.finding,
    ...(await checkArchive(root)),
    ...(await network),
    ...(offline ? [] : await checkNotify(configuration.notify)),
    ...(key === undefined ? [] : await checkKey(key, exchange, offline)),
  ];
  const exitCode = Math.max(EXIT.done, ...findings.filter(isFailure).map(exitCodeOf));
  if (options.json === true) output.machine({ exitCode, findings });
  else for (const finding of findings) tell(finding, output);
  process.exitCode = exitCode;
}

function isFailure(finding: Finding): boolean {
  return finding.status === 'fail';
}

function exitCodeOf({ about }: Finding): number {
  if (about === 'network') return EXIT.unreachable;
  return about === 'data' ? EXIT.data : EXIT.usage;
}

async function checkNetwork(): Promise<readonly Finding[]> {
  const { lookOutside } = await import('../runtime/network.ts');
  return judgeNetwork(await lookOutside());
}

function tell({ status, name, text, remedy }: Finding, { say, paint }: Output): void {
  const color = { ok: paint.good, warn: paint.warn, fail: paint.bad }[status];
  say(`${color(status.padEnd(4))}  ${name.padEnd(16)}${text}`);
  if (remedy !== undefined) say(`${' '.repeat(22)}${remedy}`);
}
