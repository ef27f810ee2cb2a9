// Ids of the right form that belong to nobody.
const digits = '4838809148546608403225859698355159541470005832219744353381043509';

export const MARKET = `0x${'ab12'.repeat(16)}`;
export const QUESTION = `0x${'0c34'.repeat(16)}`;
export const UP = `${digits}3166937854987`;
export const DOWN = `${digits.slice(7)}77266778944610012345`;
export const ORDER = `0x${'1f'.repeat(32)}`;
export const OTHER_ORDER = `0x${'2e'.repeat(32)}`;
export const TRADE = '83b5c849-620e-4c23-b63b-2e779c04a6e7';
export const OWNER = '00000000-0000-4000-8000-000000000001';
export const WALLET = `0x${'c0de'.repeat(10)}`;
export const TRANSACTION = `0x${'5a'.repeat(32)}`;
export const HASH = 'f3cc31114e050a10b3d72e6f8a2233f63b19489c';
