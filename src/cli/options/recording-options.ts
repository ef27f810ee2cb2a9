import type { Command } from 'commander';
import { UP_DOWN_FRAMES, type UpDownFrame } from '../../domain/up-down-rule.ts';
import { apiKeyFrom } from '../../runtime/api-key.ts';
import { apiKeyIn, keyPath } from '../../runtime/keys.ts';
import { choiceOfWords } from '../../runtime/record/choice-of-words.ts';
import { FEED_NAMES, type FeedName } from '../../runtime/record/feed-names.ts';
import { strangeAssetsInWords } from '../../runtime/record/known-assets.ts';
import type { LiveRecordingOptions } from '../../runtime/record/live-recording.ts';
import { SOFTWARE } from '../../runtime/software.ts';
import { accept } from '../accept.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { askPassphrase } from '../output/ask-secret.ts';
import { gathers, reads } from './argument.ts';
import { gathersFrom } from './choice.ts';
import { addChoiceOptions, type ChoiceOptions } from './choice-options.ts';
import { venueAt } from './exchange.ts';
import { wholeNumber, YEAR } from './whole-number.ts';

/** What a command that hears the venue is told to hear. */
export type HearingOptions = ChoiceOptions & {
  readonly asset?: readonly string[];
  readonly frame?: readonly UpDownFrame[];
  /** Address of an exchange on this machine; undefined: the venue. */
  readonly exchange?: string;
  /** False: none; undefined: nobody said. */
  readonly feeds?: readonly FeedName[] | false;
  /** Name of a sealed key; undefined: the API key of the environment, if it has one. */
  readonly key?: string;
};

/** And where it keeps that. */
export type RecordingOptions = HearingOptions & {
  readonly to: string;
  readonly name?: string;
  /** Days; undefined: for ever. */
  readonly keepFrames?: number;
  /** Seconds; undefined: until it is stopped. */
  readonly for?: number;
};

/** In what commands that record differ. */
type Own = {
  /** 'option': it refuses other things first, and asks for its archive itself. */
  readonly to: 'requiredOption' | 'option';
  /** What a key is to it. */
  readonly key: string;
};

const HEARING: Own = {
  to: 'requiredOption',
  key: 'hear the oracle with the API key of "keys derive --name <name>"',
};

export function addRecordingOptions(
  command: Command,
  defaultName: string,
  { to, key }: Own = HEARING,
): Command {
  command[to](
    '--to <archive>',
    'archive to record into, to be named always; made when it is not there',
  )
    .option('--name <dataset>', `dataset in the archive (default: ${defaultName})`)
    .option(
      '--keep-frames <days>',
      'delete frames so many days after their rows are in (default: never)',
      reads(wholeNumber(1)),
    );
  const exchange = 'instead of the venue, and no feeds; its rows are simulated';
  return addHearingOptions(command, exchange, key);
}

/** Of a command that goes on until it is stopped. */
export function addForOption(command: Command): Command {
  return command.option(
    '--for <seconds>',
    'stop after so long (default: when stopped)',
    reads(wholeNumber(1, YEAR.seconds)),
  );
}

