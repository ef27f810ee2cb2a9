import { count, plural } from '../report/format.ts';
import type { RecordingNews } from '../runtime/record/live-recording.ts';
import { oracleInWords } from '../runtime/record/oracle-switches.ts';
import type { RecordingStatus } from '../runtime/record/recording-status.ts';
import { unreadInWords } from '../runtime/record/unread.ts';
import type { Ending } from './ending.ts';

/** Tells a person what a recording has to say; what makes going on impossible ends the command. */
export function tellNews(news: RecordingNews, note: (text: string) => void, ending: Ending): void {
  if (news.kind === 'note') note(news.text);
  else if (news.kind === 'trouble') {
    note(news.trouble.message);
    const { code } = news.trouble;
    if (code === 'disk_full' || code === 'disk_failed') {
      ending.trouble(news.trouble.message, 'Make room, go on.');
    }
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

/** How a recording is doing, in one line. */
export function recordingInWords(status: RecordingStatus): string {
  const { markets, frames, events, prices, gaps, shed, troubles, oracle } = status;
  const heard = `${count(frames)} frames, ${count(events)} messages, ${count(prices)} prices`;
  const lost = shed > 0 ? `, ${count(shed)} shed` : '';
  const priced = strikesInWords(status.strikes);
  const told = oracleInWords(oracle);
  const over = told === undefined ? '' : `, ${told}`;
  const wrong = troubles.length === 0 ? '' : `; ${troubles.join('; ')}`;
  const unread = unreadInWords(status.unread);
  const strange = unread === undefined ? '' : `, ${unread}`;
  const all = `${heard}, ${plural(gaps, 'gap')}${lost}${priced}${over}${strange}${wrong}`;
  return `${plural(markets, 'market')}: ${all}`;
}

function strikesInWords(strikes: RecordingStatus['strikes']): string {
  const { derived, agreed, differed, unknown, otherWinners } = strikes;
  if (derived + unknown === 0) return '';
  const checked = `${count(agreed)} as the venue says, ${count(differed)} differ`;
  const others = otherWinners === 0 ? '' : `, ${plural(otherWinners, 'winner')} not ours`;
  return `, ${plural(derived, 'strike')} (${checked}, ${count(unknown)} unknown${others})`;
}

type MarketNews = Extract<RecordingNews, { kind: 'market' }>['news'];

/** What a person should hear of a market; undefined: nothing. Windows come and go by themselves. */
function wordsOf(news: MarketNews): string | undefined {
  switch (news.kind) {
    case 'skipped':
      return `${news.window.asset} ${news.window.frame} window skipped: ${news.why}`;
    case 'refused':
      return `${news.slug} is not recorded: ${news.refusal.message}`;
    case 'unfound':
      return `${news.slug}: ${news.refusal.message}; trying again`;
    case 'resolved':
      return `${news.market.listed.facts.slug} is decided`;
    case 'accepting':
    case 'closed': {
      const { window, listed } = news.market;
      if (window !== undefined) return undefined;
      const what = news.kind === 'closed' ? 'is closed' : 'is recorded';
      return `${listed.facts.slug} ${what}`;
    }
    case 'late': {
      const { listed, window } = news.market;
      return window === undefined
        ? `${listed.facts.slug} is not decided yet: ${news.verdict}`
        : undefined;
    }
    default:
      return undefined;
  }
}
