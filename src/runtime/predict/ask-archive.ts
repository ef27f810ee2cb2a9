import { ArchiveSource } from '../../archive/archive-source.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { DataSelection, StrategyChoice } from '../backtest-options.ts';
import { firstRows, rowsUntil } from '../tape-until.ts';
import { type LookingAs, lookingSession } from './looking-session.ts';
import { type WindowOpinions, windowOpinions } from './window-opinions.ts';

export type RecordedQuestion = {
  /** Nothing that came after `at` is read of it, whatever its `to` says. */
  readonly data: DataSelection;
  readonly at: Timestamp;
  readonly strategies: readonly StrategyChoice[];
  readonly as: LookingAs;
};

/**
 * What strategies would have thought at a recorded moment: they hear what was heard until then, of
 * all chosen markets that had opened, and nothing of what came after.
 * @throws ArchiveError when the archive is missing or damaged, or nothing of it had opened.
 */
export async function askArchive(question: RecordedQuestion): Promise<WindowOpinions[]> {
  const { data, at, strategies, as } = question;
  const { root, datasets, markets, assets, categories, from, completeOnly } = data;
  const to = (at + 1) as Timestamp;
  const filter = { datasets, markets, assets, categories, from, to, onlyComplete: completeOnly };
  const source = await ArchiveSource.open(root, filter);
  try {
    const session = lookingSession(source, strategies, as);
    for await (const tape of source.tapes()) {
      const rows = rowsUntil(tape, at);
      session.loop.play(rows === tape.length ? tape : firstRows(tape, rows));
      if (rows < tape.length) break;
    }
    session.loop.advance(at);
    return windowOpinions(session, at);
  } finally {
    source.close();
  }
}
