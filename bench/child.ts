import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Result } from './section.ts';

const CASE = join(import.meta.dirname, 'case.ts');

/** Measures one case in a process of its own. @throws Error when that process fails. */
export async function measureInChild(
  section: string,
  one: unknown,
  nodeFlags: readonly string[],
): Promise<readonly Result[]> {
  const flags = [...nodeFlags, '--disable-warning=ExperimentalWarning'];
  const args = [...flags, CASE, section, JSON.stringify(one)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${section} ${JSON.stringify(one)} ended with code ${code}`);
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as readonly Result[];
}
