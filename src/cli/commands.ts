import type { Command } from 'commander';

/** A command's own file: it adds options and the action to the command made for it. */
export type CommandModule = { readonly configure: (command: Command) => void };

export type CommandEntry = {
  readonly name: string;
  readonly summary: string;
  /** Imported only when the command is run or its help is asked for: keeps `--help` fast. */
  readonly load: () => Promise<CommandModule>;
};

/** Every command, in the order in which `--help` lists them. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'demo',
    summary: 'a desk on an exchange of its own: no key, no internet',
    load: () => import('./demo.ts'),
  },
  {
    name: 'archive',
    summary: 'bring recordings into an archive, and say what it holds',
    load: () => import('./archive.ts'),
  },
  {
    name: 'markets',
    summary: 'the markets there are now, searched, filtered and sorted',
    load: () => import('./markets-live.ts'),
  },
  {
    name: 'record',
    summary: 'record markets as they trade: what it records backtests read',
    load: () => import('./record.ts'),
  },
  {
    name: 'collect',
    summary: 'record so many cycles, wait for the winners, and end',
    load: () => import('./collect.ts'),
  },
  {
    name: 'strategies',
    summary: 'the strategies there are, with their parameters',
    load: () => import('./strategies.ts'),
  },
  {
    name: 'backtest',
    summary: 'replay recorded books to one strategy, and report honestly',
    load: () => import('./backtest.ts'),
  },
  {
    name: 'compare',
    summary: 'several strategies on the same recordings, side by side',
    load: () => import('./compare.ts'),
  },
  {
    name: 'sweep',
    summary: 'one strategy at many settings, and how far to believe the best',
    load: () => import('./sweep.ts'),
  },
  {
    name: 'lookahead',
    summary: 'search a strategy for a look ahead, by taking the future away',
    load: () => import('./lookahead.ts'),
  },
  {
    name: 'train',
    summary: 'let a strategy learn from recordings, as it would have live',
    load: () => import('./train.ts'),
  },
  {
    name: 'learned',
    summary: 'what strategies have learned: versions, and ways back',
    load: () => import('./learned.ts'),
  },
  {
    name: 'predict',
    summary: 'what strategies think of each open window, and why; no trading',
    load: () => import('./predict.ts'),
  },
  {
    name: 'paper',
    summary: 'trade on paper on live data, and report as a backtest does',
    load: () => import('./paper.ts'),
  },
  {
    name: 'live',
    summary: 'trade real orders, once it is armed by typed words',
    load: () => import('./live.ts'),
  },
  {
    name: 'status',
    summary: 'how the desks that run on this machine are doing',
    load: () => import('./status.ts'),
  },
  {
    name: 'dashboard',
    summary: 'pages in the browser that show a desk that runs',
    load: () => import('./dashboard.ts'),
  },
  {
    name: 'monitor',
    summary: 'watch the desks that run, drawn anew each second',
    load: () => import('./monitor.ts'),
  },
  {
    name: 'trades',
    summary: 'the newest fills of a desk that runs',
    load: () => import('./trades.ts'),
  },
  {
    name: 'stop',
    summary: 'end a desk calmly, as Ctrl-C does',
    load: () => import('./stop.ts'),
  },
  {
    name: 'kill',
    summary: 'cancel everything of a key, and prove that nothing is open',
    load: () => import('./kill.ts'),
  },
  {
    name: 'notify',
    summary: 'try whether alerts arrive in Telegram and at webhooks',
    load: () => import('./notify.ts'),
  },
  {
    name: 'restore',
    summary: 'make a damaged journal of orders usable, once nothing is open',
    load: () => import('./restore.ts'),
  },
  {
    name: 'replay',
    summary: 'run a past run again, and show each decision with its reasons',
    load: () => import('./replay.ts'),
  },
  {
    name: 'query',
    summary: 'ask by SQL what desks did, and what the archive holds',
    load: () => import('./query.ts'),
  },
  {
    name: 'exchange',
    summary: 'an exchange on this machine that speaks as the venue does',
    load: () => import('./exchange.ts'),
  },
  {
    name: 'keys',
    summary: 'keep a private key and the venue’s API key under a passphrase',
    load: () => import('./keys.ts'),
  },
  {
    name: 'settings',
    summary: 'what was set on the dashboard, in versions, and ways back',
    load: () => import('./settings-command.ts'),
  },
  {
    name: 'doctor',
    summary: 'look for what would keep the other commands from working',
    load: () => import('./doctor.ts'),
  },
];
