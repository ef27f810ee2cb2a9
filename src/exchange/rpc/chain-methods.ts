import { ok, type Result, refuse } from '../../domain/result.ts';
import { isContract } from '../venue/approvals.ts';
import { isDeployed } from '../venue/deployed.ts';
import { CHAIN_ID } from '../venue/exchange-contracts.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { isRecord } from '../wire/record.ts';
import { readCall } from './abi.ts';
import { blockNumber, presentBlock } from './block.ts';
import { callContract } from './contract-call.ts';
import type { Method } from './json-rpc.ts';

/** Says to whoever asks that it has code: one byte that never runs (INVALID), of nobody's. */
const SOME_CODE = '0xfe';

/** What the chain answers: reads, of now, out of the exchange's own accounts. */
export function chainMethods(venue: LocalVenue): ReadonlyMap<string, Method> {
  return new Map<string, Method>([
    ['eth_chainId', () => ok(hex(CHAIN_ID))],
    ['net_version', () => ok(String(CHAIN_ID))],
    ['web3_clientVersion', () => ok('polydesk-exchange/simulated')],
    ['eth_syncing', () => ok(false)],
    ['eth_blockNumber', () => ok(hex(blockNumber(venue.now())))],
    // No gas is ever paid here.
    ['eth_getBalance', ([owner, block]) => ofAddress(owner, block, venue, () => '0x0')],
    ['eth_getCode', ([owner, block]) => ofAddress(owner, block, venue, (at) => codeAt(at, venue))],
    ['eth_call', (params) => call(params, venue)],
  ]);
}

/** A wallet that signs for itself is a key; others are contracts. */
function codeAt(address: string, venue: LocalVenue): string {
  return isDeployed(address, venue) || isContract(address) ? SOME_CODE : '0x';
}

function ofAddress(
  text: unknown,
  block: unknown,
  venue: LocalVenue,
  told: (address: string) => string,
): Result<string> {
  const address = addressOf(text);
  if (address === undefined) return refuse('bad_params', 'an address comes first (0x, 40 digits)');
  const present = presentBlock(block, venue.now());
  return present.ok ? ok(told(address)) : present;
}

function call([asked, block, overrides]: readonly unknown[], venue: LocalVenue): Result<string> {
  if (!isRecord(asked)) return refuse('bad_params', 'a call comes first ({to, data})');
  const { to, data, input } = asked;
  const address = addressOf(to);
  if (address === undefined) return refuse('bad_params', 'to: an address (0x, 40 digits)');
  if (data !== undefined && input !== undefined && data !== input) {
    return refuse('bad_params', 'data and input differ');
  }
  const read = readCall(input ?? data);
  if (read === undefined) return refuse('bad_params', 'data: a function of four bytes or more');
  if (overrides !== undefined) return refuse('bad_params', 'what is there cannot be overridden');
  const present = presentBlock(block, venue.now());
  return present.ok ? callContract(address, read, venue) : present;
}

function addressOf(text: unknown): string | undefined {
  const isAddress = typeof text === 'string' && /^0x[0-9a-fA-F]{40}$/.test(text);
  return isAddress ? text.toLowerCase() : undefined;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
