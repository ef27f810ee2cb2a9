import { type Output, toJson } from './output.ts';
import { requireWritable, writeWhole } from './write-file.ts';

/** Refuses a file for --json that {@link deliverJson} could not write. */
export async function requireJsonTarget(target: string | true | undefined): Promise<void> {
  if (typeof target === 'string') await requireWritable(target);
}

/** Where --json sends a result: stdout (true), a file, or nowhere (undefined). */
export async function deliverJson(
  value: unknown,
  target: string | true | undefined,
  output: Output,
): Promise<void> {
  if (target === undefined) return;
  if (target === true) return output.machine(value);
  await writeWhole(target, `${toJson(value)}\n`);
  output.say(`JSON: ${target}`);
}
