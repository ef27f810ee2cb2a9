// The venue's contracts, as far as anything here names them: protocol notes §7, and what its
// official client for Python (0.14.0) has approved. The exchange's own list: it must not believe
// what our client believes.

/** The venue's chain, Polygon: orders are signed for it. */
export const CHAIN_ID = 137;

/** The contracts that orders are signed for, the usual one and that of negative risk. */
export const EXCHANGE = '0xE111180000d2663C0091e4f400237545B87B996B';
export const NEGATIVE_RISK_EXCHANGE = '0xe2222d279d744050d28e00520010520000310F59';

/** pUSD, which everything here is paid in. */
export const COLLATERAL = '0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB';
/** What was paid in before 2026-04-28, USDC.e: nobody here holds any. */
export const EARLIER_COLLATERAL = '0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174';
/** The outcome tokens of every market here. */
export const CONDITIONAL = '0x4D97DCd97eC945f40cF65F87097ACe5EA0476045';
/** Tokens of the venue's own protocol: no market here has any. */
export const POSITIONS = '0x006F54F7f9A22e0000CC2AB60031000000ae9fEF';

/** Nobody's in particular: libraries ask it for many things at once (multicall3). */
export const MULTICALL = '0xcA11bde05977b3631167028862bE2a173976CA11';

export const ADAPTER = '0xAdA100Db00Ca00073811820692005400218FcE1f';
export const NEGATIVE_RISK_ADAPTER = '0xadA2005600Dec949baf300f4C6120000bDB6eAab';
export const ROUTER = '0x12121212006e4CD160D18e3f00711DA5c3372600';
export const THIRD_EXCHANGE = '0xe3333700cA9d93003F00f0F71f8515005F6c00Aa';
export const PERPETUALS = '0xDCa4af75705dbB50f62437045afF9921947917d2';
export const REDEEMER = '0xa1200000d0002264C9a1698e001292D00E1b00af';
export const BINARY_MODULE = '0x1000008dD9001B968442c1000017eaE6E0dA00Ba';
export const NEGATIVE_RISK_MODULE = '0x200000900045e3B6259600682756002200028933';

// What makes wallets for signers, and what a deposit wallet takes its code from.
export const PROXY_FACTORY = '0xaB45c5A4B0c941a2F231C04C3f49182e1A254052';
export const SAFE_FACTORY = '0xaacFeEa03eb1561C4e67d661e40682Bd20E3541b';
export const DEPOSIT_FACTORY = '0x00000000000Fb5C9ADea0298D729A0CB3823Cc07';
export const DEPOSIT_BEACON = '0x7A18EDfe055488A3128f01F563e5B479D92ffc3a';
