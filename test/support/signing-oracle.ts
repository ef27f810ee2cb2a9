// What another library makes of orders and logins, by its generic EIP-712: the oracle of our own.
import { type Hex, hashTypedData, recoverTypedDataAddress } from 'viem';
import { signTypedData } from 'viem/accounts';
import { CHAIN_ID, type ExchangeContract } from '../../src/polymarket/signing/exchange-contract.ts';
import type { ExchangeOrder } from '../../src/polymarket/signing/exchange-order.ts';
import { ANVIL_KEY } from './anvil.ts';

const word = (name: string) => ({ name, type: 'uint256' });
const account = (name: string) => ({ name, type: 'address' });

const Order = [
  word('salt'),
  account('maker'),
  account('signer'),
  word('tokenId'),
  word('makerAmount'),
  word('takerAmount'),
  { name: 'side', type: 'uint8' },
  { name: 'signatureType', type: 'uint8' },
  word('timestamp'),
  { name: 'metadata', type: 'bytes32' },
  { name: 'builder', type: 'bytes32' },
];

const TypedDataSign = [
  { name: 'contents', type: 'Order' },
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  word('chainId'),
  account('verifyingContract'),
  { name: 'salt', type: 'bytes32' },
];

const ClobAuth = [
  account('address'),
  { name: 'timestamp', type: 'string' },
  word('nonce'),
  { name: 'message', type: 'string' },
];

function typedOrder(order: ExchangeOrder, exchange: ExchangeContract) {
  return {
    domain: {
      name: 'Polymarket CTF Exchange',
      version: exchange.version,
      chainId: CHAIN_ID,
      verifyingContract: exchange.address as Hex,
    },
    types: { Order },
    primaryType: 'Order',
    message: messageOf(order),
  } as const;
}

function typedWalletOrder(order: ExchangeOrder, exchange: ExchangeContract) {
  const message = {
    contents: messageOf(order),
    name: 'DepositWallet',
    version: '1',
    chainId: CHAIN_ID,
    verifyingContract: order.maker,
    salt: `0x${'0'.repeat(64)}`,
  };
  const { domain } = typedOrder(order, exchange);
  return {
    domain,
    types: { Order, TypedDataSign },
    primaryType: 'TypedDataSign',
    message,
  } as const;
}

function typedLogin(address: string, timestamp: string, nonce: number) {
  return {
    domain: { name: 'ClobAuthDomain', version: '1', chainId: CHAIN_ID },
    types: { ClobAuth },
    primaryType: 'ClobAuth',
    message: {
      address,
      timestamp,
      nonce: BigInt(nonce),
      message: 'This message attests that I control the given wallet',
    },
  } as const;
}

function messageOf(order: ExchangeOrder) {
  return {
    ...order,
    salt: BigInt(order.salt),
    tokenId: BigInt(order.tokenId),
    makerAmount: BigInt(order.makerAmount),
    takerAmount: BigInt(order.takerAmount),
    side: order.side === 'buy' ? 0 : 1,
    timestamp: BigInt(order.timestampMs),
  };
}

export function oracleOrderId(order: ExchangeOrder, exchange: ExchangeContract): string {
  return hashTypedData(typedOrder(order, exchange));
}

/** The first 65 bytes of the signature by the public key's account. */
export function oracleSignature(order: ExchangeOrder, exchange: ExchangeContract): Promise<Hex> {
  return order.signatureType === 3
    ? signTypedData({ ...typedWalletOrder(order, exchange), privateKey: ANVIL_KEY })
    : signTypedData({ ...typedOrder(order, exchange), privateKey: ANVIL_KEY });
}

/** Who signed these 65 bytes. */
export function oracleSigner(order: ExchangeOrder, exchange: ExchangeContract, signature: Hex) {
  return recoverTypedDataAddress({ ...typedOrder(order, exchange), signature });
}

export function oracleLogin(address: string, timestamp: string, nonce: number): Promise<Hex> {
  return signTypedData({ ...typedLogin(address, timestamp, nonce), privateKey: ANVIL_KEY });
}
