import { plural } from '../report/format.ts';
import { askKill } from '../runtime/desk/ask-kill.ts';
import { forgetDesk, isRunning, type KnownDesk, readDesks } from '../runtime/desk/desk-file.ts';
import type { DeskProof } from '../runtime/desk/open-control.ts';
import { unprovenInWords, zeroInWords } from '../runtime/desk/proof-words.ts';
import { keyPath } from '../runtime/keys.ts';
import { type KillProof, killOrders } from '../runtime/live/kill-orders.ts';
import { NO_ORDERS, openWallet } from '../runtime/live/open-wallet.ts';
import { accept } from './accept.ts';
import { tellUnreadable } from './desk-choice.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { KillOptions } from './kill.ts';
import { type KillChoice, killChoice } from './kill-choice.ts';
import { requireHere, venueAt } from './options/exchange.ts';
import { askPassphrase } from './output/ask-secret.ts';
import { type Output, openOutput } from './output/output.ts';
import { whileUnproven } from './proof-words.ts';

const DEFAULT_WITHIN_S = 60;
const AGAIN = 'Run it again; the venue cancels by itself 15 s after the last heartbeat.';

/**
 * Cancels everything and proves it by a query: by the desk that runs, and at the venue itself where
 * a key is named or the desk cannot.
 */
export async function runKill(options: KillOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  if (options.exchange !== undefined) requireHere(options.exchange);
  const { desks, unreadable } = await readDesks();
  tellUnreadable(unreadable, output);
  const choice = killChoice(desks, options);
  const told = await askDesks(choice.desks, output, options.within);
  // With a key by name, everything of it is meant: also what no desk knows of.
  if (options.key === undefined && told !== undefined) {
    const desk = choice.desks.findLast(({ isRunning: runs }) => runs);
    if (options.json === true) output.machine({ desk: desk?.name, ...told });
    else output.say(`${zeroInWords({ at: told.at })}${desk?.mode === 'live' ? '' : ' SIMULATED.'}`);
    // One key at one place: what the gone ones had is canceled and proven with the rest.
    for (const gone of choice.desks.filter((one) => !one.isRunning)) await forgetDesk(gone);
    return;
  }
  const [onPaper] = choice.desks.filter(({ mode }) => mode !== 'live');
  if (onPaper !== undefined) {
    const what = `NOT PROVEN by ${onPaper.name}, which trades on paper alone`;
    throw new CommandFailure(EXIT.failed, what, `End process ${onPaper.pid}.`);
  }
  const isFallback = options.key === undefined;
  const { address, proof } = await atVenue(choice, output, options.within).catch(
    (error: unknown) => {
      throw isFallback ? unprovenBy(error) : error;
    },
  );
  if (options.json === true) output.machine({ address, ...proof });
  if (!proof.isProven) throw unproven(proof);
  if (options.json !== true) {
    output.say(`${plural(proof.canceled, 'order')} of ${address} canceled.`);
    output.say(zeroInWords({ at: proof.at }));
  }
  for (const desk of choice.desks) {
    if (!isRunning(desk)) await forgetDesk(desk);
    else if (told === undefined) {
      output.note(`${desk.name} still runs and may send again: end process ${desk.pid}.`);
    }
  }
}

/** Has the desks do it that still run; the newest's proof, where each of them has one. */
async function askDesks(
  desks: readonly KnownDesk[],
  output: Output,
  within: number | undefined,
): Promise<DeskProof | undefined> {
  const proofs: (DeskProof | undefined)[] = [];
  for (const desk of desks) {
    if (!desk.isRunning) {
      output.note(`${desk.name} is gone (process ${desk.pid}).`);
      continue;
    }
    output.note(`${desk.name} (process ${desk.pid}) is asked to cancel everything.`);
    const withinMs = within === undefined ? undefined : within * 1_000;
    const told = await whileUnproven(askKill(desk, withinMs), output.note);
    const isProven = told.ok && told.value.isProven;
    proofs.push(isProven ? told.value : undefined);
    const why = told.ok ? unprovenInWords(told.value) : told.message;
    if (isProven) output.note(`${desk.name} has canceled everything, and ends.`);
    else output.note(`NOT PROVEN by ${desk.name}: ${why}`);
  }
  return proofs.includes(undefined) ? undefined : proofs.at(-1);
}

/** Cancels at the venue, without any desk. */
export async function atVenue(
  { key, exchange }: Omit<KillChoice, 'desks'>,
  { note }: Output,
  within = DEFAULT_WITHIN_S,
) {
  if (key === undefined) {
    throw new CommandFailure(EXIT.failed, 'the desk has no key that is known', 'Name it by --key.');
  }
  const venue = await venueAt(exchange);
  try {
    const opened = await openWallet(keyPath(key), await askPassphrase(false), venue, NO_ORDERS);
    const code = !opened.ok && opened.code === 'unreachable' ? EXIT.unreachable : EXIT.usage;
    const { signer, credentials } = accept(opened, undefined, code);
    const { address } = signer;
    const desk = venue.clob.desk(address, credentials);
    note(`Everything of ${address} is being canceled at ${venue.services.clob}.`);
    const proof = await whileUnproven(killOrders(desk, venue, within * 1_000), note);
    await signer.close();
    return { address, proof };
  } finally {
    venue.close();
  }
}

export function unproven(proof: KillProof): CommandFailure {
  return new CommandFailure(EXIT.failed, `NOT PROVEN: ${unprovenInWords(proof)}`, AGAIN);
}

/** Neither the desk nor the venue could be asked. */
function unprovenBy(error: unknown): unknown {
  if (!(error instanceof CommandFailure)) return error;
  return new CommandFailure(EXIT.failed, `NOT PROVEN: ${error.message}`, error.remedy ?? AGAIN);
}
