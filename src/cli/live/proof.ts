import { plural } from '../../report/format.ts';
import { unprovenInWords, zeroInWords } from '../../runtime/desk/proof-words.ts';
import type { LiveEnd } from '../../runtime/live/live-run.ts';
import type { Ending } from '../ending.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { Output } from '../output/output.ts';

const UNPROVEN = 'NOT PROVEN that nothing of its own is open.';

/** What somebody who is away has to know of the end; undefined: nothing. */
export function troubleOf({ proof }: LiveEnd, why: Awaited<Ending['come']> | undefined) {
  if (!proof.isProven) return `NOT PROVEN that nothing is open: ${unprovenInWords(proof)}`;
  return why?.kind === 'trouble' ? why.text : undefined;
}

/** Whether it is proven that nothing is open, and what may still change. */
export function tellProof({ proof, troubles }: LiveEnd, output: Output): void {
  output.note(proof.isProven ? zeroInWords(proof) : UNPROVEN);
  if (proof.unsettled > 0) {
    output.note(`${plural(proof.unsettled, 'fill')} may still be taken back by the chain.`);
  }
  for (const trouble of troubles) output.note(`Afterwards: ${trouble}`);
}

/** Fails the command where it is not, or where the journal does not tell it. */
export function requireProof({ proof }: LiveEnd): void {
  const remedy = 'Run "polydesk kill" until it proves zero.';
  if (!proof.isProven) {
    throw new CommandFailure(EXIT.failed, `NOT PROVEN: ${unprovenInWords(proof)}`, remedy);
  }
  if (!proof.isWritten) throw new CommandFailure(EXIT.failed, 'the journal lacks the end', remedy);
}
