import { type Output, toJson } from './output.ts';
import { writeWhole } from './write-file.ts';

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
