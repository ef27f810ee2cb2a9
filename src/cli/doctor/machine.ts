import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatBytes } from '../output/amounts.ts';
import type { Finding } from './finding.ts';

const OLDEST_NODE = 24;
/** An import of a few million rows and its report fit in this. */
const LITTLE_DISK = 1e9;

/** Which Node runs this, and whether npm brought it. */
export function checkNode(): Finding {
  const { version, execPath, platform, arch } = process;
  const brought = /[\\/]node_modules[\\/]/.test(execPath);
  const from = brought ? 'brought by npm' : 'from the system';
  const text = `${version} for ${platform} ${arch}, ${from}`;
  const found = { name: 'Node', about: 'machine' as const };
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    const remedy = `Run "npm ci" without --omit=optional, or install Node ${OLDEST_NODE}.`;
    return { ...found, status: 'fail', text: `${text}: too old`, remedy };
  }
  return { ...found, status: 'ok', text: `${text} (${execPath})` };
}

/** Whether the database's binary for this platform is there and answers. */
export async function checkDatabase(): Promise<Finding> {
  const found = { name: 'DuckDB', about: 'machine' as const };
  try {
    const { databaseVersion } = await import('../../runtime/archive.ts');
    return { ...found, status: 'ok', text: `${await databaseVersion()} loads and answers` };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const remedy = 'Run "npm ci" again on this machine, without --omit=optional.';
    return { ...found, status: 'fail', text: `does not load: ${why}`, remedy };
  }
}

/** Reports are written below the current folder. */
export async function checkWriting(): Promise<Finding> {
  const found = { name: 'Writing', about: 'machine' as const };
  const folder = process.cwd();
  const allowed = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (allowed) return { ...found, status: 'ok', text: `reports can go below ${folder}` };
  const remedy = 'Work in a folder of your own, or name a place with --report.';
  return { ...found, status: 'warn', text: `${folder} may not be written to`, remedy };
}

/** Space where the archive is, or where the current folder is. */
export async function checkDisk(root: string | undefined): Promise<Finding> {
  const found = { name: 'Disk', about: 'machine' as const };
  const folder = resolve(root ?? '.');
  const stats = await statfs(folder).catch(() => statfs('.'));
  const free = stats.bavail * stats.bsize;
  if (free >= LITTLE_DISK) return { ...found, status: 'ok', text: `${formatBytes(free)} free` };
  const remedy = 'Free some space before the next import.';
  return { ...found, status: 'warn', text: `only ${formatBytes(free)} free`, remedy };
}
