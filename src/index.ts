// What strategies and configuration files of users are written against: types, nothing that runs.
// They are erased before Node sees them, so `import type ... from 'polydesk'` always works.
export type { ChangeSets } from './domain/command.ts';
export type { OrderEvent, SetsNews } from './domain/event.ts';
export type { Fill } from './domain/fill.ts';
export type { ClientOrderId, MarketIndex, Outcome, TokenIndex } from './domain/ids.ts';
export type { Market } from './domain/market.ts';
export type { Order, OrderTerms, Reason, TimeInForce } from './domain/order.ts';
export type { BookSide, Side } from './domain/side.ts';
export type { TickSize } from './domain/tick.ts';
export type { Price, Shares, Timestamp, Usd } from './domain/units.ts';
export type { Desk } from './ports/desk.ts';
export type { Opinion } from './ports/opinion.ts';
export type { ParameterSpec, Parameters, Strategy, StrategyDefinition } from './ports/strategy.ts';
export type { View } from './ports/view.ts';
export type { Config } from './runtime/config.ts';
