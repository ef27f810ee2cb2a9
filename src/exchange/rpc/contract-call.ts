import { ok, type Result, refuse } from '../../domain/result.ts';
import { isContract, mayMove, UNLIMITED } from '../venue/approvals.ts';
import { dollarsOf, sharesOf } from '../venue/balances.ts';
import {
  COLLATERAL,
  CONDITIONAL,
  EARLIER_COLLATERAL,
  MULTICALL,
  POSITIONS,
} from '../venue/exchange-contracts.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { type Call, oneWord, shortText, type Words, wordList } from './abi.ts';
import { AGGREGATE, aggregate } from './multicall.ts';

/** Answers one function of a contract: hex of what it returns. */
type Run = (words: Words, venue: LocalVenue) => Result<string>;
type Functions = Readonly<Record<string, Run>>;

/** Of pUSD and of USDC.e alike. */
const DECIMALS = 6;

const dollars: Functions = {
  // balanceOf(address)
  '0x70a08231': (words, venue) => mapped(words.address(0), (owner) => dollarsAt(owner, venue)),
  // allowance(address,address)
  '0xdd62ed3e': (words) => ofPair(words, (spender) => allowance(spender)),
  // decimals()
  '0x313ce567': () => ok(oneWord(DECIMALS)),
  // symbol()
  '0x95d89b41': () => ok(shortText('pUSD')),
};

/** Nobody here holds any, so it does not matter who might move it. */
const earlierDollars: Functions = {
  '0x70a08231': (words) => mapped(words.address(0), () => 0),
  '0xdd62ed3e': (words) => ofPair(words, () => 0),
  '0x313ce567': () => ok(oneWord(DECIMALS)),
};

/** An ERC-1155 of which somebody holds so many of a token. */
function tokens(contract: string, held: typeof sharesAt): Functions {
  return {
    // balanceOf(address,uint256)
    '0x00fdd58e': (words, venue) => {
      const owner = words.address(0);
      if (!owner.ok) return owner;
      return mapped(words.uint(1), (token) => held(owner.value, token, venue));
    },
    // balanceOfBatch(address[],uint256[])
    '0x4e1273f4': (words, venue) => batch(words, (owner, token) => held(owner, token, venue)),
    // isApprovedForAll(address,address)
    '0xe985e9c5': (words) => ofPair(words, (operator) => mayMove(contract, operator)),
  };
}

const CONTRACTS: Readonly<Record<string, Functions>> = {
  [COLLATERAL.toLowerCase()]: dollars,
  [EARLIER_COLLATERAL.toLowerCase()]: earlierDollars,
  [CONDITIONAL.toLowerCase()]: tokens(CONDITIONAL, sharesAt),
  [POSITIONS.toLowerCase()]: tokens(POSITIONS, () => 0),
  // getEthBalance(address): no gas is ever paid here.
  [MULTICALL.toLowerCase()]: { '0x4d2301cc': (words) => mapped(words.address(0), () => 0) },
};

/** What a function of a contract returns now. `to`: lower case. */
export function callContract(to: string, call: Call, venue: LocalVenue): Result<string> {
  const isMany = to === MULTICALL.toLowerCase() && call.selector === AGGREGATE;
  if (!isMany) return callToken(to, call, venue);
  return aggregate(call.words, (inner, its) => callToken(inner, its, venue));
}

function callToken(to: string, { selector, words }: Call, venue: LocalVenue): Result<string> {
  const functions = CONTRACTS[to];
  if (functions === undefined) {
    return refuse('not_here', `no tokens are at ${to}: there are pUSD, USDC.e and outcome tokens`);
  }
  const run = functions[selector];
  if (run !== undefined) return run(words, venue);
  return refuse(
    'not_here',
    `${selector} of ${to} is not served: balances, allowances and approvals are`,
  );
}

/** A contract has no account here, and nobody is at address zero. */
function isNobody(owner: string): boolean {
  return /^0x0+$/.test(owner) || isContract(owner);
}

function dollarsAt(owner: string, venue: LocalVenue): number {
  return isNobody(owner) ? 0 : dollarsOf(venue.wallets.get(owner), venue);
}

function sharesAt(owner: string, token: bigint, { wallets, markets }: LocalVenue): number {
  const listed = markets.byToken(token.toString());
  return listed === undefined ? 0 : sharesOf(wallets.get(owner), listed);
}

function allowance(spender: string): bigint {
  return mayMove(COLLATERAL, spender) ? UNLIMITED : 0n;
}

function mapped<T>(read: Result<T>, told: (value: T) => number | bigint | boolean): Result<string> {
  return read.ok ? ok(oneWord(told(read.value))) : read;
}

/** Of an owner and whoever may move what the owner has; all owners have approved the same. */
function ofPair(words: Words, told: (spender: string) => bigint | number | boolean) {
  const owner = words.address(0);
  return owner.ok ? mapped(words.address(1), told) : owner;
}

function batch(words: Words, held: (owner: string, token: bigint) => number): Result<string> {
  const owners = words.list(0, (list, at) => list.address(at));
  if (!owners.ok) return owners;
  const ids = words.list(1, (list, at) => list.uint(at));
  if (!ids.ok) return ids;
  const { value } = ids;
  if (owners.value.length !== value.length) {
    return refuse('bad_params', `${owners.value.length} owners, but ${value.length} tokens`);
  }
  return ok(wordList(owners.value.map((owner, index) => held(owner, value[index] as bigint))));
}
