// A key that trades for a wallet that it owns: proxy, Safe and deposit wallet, each from its key
// file to its fills, over real sockets at the local exchange.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WALLET_KINDS } from '../../src/domain/owned-wallet.ts';
import { Secret } from '../../src/domain/secret.ts';
import { NEVER, type Usd } from '../../src/domain/units.ts';
import { addKey } from '../../src/runtime/keys.ts';
import { liveChecks } from '../../src/runtime/live/live-checks.ts';
import { LiveRun } from '../../src/runtime/live/live-run.ts';
import { openWallet } from '../../src/runtime/live/open-wallet.ts';
import { openVenue } from '../../src/runtime/venue.ts';
import { FileJournal } from '../../src/store/journal/file-journal.ts';
import { A_HOST } from '../support/a-host.ts';
import { ANVIL_ADDRESS, ANVIL_KEY, ANVIL_WALLET } from '../support/anvil.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';
import { loopbackRecording } from '../support/loopback-recording.ts';

const PASSPHRASE = new Secret('correct horse battery');
const LIMITS = { maxOrder: 100_000_000 as Usd, maxDay: 100_000_000_000 as Usd };

let served: ServedExchange;
beforeEach(async () => {
  served = await serveExchange({ frames: ['5m', '4h'], ahead: 1, tradesPerMinute: 120 });
});
afterEach(async () => {
  await served.exchange.stop();
  expect(served.faults).toEqual([]);
});

test.each(WALLET_KINDS)(
  'a key trades for its %s wallet, and for nothing else',
  async (kind) => {
    const root = temporaryFolder();
    const path = join(root, 'key.json');
    const added = await addKey(path, new Secret(ANVIL_KEY), PASSPHRASE, {
      kind,
      address: ANVIL_WALLET,
    });
    if (!added.ok) throw new Error(added.message);
    const venue = openVenue(served.services);
    const opened = await openWallet(path, PASSPHRASE, venue, LIMITS);
    if (!opened.ok) throw new Error(opened.message);
    const { signer, account, credentials, sign, arm } = opened.value;
    arm(NEVER);
    const desk = venue.clob.desk(signer.address, credentials);
    const checks = await liveChecks(venue, desk, account.signatureType);
    expect(checks.filter(({ isPassed }) => !isPassed)).toEqual([]);
    const journal = await FileJournal.open({ path: join(root, 'desk.journal'), reserveBytes: 64 });
    const faults: unknown[] = [];
    const started = await LiveRun.start({
      recording: loopbackRecording({ venue, root, dataset: 'live', frames: ['5m', '4h'] }),
      run: strategyRun(root, 'random', { intervalMs: '150', size: '6' }),
      host: A_HOST,
      account,
      signer: signer.address,
      credentials,
      sign,
      journal,
      charts: 0,
      onNotice: () => {},
      onFault: (error) => faults.push(error),
    });
    if (!started.ok) throw new Error(started.message);
    const { engine } = started.value.session.session;
    await eventually(() => engine.state.newestFill >= 4);
    const { proof } = await started.value.stop();
    await journal.close();
    await signer.close();
    venue.close();
    expect(faults).toEqual([]);
    expect(proof).toMatchObject({ isProven: true, open: [], unresolved: [] });
    const { wallets } = served.exchange.venue;
    const wallet = wallets.get(ANVIL_WALLET.toLowerCase());
    expect(wallet?.account.cash).toBe(engine.state.account.cash);
    const own = wallets.get(ANVIL_ADDRESS.toLowerCase());
    expect([...(own?.account.positions() ?? [])]).toEqual([]);
  },
  60_000,
);
