import type { Command } from 'commander';
import { MICROS_PER_MS } from '../../domain/units.ts';
import type { Camera } from '../../runtime/film/camera.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { interruptible } from '../interruptible.ts';
import type { Output } from '../output/output.ts';
import { requireWritable } from '../output/write-file.ts';
import { reads } from './argument.ts';
import { wholeNumber } from './whole-number.ts';

export type FilmOptions = {
  readonly market?: readonly string[];
  readonly film?: string;
  /** ms. */
  readonly filmStep?: number;
};

const STEP_MS = 100;

export function addFilmOptions(command: Command): Command {
  return command
    .option('--film <file.jsonl>', 'the one market that --market names, moment by moment')
    .option(
      '--film-step <ms>',
      `between two pictures at least (default: ${STEP_MS})`,
      reads(wholeNumber(1)),
    );
}

/**
 * What takes the pictures; undefined: nobody wants any.
 * @throws CommandFailure unless one market is named by its whole slug.
 */
export async function cameraOf(options: FilmOptions): Promise<Camera | undefined> {
  const { market: markets = [], film, filmStep = STEP_MS } = options;
  if (film === undefined) return undefined;
  const [market, ...others] = markets;
  if (market === undefined || others.length > 0 || market.includes('*')) {
    const what = 'a film is of one market';
    throw new CommandFailure(EXIT.usage, what, 'Name it by --market, whole.');
  }
  await requireWritable(film);
  // Whoever asks for help alone does not wait for an engine.
  const { Camera } = await import('../../runtime/film/camera.ts');
  // What is half written goes as the program exits, which a signal alone does not have it do.
  interruptible(() => {});
  return new Camera({ market, step: filmStep * MICROS_PER_MS, path: film });
}

/** @throws CommandFailure where the run never heard of the market, or nothing can be written. */
export function deliverFilm(
  { film: path = '' }: FilmOptions,
  camera: Camera,
  about: Parameters<Camera['deliver']>[0],
  output: Output,
): void {
  const delivered = camera.deliver(about);
  if (delivered.ok) {
    output.say(`Film: ${path}, ${delivered.value.pictures} pictures`);
    return;
  }
  const { code, message } = delivered;
  if (code === 'unknown_market') {
    throw new CommandFailure(EXIT.data, message, 'Name a market of that run, whole.');
  }
  const what = `${path} cannot be written: ${message}`;
  throw new CommandFailure(EXIT.failed, what, 'Make room for it, or name another path.');
}
