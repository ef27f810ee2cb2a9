// What a lockfile must have so that `npm ci` works on every machine and behind every mirror.

export type LockedPackage = {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  /** A workspace of this repository, linked into node_modules. */
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

export type Lockfile = { readonly packages: Readonly<Record<string, LockedPackage>> };

/**
 * Names each package that has no hash, names a registry host or needs an install script, and each
 * architecture package that is offered but was not published when the lockfile was made: the
 * install would pass and the first use would fail on that kind of machine.
 */
export function lockfileFaults(lockfile: Lockfile): string[] {
  const ours = (path: string) => !path.includes('node_modules/');
  const entries = Object.entries(lockfile.packages).filter(([, locked]) => !locked.link);
  const names = new Set(entries.filter(([path]) => !ours(path)).map(([path]) => nameOf(path)));
  return entries.flatMap(([path, locked]) => {
    const faults: string[] = [];
    const name = ours(path) ? `./${path}` : nameOf(path);
    if (!ours(path) && locked.integrity === undefined) faults.push(`${name}: no integrity hash`);
    if (locked.resolved !== undefined) faults.push(`${name}: names a registry host`);
    if (locked.hasInstallScript && !locked.optional) faults.push(`${name}: has an install script`);
    for (const offered of Object.keys(locked.optionalDependencies ?? {})) {
      if (!names.has(offered)) faults.push(`${name}: ${offered} is missing`);
    }
    return faults;
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
