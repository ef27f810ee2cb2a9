import { readFileSync } from 'node:fs';

const manifest = new URL('../../package.json', import.meta.url);

/** Which program this is, and what runs it. */
export const SOFTWARE = {
  version: (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version,
  node: process.version,
} as const;
