import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, lockText } from '../../locks/lock-owner.ts';
import { hashOf, newToken } from '../../server/dashboard/access-token.ts';

/** A dashboard that runs on this machine, as its file says. */
export type RunningDashboard = {
  readonly port: number;
  /** Which process. */
  readonly owner: string;
  /** The hash of the access token that holds now. */
  readonly access: string;
};

const schema = z.object({
  port: z.number().int().positive(),
  owner: z.string(),
  access: z.string(),
});

/** Where dashboards say that they run, unless told otherwise. */
function usualFolder(): string {
  return join(homedir(), '.polydesk', 'dashboards');
}

/**
 * What is kept of the access tokens of dashboards, by port: only hashes, and only for the owner's
 * eyes. A running dashboard reads its own each time, so that a new token holds at once.
 */
export class AccessFiles {
  readonly #folder: string;

  constructor(folder: string = usualFolder()) {
    this.#folder = folder;
  }

  /** This process serves at the port from now on. */
  announce(port: number, access: string): void {
    this.#write({ port, owner: lockText(), access });
  }

  forget(port: number): void {
    rmSync(this.#pathOf(port), { force: true });
  }

  /** The hash that holds now; empty, which is no token's, where there is none. */
  accessOf(port: number): string {
    return this.#read(this.#pathOf(port))?.access ?? '';
  }

  /** Those whose process is there, by port. */
  running(): readonly RunningDashboard[] {
    const names = namesIn(this.#folder).filter((name) => name.endsWith('.json'));
    const all = names.flatMap((name) => this.#read(join(this.#folder, name)) ?? []);
    return all.filter(({ owner }) => isAlive(owner)).sort((a, b) => a.port - b.port);
  }

  /** A new token: with the one before nobody signs in any more, and whoever has is signed out. */
  renew(dashboard: RunningDashboard): string {
    const token = newToken();
    this.#write({ ...dashboard, access: hashOf(token) });
    return token;
  }

  #pathOf(port: number): string {
    return join(this.#folder, `${port}.json`);
  }

  #write(dashboard: RunningDashboard): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const path = this.#pathOf(dashboard.port);
    const fresh = `${path}.${process.pid}.new`;
    writeFileSync(fresh, JSON.stringify(dashboard), { mode: 0o600 });
    renameSync(fresh, path);
  }

  #read(path: string): RunningDashboard | undefined {
    try {
      return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
    } catch {
      return undefined;
    }
  }
}

/** What opens the pages and signs in: behind the # a browser sends nothing to anybody. */
export function addressOf(port: number, token?: string): string {
  return `http://127.0.0.1:${port}/${token === undefined ? '' : `#token=${token}`}`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
