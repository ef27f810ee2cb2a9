// Accounts whose keys the whole world knows: the first of Anvil and Hardhat. Never fund them.
import { Secret } from '../../src/domain/secret.ts';
import { type Address, parseAddress } from '../../src/polymarket/signing/address.ts';
import { Signer } from '../../src/polymarket/signing/signer.ts';

export const ANVIL_KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';

/** The account of {@link ANVIL_KEY}. */
export const ANVIL_ADDRESS = addressOf('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266');
/** Of the second account. */
export const ANVIL_OTHER_KEY = '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d';
/** The second account, which also stands for a wallet of the first. */
export const ANVIL_WALLET = addressOf('0x70997970C51812dc3A010C7d01b50e0d17dc79C8');

export function anvilSigner(): Signer {
  const signer = Signer.from(new Secret(ANVIL_KEY));
  if (!signer.ok) throw new Error(signer.message);
  return signer.value;
}

function addressOf(text: string): Address {
  const address = parseAddress(text);
  if (!address.ok) throw new Error(address.message);
  return address.value;
}
