import { formatDecimal } from '../../domain/units.ts';
import type { ClobDesk } from '../../polymarket/rest/clob-client.ts';
import type { VenueOutcome } from '../../polymarket/rest/outcome.ts';
import { EXCHANGE_V2, NEG_RISK_EXCHANGE_V2 } from '../../polymarket/signing/exchange-contract.ts';
import type { SignatureType } from '../../polymarket/signing/exchange-order.ts';
import type { Venue } from '../venue.ts';

/** One thing that must hold before real orders are sent. */
export type LiveCheck = {
  readonly name: string;
  readonly isPassed: boolean;
  readonly text: string;
};

/** The order struct that is signed here. */
const ORDER_VERSION = 2;

/** Asks the venue everything that must hold before real orders are sent to it. */
export async function liveChecks(
  { clob, venueClock, askPlace }: Pick<Venue, 'clob' | 'venueClock' | 'askPlace'>,
  { account }: Pick<ClobDesk, 'account'>,
  type: SignatureType,
): Promise<readonly LiveCheck[]> {
  const version = await clob.state.version();
  if (version.kind !== 'ok') return [failed('venue', `no answer: ${version.kind}`)];
  const checks: LiveCheck[] = [
    check('order struct', version.value === ORDER_VERSION, `version ${version.value}`),
  ];
  const clock = await clob.state.seconds();
  const skew = venueClock.skew();
  const off = skew === undefined ? 'not measured' : `off by ${skew.ms} ms`;
  checks.push(check('clock', clock.ok, clock.ok ? off : clock.message));
  const place = await askPlace();
  checks.push(
    place.kind === 'ok'
      ? check('place', !place.value.blocked, place.value.blocked ? 'blocked here' : 'not blocked')
      : failed('place', `nobody says whether orders are taken from here: ${place.kind}`),
  );
  checks.push(ofKey(await account.apiKeys()));
  checks.push(ofAccount(await account.isClosedOnly()));
  checks.push(...ofBalance(await account.balance('collateral', type)));
  return checks;
}

function ofKey(outcome: VenueOutcome<readonly string[]>): LiveCheck {
  if (outcome.kind === 'ok') return check('API key', true, 'accepted');
  return failed('API key', `not accepted: ${outcome.kind}`);
}

function ofAccount(outcome: VenueOutcome<boolean>): LiveCheck {
  if (outcome.kind !== 'ok') return failed('account', `nobody says: ${outcome.kind}`);
  return check('account', !outcome.value, outcome.value ? 'may only close positions' : 'may trade');
}

type Balance = VenueOutcome<{
  readonly balance: number;
  readonly allowances: ReadonlyMap<string, bigint>;
}>;

function ofBalance(outcome: Balance): LiveCheck[] {
  if (outcome.kind !== 'ok') return [failed('balance', `nobody says: ${outcome.kind}`)];
  const { balance, allowances } = outcome.value;
  const named = new Map([...allowances].map(([name, most]) => [name.toLowerCase(), most]));
  const missing = [EXCHANGE_V2, NEG_RISK_EXCHANGE_V2].filter(
    ({ address }) => (named.get(address.toLowerCase()) ?? 0n) < BigInt(balance),
  );
  const text =
    missing.length === 0
      ? 'both contracts may move the dollars'
      : `${missing.map(({ address }) => address).join(', ')} may not move all dollars`;
  return [
    check('balance', balance > 0, `${formatDecimal(balance)} dollars`),
    check('allowance', missing.length === 0, text),
  ];
}

function check(name: string, isPassed: boolean, text: string): LiveCheck {
  return { name, isPassed, text };
}

function failed(name: string, text: string): LiveCheck {
  return { name, isPassed: false, text };
}
