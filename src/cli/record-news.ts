import type { RecordingNews } from '../runtime/record/live-recording.ts';

type MarketNews = Extract<RecordingNews, { kind: 'market' }>['news'];

/** What a person should hear of a market; undefined: nothing. Windows come and go by themselves. */
export function wordsOf(news: MarketNews): string | undefined {
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
