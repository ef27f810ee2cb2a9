#!/usr/bin/env node
// Plain JavaScript on purpose: this file must run on any Node that has npm.
// The program itself is TypeScript and needs Node >= 24, which npm brings as an
// architecture package. It is found the way Node finds packages, so it works from a
// checkout and from under another project's node_modules alike.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const oldestNode = 24;
const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, '..', 'src', 'cli', 'main.ts');

if (Number(process.versions.node.split('.')[0]) >= oldestNode) {
  module.enableCompileCache?.();
  await import(pathToFileURL(main).href);
} else {
  const node = findPinnedNode();
  if (node === undefined) {
    process.stderr.write(
      `polydesk needs Node ${oldestNode} or newer; this is ${process.version} and the Node that ` +
        `npm brings is not installed.\nRun "npm ci" without --omit=optional, or install Node ` +
        `${oldestNode}.\n`,
    );
    process.exit(2);
  }
  runWith(node);
}

/** The Node binary of the architecture package for this machine, if npm installed it. */
function findPinnedNode() {
  const windows = process.platform === 'win32';
  const names = [
    `node-${windows ? 'win' : process.platform}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
  ];
  for (let folder = join(here, '..'); ; folder = dirname(folder)) {
    for (const name of names) {
      const binary = join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
      if (existsSync(binary)) return binary;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** Runs the program under another Node; signals go in, the exit code comes out. */
function runWith(node) {
  // A terminal sends Ctrl-C to the whole group: the child gets it itself, we only stay alive.
  const forwarded = ['SIGTERM', 'SIGHUP', 'SIGUSR2'];
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of forwarded) {
    if (signal in constants.signals) process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`polydesk could not start ${node}: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0));
  });
}
