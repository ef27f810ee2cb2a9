import type { Timestamp } from '../../domain/units.ts';
import { type Change, ROW_FIELDS, ROW_TIMES } from './change.ts';
import { marketFields } from './changed-markets.ts';
import type { Leak } from './leak.ts';
import type { Meter } from './meter.ts';
import { type MakePlayer, type Probe, ProbeRun, type Recording } from './probe.ts';
import type { Reference } from './reference-run.ts';

/** What is searched for a look ahead. */
export type Suspect = {
  /** The recording from its beginning; opened several times. */
  readonly open: () => Promise<Recording>;
  readonly makePlayer: MakePlayer;
};

/** Runs the same decisions again with other futures. */
export class Search {
  readonly #suspect: Suspect;
  readonly #reference: Reference;
  readonly #seed: number;
  readonly #meter: Meter;

  constructor(suspect: Suspect, reference: Reference, seed: number, meter: Meter) {
    this.#suspect = suspect;
    this.#reference = reference;
    this.#seed = seed;
    this.#meter = meter;
  }

  /** The first leak that shows when the future is changed at any of these times, in order. */
  async at(cuts: readonly Timestamp[]): Promise<Leak | undefined> {
    const last = cuts.at(-1);
    if (last === undefined) return undefined;
    const [control, ...runs] = await this.#run([
      { cut: last, change: { how: 'nothing' } },
      ...cuts.flatMap((cut): Probe[] => [
        { cut, change: { how: 'removed' } },
        { cut, change: { how: 'scrambled' } },
      ]),
    ]);
    if (control?.departure !== undefined) {
      return { kind: 'state', how: 'nothing', cut: last, fields: [], departure: control.departure };
    }
    const run = runs.find(({ departure }) => departure !== undefined);
    if (run?.departure === undefined) return undefined;
    const { cut, change } = run.probe;
    const fields = await this.#fieldsReadAt(cut);
    const isFact = fields.length > 0 && fields.every((field) => field.startsWith('market.'));
    const kind = isFact ? 'market' : 'event';
    return { kind, how: change.how, cut, fields, departure: run.departure };
  }

  /** Which fields of the future, changed alone, change what was decided. */
  async #fieldsReadAt(cut: Timestamp): Promise<readonly string[]> {
    const recording = await this.#suspect.open();
    const facts = marketFields(recording.markets);
    recording.close();
    const values = [...ROW_FIELDS.map(({ name }) => name), ...facts];
    const read = await this.#departing(cut, 'scrambled', values);
    return read.length > 0 ? read : this.#departing(cut, 'removed', Object.keys(ROW_TIMES));
  }

  async #departing(
    cut: Timestamp,
    how: Change['how'],
    fields: readonly string[],
  ): Promise<readonly string[]> {
    const runs = await this.#run(fields.map((only) => ({ cut, change: { how, only } })));
    return fields.filter((_, i) => runs[i]?.departure !== undefined);
  }

  /** All of them in one reading. */
  async #run(probes: readonly Probe[]): Promise<readonly ProbeRun[]> {
    const { open, makePlayer } = this.#suspect;
    const recording = await open();
    try {
      const parts = { recording, reference: this.#reference, makePlayer, seed: this.#seed };
      const runs = probes.map((probe) => new ProbeRun(probe, parts));
      const reached = this.#meter.begin(probes.map(({ cut }) => cut));
      for await (const tape of recording.tapes()) {
        if (tape.length === 0) continue;
        for (const run of runs) run.play(tape);
        reached(tape.tsInit[tape.length - 1] as Timestamp);
        if (runs.every(({ isOver }) => isOver)) break;
      }
      for (const run of runs) run.end();
      return runs;
    } finally {
      recording.close();
    }
  }
}
