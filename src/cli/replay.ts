import type { Command } from 'commander';
import type { Timestamp } from '../domain/units.ts';
import { FATES, type Fate } from '../runtime/replay/decision.ts';
import { gathers, reads } from './options/argument.ts';
import { gathersFrom } from './options/choice.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addFilmOptions, type FilmOptions } from './options/film-options.ts';
import { parseTime } from './options/time.ts';

export type ReplayOptions = FilmOptions & {
  readonly from?: Timestamp;
  readonly to?: Timestamp;
  readonly only?: readonly Fate[];
  readonly data?: string;
  readonly config?: string;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .argument('<journal>', 'what the run wrote down: <archive>/runs/<name>.journal')
    .optionsGroup('Which decisions to show; the whole run is repeated in any case:')
    .option('--market <patterns>', 'only in these markets; * stands for any text', gathers)
    .option('--from <time>', 'only from then on: ISO (UTC) or unix time', reads(parseTime))
    .option('--to <time>', 'only before', reads(parseTime))
    .option('--only <kinds>', `only these: ${FATES.join(', ')}`, gathersFrom(FATES))
    .optionsGroup('Options:')
    .option('--data <dir>', 'the archive, where it has been moved')
    .option('--config <file>', 'configuration that names your strategies, as for the run')
    .option('--json', 'a line of JSON for each decision, and one with the result at the end');
  addFilmOptions(command);
  addCommonOptions(
    command,
    'replay archive/runs/paper-random-20261125t194500z.journal',
    'replay demo/archive/runs/demo-1.journal --only denied,rejected',
    "replay run.journal --market 'btc-*' --from 2026-11-25T20:00 --json",
  );
  command.action(async (journal: string, options: ReplayOptions) => {
    const { runReplay } = await import('./replay-run.ts');
    await runReplay(journal, options);
  });
}
