import { ok } from '../src/domain/result.ts';
import { MICROS_PER_MS, type Timestamp, type Usd } from '../src/domain/units.ts';
import { SystemClock } from '../src/net/system-clock.ts';
import { DEFAULT_RISK_LIMITS } from '../src/risk/risk-limits.ts';
import { DeskActivity } from '../src/runtime/activity/desk-activity.ts';
import { RunEntries } from '../src/runtime/live/run-entries.ts';
import { DeskScreens } from '../src/runtime/screen/desk-screens.ts';
import { NoticeLog } from '../src/runtime/screen/notice-log.ts';
import type { Session } from '../src/runtime/session.ts';
import { type ControlServer, startControl } from '../src/server/control-server.ts';
import { benchSession, benchSource, benchStrategy, type Quoting } from './bench-session.ts';

const SAMPLE_MS = 1_000;

/** The bench's desk with what a desk that runs has for whoever looks: screens, and control. */
export type WatchedDesk = {
  readonly loop: Session['loop'];
  readonly control: ControlServer;
  readonly screens: DeskScreens;
  /** Takes samples as a desk does, until the returned function is called. */
  sample(): () => void;
  close(): Promise<void>;
};

export async function watchedDesk(markets: number, quoting: Quoting): Promise<WatchedDesk> {
  const screens = screensOf(markets, quoting);
  const control = await controlOf(screens.screens);
  return {
    ...screens,
    control,
    sample: () => {
      const timer = setInterval(() => screens.screens.sample(), SAMPLE_MS);
      return () => clearInterval(timer);
    },
    close: async () => {
      screens.screens.close();
      await control.close();
    },
  };
}

function screensOf(markets: number, quoting: Quoting): Pick<WatchedDesk, 'loop' | 'screens'> {
  const journal = new RunEntries();
  const { session } = benchSession(benchSource(markets), benchStrategy(quoting), journal);
  const clock = { now: () => (Date.now() * MICROS_PER_MS) as Timestamp };
  const activity = new DeskActivity(journal.reader(), session);
  const screens = new DeskScreens(
    {
      ...{ name: 'bench', startedAt: clock.now(), clock, journal, activity },
      session: { isOver: false, fault: undefined, session },
      entries: journal.reader(),
      notices: new NoticeLog(),
      choices: [{ name: 'bench', parameters: {} }],
      limits: DEFAULT_RISK_LIMITS,
      worthAtStart: 1e13 as Usd,
      mode: () => ({ mode: 'paper', provenance: 'simulated' }),
      lastEquity: () => undefined,
      strikeOf: () => undefined,
      awaited: () => [],
      health: () => ({}),
      venue: () => null,
      atVenue: () => undefined,
      ahead: (order) => session.exchange.aheadOf(order),
    },
    new SystemClock(),
    (error) => {
      throw error;
    },
  );
  return { loop: session.loop, screens };
}

function controlOf(screens: DeskScreens): Promise<ControlServer> {
  return startControl({
    ...{ status: () => ({}), activity: () => ({}), trades: () => [], stop: () => ({}) },
    ...{ operate: () => ok({}), kill: async () => ({}), feed: screens.feed },
    feedOfMarket: (slug) => screens.feedOfMarket(slug),
    feedOfStrategy: (name) => screens.feedOfStrategy(name),
    pathOfMarket: (slug) => screens.pathOfMarket(slug),
    opinionsOfMarket: (slug) => screens.opinionsOfMarket(slug),
    equity: () => screens.equity(),
  });
}
