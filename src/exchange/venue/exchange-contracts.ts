/**
 * The contracts that orders are signed for, the usual one and that of negative risk (protocol notes
 * §7). The exchange's own list: it must not believe what our client believes.
 */
export const EXCHANGE = '0xE111180000d2663C0091e4f400237545B87B996B';
export const NEGATIVE_RISK_EXCHANGE = '0xe2222d279d744050d28e00520010520000310F59';
