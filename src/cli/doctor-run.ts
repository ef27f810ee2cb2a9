import { checkArchive } from './doctor/archive.ts';
import { checkConfiguration } from './doctor/configuration.ts';
import type { Finding } from './doctor/finding.ts';
import { checkDatabase, checkDisk, checkNode, checkWriting } from './doctor/machine.ts';
import type { DoctorOptions } from './doctor.ts';
import { EXIT } from './failure.ts';
import { type Output, openOutput } from './output/output.ts';

export async function runDoctor(options: DoctorOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const configuration = await checkConfiguration(options.config);
  const root = options.data ?? configuration.dataRoot;
  const findings: readonly Finding[] = [
    checkNode(),
    await checkDatabase(),
    await checkWriting(),
    await checkDisk(root),
    configuration.finding,
    ...(await checkArchive(root)),
  ];
  const exitCode = Math.max(EXIT.done, ...findings.filter(isFailure).map(exitCodeOf));
  if (options.json === true) output.machine({ exitCode, findings });
  else for (const finding of findings) tell(finding, output);
  process.exitCode = exitCode;
}

function isFailure(finding: Finding): boolean {
  return finding.status === 'fail';
}

function exitCodeOf(finding: Finding): number {
  return finding.about === 'data' ? EXIT.data : EXIT.usage;
}

function tell({ status, name, text, remedy }: Finding, { say, paint }: Output): void {
  const color = { ok: paint.good, warn: paint.warn, fail: paint.bad }[status];
  say(`${color(status.padEnd(4))}  ${name.padEnd(14)}${text}`);
  if (remedy !== undefined) say(`${' '.repeat(20)}${remedy}`);
}