/** `exchange`: what an exchange on this machine is to the command; `key`: what a key is. */
export function addHearingOptions(command: Command, exchange: string, key = HEARING.key): Command {
  command
    .option('--asset <names>', 'up/down markets on these assets (default: btc)', gathers)
    .option(
      '--frame <names>',
      `windows of these lengths: ${UP_DOWN_FRAMES.join(', ')} (default: 5m,15m)`,
      gathersFrom(UP_DOWN_FRAMES),
    )
    .option(
      '--feeds <names>',
      `outside the venue hear only these: ${FEED_NAMES.join(', ')} (default: all)`,
      gathersFrom(FEED_NAMES),
    )
    .option('--no-feeds', 'hear nothing outside the venue')
    .option('--key <name>', key)
    .option('--exchange <address>', `an exchange on this machine ${exchange}`);
  return addChoiceOptions(command);
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What to record, and where; who listens and who is told is the command's matter. */
export async function recordingOf(
  options: RecordingOptions,
  nameOf: (provenance: 'live' | 'simulated') => string,
): Promise<Omit<LiveRecordingOptions, 'onNews'>> {
  const heard = await hearingOf(options);
  return {
    ...heard,
    root: options.to,
    dataset: options.name ?? nameOf(heard.venue.provenance),
    keepFramesMs: options.keepFrames === undefined ? undefined : options.keepFrames * DAY_MS,
  };
}

/** What to hear, wherever that is kept. */
export async function hearingOf(
  options: HearingOptions,
): Promise<Omit<LiveRecordingOptions, 'onNews' | 'root' | 'dataset' | 'keepFramesMs'>> {
  // What cannot go together is refused before anybody is asked.
  const outside = await outsideOf(options);
  const venue = await venueAt(options.exchange);
  const choice = choiceOf(options);
  const isWithoutWindows = choice !== undefined && options.frame === undefined;
  return {
    venue,
    assets: options.asset ?? (isWithoutWindows ? [] : ['btc']),
    frames: options.frame ?? ['5m', '15m'],
    ...outside,
    choice,
    userAgent: `polydesk/${SOFTWARE.version}`,
  };
}

/** What a person should know before it begins. */
export function remarksOn({
  venue,
  credentials,
  assets,
}: Pick<LiveRecordingOptions, 'venue' | 'credentials' | 'assets'>): readonly string[] {
  const strange = strangeAssetsInWords(assets);
  const isSimulated = venue.provenance === 'simulated';
  const isDeaf = !isSimulated && credentials === undefined;
  return [
    ...(isSimulated ? [SIMULATED] : []),
    ...(strange === undefined ? [] : [strange]),
    ...(isDeaf ? [WITHOUT_KEY] : []),
  ];
}

const SIMULATED = 'SIMULATED: it hears an exchange on this machine: nothing of it is real.';

const WITHOUT_KEY =
  'No API key, by --key or in POLYDESK_API_KEY, _SECRET, _PASSPHRASE: the oracle is heard over ' +
  'RTDS alone.';

/** An exchange on this machine is heard alone, and never gets the venue's key. */
async function outsideOf({ feeds, exchange, key }: HearingOptions) {
  const names = feeds === false ? [] : feeds;
  if (exchange === undefined) {
    const credentials = key === undefined ? keyOfEnvironment() : await sealedKey(key);
    return { feeds: names ?? FEED_NAMES, credentials };
  }
  if (key !== undefined) {
    const remedy = "An exchange on this machine never gets the venue's key: leave one out.";
    throw new CommandFailure(EXIT.usage, '--key cannot be used with --exchange', remedy);
  }
  if (names !== undefined && names.length > 0) {
    const remedy = 'Leave out one of the two.';
    throw new CommandFailure(EXIT.usage, '--feeds cannot be used with --exchange', remedy);
  }
  return { feeds: [], credentials: undefined };
}

function keyOfEnvironment(): ApiKey {
  const remedy = 'Correct the environment, or record without a key: set none of the three.';
  return accept(apiKeyFrom(process.env), remedy);
}

async function sealedKey(name: string): Promise<ApiKey> {
  const held = accept(await apiKeyIn(keyPath(name), await askPassphrase(false)));
  if (held !== undefined) return held;
  const remedy = `Run "polydesk keys derive --name ${name}" first.`;
  throw new CommandFailure(EXIT.usage, `${keyPath(name)} has no API key yet`, remedy);
}

type ApiKey = LiveRecordingOptions['credentials'];

function choiceOf({ market, top, category, search, refresh }: HearingOptions) {
  const words = {
    names: market ?? [],
    top,
    search: { text: search, categories: category },
    refreshMs: refresh * MINUTE_MS,
  };
  const remedy = 'Write the last part of its address at the venue, e.g. fed-decision-in-december.';
  return accept(choiceOfWords(words), remedy);
}
