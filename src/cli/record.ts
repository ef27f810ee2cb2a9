import type { Command } from 'commander';
import { UP_DOWN_FRAMES, type UpDownFrame } from '../domain/up-down-rule.ts';
import { FEED_NAMES, type FeedName } from '../runtime/record/feed-names.ts';
import { gathers, reads } from './options/argument.ts';
import { gathersFrom } from './options/choice.ts';
import { addChoiceOptions, type ChoiceOptions } from './options/choice-options.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type RecordOptions = ChoiceOptions & {
  readonly to: string;
  readonly asset?: readonly string[];
  readonly frame?: readonly UpDownFrame[];
  readonly name?: string;
  /** Days; undefined: for ever. */
  readonly keepFrames?: number;
  /** Seconds; undefined: until it is stopped. */
  readonly for?: number;
  /** Address of an exchange on this machine; undefined: the venue. */
  readonly exchange?: string;
  /** False: none; undefined: nobody said. */
  readonly feeds?: readonly FeedName[] | false;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .requiredOption('--to <archive>', 'archive to record into; made when it is not there')
    .option('--asset <names>', 'up/down markets on these assets (default: btc)', gathers)
    .option(
      '--frame <names>',
      `windows of these lengths: ${UP_DOWN_FRAMES.join(', ')} (default: 5m,15m)`,
      gathersFrom(UP_DOWN_FRAMES),
    )
    .option('--name <dataset>', 'dataset in the archive (default: live, or exchange)')
    .option(
      '--keep-frames <days>',
      'delete frames so many days after their rows are in (default: never)',
      reads(wholeNumber(1)),
    )
    .option('--for <seconds>', 'stop after so long (default: when stopped)', reads(wholeNumber(1)))
    .option(
      '--feeds <names>',
      `outside the venue hear only these: ${FEED_NAMES.join(', ')} (default: all)`,
      gathersFrom(FEED_NAMES),
    )
    .option('--no-feeds', 'hear nothing outside the venue')
    .option(
      '--exchange <address>',
      'an exchange on this machine instead of the venue, and no feeds; its rows are simulated',
    )
    .option('--json', 'a line of JSON each few seconds');
  addChoiceOptions(command);
  addCommonOptions(
    command,
    'record --to archive --asset btc,eth --frame 5m,15m',
    'record --to archive --market who-will-win-the-2028-election',
    'record --to archive --category sports --top 20',
    'record --to archive --for 3600 --keep-frames 7',
  );
  command.action(async (options: RecordOptions) => {
    const { runRecord } = await import('./record-run.ts');
    await runRecord(options);
  });
}
