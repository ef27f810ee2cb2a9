import type { Usd } from '../../domain/units.ts';
import { dollars, plural } from '../../report/format.ts';
import { type Arming, type ArmingRequest, arm, armingPhrase } from '../../runtime/live/arming.ts';
import { type LiveCheck, liveChecks } from '../../runtime/live/live-checks.ts';
import type { OpenWallet } from '../../runtime/live/open-wallet.ts';
import type { Venue } from '../../runtime/venue.ts';
import { accept } from '../accept.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { LiveCommandOptions } from '../live.ts';
import { askLine } from '../output/ask-line.ts';
import type { Output } from '../output/output.ts';

const DEFAULT_HOURS = 8;

/** Of all strategies together. */
export type Limits = { readonly maxOrder: Usd; readonly maxDay: Usd; readonly maxExposure: Usd };

/** What has to be stated. */
export function limitsOf({ maxOrder, maxDay, maxExposure }: LiveCommandOptions): Limits {
  if (maxOrder !== undefined && maxDay !== undefined && maxExposure !== undefined) {
    const limits = { maxOrder, maxDay, maxExposure };
    if (Object.values(limits).every((limit) => limit > 0)) return limits;
    const meant = 'A desk with such limits would run and refuse each of its orders.';
    throw new CommandFailure(EXIT.usage, 'each of the three limits has to be above zero', meant);
  }
  const remedy = 'State --max-order, --max-day and --max-exposure, in dollars.';
  throw new CommandFailure(EXIT.refused, 'live trading needs limits', remedy);
}

/** Without one it is wrong usage: what would be refused all the same is told before that. */
export function withArchive(options: LiveCommandOptions): WithArchive {
  const { to } = options;
  if (to !== undefined) return { ...options, to };
  const remedy = 'Name the archive that it records into, made when it is not there.';
  throw new CommandFailure(EXIT.usage, 'live trading needs --to <archive>', remedy);
}

export type WithArchive = LiveCommandOptions & { readonly to: string };

/** Ends where something does not hold that must before real orders are sent. */
export async function requireChecks(
  venue: Venue,
  wallet: OpenWallet,
  output: Output,
): Promise<void> {
  const desk = venue.clob.desk(wallet.signer.address, wallet.credentials);
  const checks = await liveChecks(venue, desk, wallet.account.signatureType);
  for (const { name, isPassed, text } of checks) {
    output.note(`${isPassed ? 'ok  ' : 'FAIL'}  ${name.padEnd(14)}${text}`);
  }
  const failed: readonly LiveCheck[] = checks.filter(({ isPassed }) => !isPassed);
  if (failed.length === 0) return;
  const isAway = failed.some(({ name }) => name === 'venue');
  const names = failed.map(({ name }) => name).join(', ');
  const what = `${plural(failed.length, 'check')} failed: ${names}`;
  const code = isAway ? EXIT.unreachable : EXIT.refused;
  throw new CommandFailure(code, what, 'Nothing was sent. See "polydesk doctor".');
}

type Asked = Pick<LiveCommandOptions, 'armedFor' | 'exchange'> & Pick<Venue, 'clock' | 'machine'>;

/** Has a person type what they agree to: who trades, for whom, up to how much, until when. */
export async function askArming(
  strategies: readonly string[],
  { account: { maker: address } }: OpenWallet,
  { maxOrder, maxDay, maxExposure }: Limits,
  { armedFor = DEFAULT_HOURS, exchange, clock, machine }: Asked,
  output: Output,
): Promise<Arming> {
  const where =
    exchange === undefined ? 'at POLYMARKET, with REAL MONEY' : `at ${exchange}, SIMULATED`;
  const together = strategies.length > 1 ? ' by all of them together' : '';
  output.note(`${strategies.join(', ')} will trade ${where}, for ${address}:`);
  output.note(
    `orders of up to ${dollars(maxOrder)}, ${dollars(maxDay)} a day, ` +
      `${dollars(maxExposure)} at risk${together}, for ${plural(armedFor, 'hour')}.`,
  );
  const request: ArmingRequest = {
    strategies,
    address,
    maxDay,
    isRealMoney: exchange === undefined,
    hours: armedFor,
    askedAt: machine.now(),
  };
  const typed = await askLine(`To arm it, type: ${armingPhrase(request)}`);
  const armed = arm(request, typed ?? '', machine.now(), clock.now());
  return accept(armed, 'Run it again and type the words.', EXIT.refused);
}
