// The import rule as data: arrows point to domain, siblings never meet, only runtime wires.

export type Room = {
  /** Other rooms under src/ that this one may import; its own files are always allowed. */
  readonly imports: readonly string[];
  /** May it import npm packages and Node's own modules? */
  readonly packages: boolean;
  /** Pure: no clock, no randomness, no timers, no I/O, no waiting; time and seeds come in. */
  readonly pure: boolean;
  /** Rooms of which it may import types besides, by `import type`: nothing of them runs in it. */
  readonly typeImports?: readonly string[];
  /** Rooms that its tests may import besides: the other end of the protocol that it speaks. */
  readonly testImports?: readonly string[];
  /** Each folder inside is an island: it may not import its neighbors. */
  readonly islands?: boolean;
};

const core = { imports: ['domain', 'ports'], packages: false, pure: true };
const adapter = { imports: ['domain', 'ports'], packages: true, pure: false };
/** Adapters that talk to services over the network. */
const networked = { ...adapter, imports: ['domain', 'ports', 'net'] };

/** Adapters that keep files for one process at a time. */
const keeping = { ...adapter, imports: ['domain', 'ports', 'locks'] };

const wired: readonly string[] = [
  'domain',
  'ports',
  'engine',
  'signals',
  'models',
  'strategies',
  'risk',
  'sim',
  'locks',
  'net',
  'polymarket',
  'feeds',
  'archive',
  'store',
  'research',
  'advisors',
  'report',
  'notify',
  'exchange',
  'screen',
  'server',
];

/** Every folder that may stand in src/, and the pages. A folder that is not here fails the test. */
export const rooms: Readonly<Record<string, Room>> = {
  domain: { imports: [], packages: false, pure: true },
  ports: { imports: ['domain'], packages: false, pure: true },
  engine: core,
  signals: core,
  models: core,
  strategies: { ...core, imports: ['domain', 'ports', 'signals', 'models'], islands: true },
  risk: core,
  sim: core,
  locks: { ...adapter, imports: [] },
  net: adapter,
  polymarket: networked,
  feeds: networked,
  archive: keeping,
  store: keeping,
  research: adapter,
  advisors: networked,
  notify: { ...networked, imports: ['domain', 'ports', 'net', 'report', 'screen'] },
  report: { imports: ['domain'], packages: true, pure: false },
  exchange: {
    imports: ['domain', 'ports', 'sim', 'net'],
    testImports: ['polymarket'],
    packages: true,
    pure: false,
  },
  screen: { imports: ['domain'], packages: false, pure: true },
  runtime: { imports: wired, packages: true, pure: false },
  server: { imports: ['domain', 'ports', 'report', 'screen'], packages: true, pure: false },
  cli: { imports: ['domain', 'report', 'runtime', 'screen'], packages: true, pure: false },
  /** It runs in a browser: what it imports is pure. It knows what the server and results say. */
  web: {
    imports: ['domain', 'screen'],
    typeImports: ['server', 'report'],
    packages: true,
    pure: false,
  },
};
