import { constants } from 'node:os';
import { count, plural } from '../report/format.ts';
import { apiKeyFrom } from '../runtime/api-key.ts';
import { choiceOfWords } from '../runtime/record/choice-of-words.ts';
import { FEED_NAMES } from '../runtime/record/feed-names.ts';
import { LiveRecording, type RecordingNews } from '../runtime/record/live-recording.ts';
import { oracleInWords } from '../runtime/record/oracle-switches.ts';
import { type RecordingStatus, statusOf } from '../runtime/record/recording-status.ts';
import { SOFTWARE } from '../runtime/software.ts';
import { accept } from './accept.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { venueAt } from './options/exchange.ts';
import { type Output, openOutput } from './output/output.ts';
import type { RecordOptions } from './record.ts';
import { wordsOf } from './record-news.ts';

const STATUS_MS = 5_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Records until it is stopped, its time is over, or the disk takes no more. */
export async function runRecord(options: RecordOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const { feeds, credentials } = outsideOf(options);
  const venue = venueAt(options.exchange);
  const choice = choiceOf(options);
  const ending = new Ending(options.for);
  const isWithoutWindows = choice !== undefined && options.frame === undefined;
  const recording = await LiveRecording.start({
    venue,
    root: options.to,
    dataset: options.name ?? (venue.provenance === 'live' ? 'live' : 'exchange'),
    assets: options.asset ?? (isWithoutWindows ? [] : ['btc']),
    frames: options.frame ?? ['5m', '15m'],
    feeds,
    credentials,
    choice,
    keepFramesMs: options.keepFrames === undefined ? undefined : options.keepFrames * DAY_MS,
    userAgent: `polydesk/${SOFTWARE.version}`,
    onNews: (news) => tellNews(news, output, ending),
  });
  if (venue.provenance === 'live' && credentials === undefined) output.note(WITHOUT_KEY);
  output.note('Recording. Stop with Ctrl-C: what was heard is taken into the archive then.');
  const telling = setInterval(() => tellStatus(statusOf(recording), options, output), STATUS_MS);
  const why = await ending.come;
  clearInterval(telling);
  await recording.stop();
  tellStatus(statusOf(recording), options, output);
  output.note(`Recorded into ${options.to}. See it with "polydesk archive info ${options.to}".`);
  if (why.kind === 'disk') throw new CommandFailure(EXIT.failed, why.text, 'Make room, go on.');
  if (why.kind === 'signal') process.exitCode = 128 + constants.signals[why.signal];
}

const WITHOUT_KEY =
  'No API key in POLYDESK_API_KEY, _SECRET and _PASSPHRASE: the oracle is heard over RTDS alone.';

/** An exchange on this machine is heard alone, and never gets the venue's key. */
function outsideOf({ feeds, exchange }: RecordOptions) {
  const names = feeds === false ? [] : feeds;
  if (exchange === undefined) {
    const remedy = 'Correct the environment, or record without a key: set none of the three.';
    const credentials = accept(apiKeyFrom(process.env), remedy);
    return { feeds: names ?? FEED_NAMES, credentials };
  }
  if (names !== undefined && names.length > 0) {
    const remedy = 'Leave out one of the two.';
    throw new CommandFailure(EXIT.usage, '--feeds cannot be used with --exchange', remedy);
  }
  return { feeds: [], credentials: undefined };
}

function choiceOf({ market, top, category, search, refresh }: RecordOptions) {
  const words = {
    names: market ?? [],
    top,
    search: { text: search, categories: category },
    refreshMs: refresh * MINUTE_MS,
  };
  const remedy = 'Write the last part of its address at the venue, e.g. fed-decision-in-december.';
  return accept(choiceOfWords(words), remedy);
}

type Why =
  | { readonly kind: 'time' }
  | { readonly kind: 'signal'; readonly signal: 'SIGINT' | 'SIGTERM' }
  | { readonly kind: 'disk'; readonly text: string };

/** What ends a recording, whichever comes first. */
class Ending {
  readonly come: Promise<Why>;
  #end: (why: Why) => void = () => {};

  constructor(seconds: number | undefined) {
    this.come = new Promise((resolve) => {
      this.#end = resolve;
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => this.#end({ kind: 'signal', signal }));
    }
    if (seconds !== undefined) setTimeout(() => this.#end({ kind: 'time' }), seconds * 1_000);
  }

  disk(text: string): void {
    this.#end({ kind: 'disk', text });
  }
}

function tellNews(news: RecordingNews, { note }: Output, ending: Ending): void {
  if (news.kind === 'note') note(news.text);
  else if (news.kind === 'trouble') {
    note(news.trouble.message);
    const { code } = news.trouble;
    if (code === 'disk_full' || code === 'disk_failed') ending.disk(news.trouble.message);
  } else if (news.kind === 'taken') {
    const { taken, eventRows } = news.taken;
    if (taken.length > 0) {
      note(`${plural(taken.length, 'segment')} taken into the archive, ${count(eventRows)} rows`);
    }
  } else {
    const words = wordsOf(news.news);
    if (words !== undefined) note(words);
  }
}

function tellStatus(status: RecordingStatus, options: RecordOptions, output: Output): void {
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(status)}\n`);
    return;
  }
  const { markets, frames, events, prices, gaps, shed, troubles, oracle } = status;
  const heard = `${count(frames)} frames, ${count(events)} messages, ${count(prices)} prices`;
  const lost = shed > 0 ? `, ${count(shed)} shed` : '';
  const told = oracleInWords(oracle);
  const over = told === undefined ? '' : `, ${told}`;
  const wrong = troubles.length === 0 ? '' : `; ${troubles.join('; ')}`;
  output.note(
    `${plural(markets, 'market')}: ${heard}, ${plural(gaps, 'gap')}${lost}${over}${wrong}`,
  );
}
