import type { StrategyChoice } from '../runtime/backtest-options.ts';
import { addressOfKey, keyPath } from '../runtime/keys.ts';
import { holdAccount } from '../runtime/live/kept-account.ts';
import { openLiveJournal } from '../runtime/live/open-journal.ts';
import { type OpenWallet, openWallet } from '../runtime/live/open-wallet.ts';
import { signedBefore } from '../runtime/live/signed-before.ts';
import type { Venue } from '../runtime/venue.ts';
import { accept } from './accept.ts';
import { alertsOf } from './desk-alerts.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { keyRemedy } from './key-remedies.ts';
import { learnedBy } from './learned-by.ts';
import { askArming, limitsOf, requireChecks, withArchive } from './live/arming.ts';
import { trade } from './live/trade.ts';
import type { LiveCommandOptions } from './live.ts';
import { chooseNamed } from './named-strategies.ts';
import { recordingOf } from './options/recording-options.ts';
import { askPassphrase } from './output/ask-secret.ts';
import { openOutput } from './output/output.ts';
import { NO_RUN, reportPathOf } from './output/report-path.ts';
import { fileName, requireWritable, timeName } from './output/write-file.ts';
import { readSettings } from './settings.ts';

const HELD = 'Stop that one first, or keep what this one learns in another archive, by --to.';

/** Trades real orders until it is stopped or no longer armed, then proves that none is open. */
export async function runLive(named: readonly string[], given: LiveCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: given.json === true });
  const limits = limitsOf(given);
  const path = pathOfKey(given.key);
  const options = withArchive(given);
  const settings = await readSettings(options.config);
  const alerts = alertsOf(settings);
  const choices = chooseNamed(settings, named, options);
  const names = choices.map((choice) => choice.name);
  const name = names.join('+');
  const reportPath = reportPathOf(`live-${name}`, options);
  if (reportPath !== undefined) await requireWritable(reportPath(NO_RUN));
  const { key: _, ...rest } = options;
  const what = await recordingOf(rest, () => `live-${fileName(name)}-${timeName()}`);
  const found = await addressOfKey(path);
  const address = accept(found, keyRemedy(found), EXIT.refused);
  const held = accept(
    await openLiveJournal(address, what.venue.services, output.note),
    undefined,
    EXIT.refused,
  );
  const closings: (() => unknown)[] = [held.close, what.venue.close];
  try {
    const account = `live-${fileName(name)}`;
    closings.push(await heldToLearn(choices, account, options.to));
    const { clock, machine } = what.venue;
    // The signer counts days by the machine's clock.
    const before = { at: machine.now(), worth: signedBefore(held.journal, clock.now()) };
    const wallet = await walletOf(path, what.venue, { ...limits, before });
    closings.unshift(() => wallet.signer.close());
    await requireChecks(what.venue, wallet, output);
    const arming = await askArming(names, wallet, limits, { ...options, clock, machine }, output);
    wallet.arm(arming.until);
    const learned = await learnedBy(choices, account, options, what);
    const desk = { names, options, output, settings, learned, what, wallet, arming, limits };
    // Signer and journal: the wallet is another desk's from then on, once a person arms it.
    const leave = async () => {
      const [closeSigner, closeJournal] = closings.splice(0, 2);
      try {
        await closeSigner?.();
      } finally {
        await closeJournal?.();
      }
    };
    await trade({ ...desk, ...held, reportPath, leave, alerts });
  } finally {
    for (const close of closings) await close();
  }
}

/** What they learn nobody else changes until they end; how it is given free. */
async function heldToLearn(
  choices: readonly StrategyChoice[],
  account: string,
  root: string,
): Promise<() => unknown> {
  if (choices.every(({ definition }) => definition.readMemory === undefined)) return () => {};
  return accept(await holdAccount(root, account), HELD, EXIT.refused).close;
}

function pathOfKey(key: string | undefined): string {
  if (key !== undefined) return keyPath(key);
  const remedy = 'Make one with "polydesk keys add", and name it by --key.';
  throw new CommandFailure(EXIT.refused, 'live trading needs a key', remedy);
}

type Policy = Parameters<typeof openWallet>[3];

async function walletOf(path: string, venue: Venue, limits: Policy): Promise<OpenWallet> {
  const opened = await openWallet(path, await askPassphrase(false), venue, limits);
  const isAway = !opened.ok && opened.code === 'unreachable';
  return accept(opened, keyRemedy(opened), isAway ? EXIT.unreachable : EXIT.refused);
}
