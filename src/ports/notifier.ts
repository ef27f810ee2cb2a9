import type { Timestamp } from '../domain/units.ts';

/** What an alert is about. */
export type AlertKind =
  /** Executions of our orders, several in one. */
  | 'fill'
  /** The chain or the resolution of a market has settled something of ours, or failed to. */
  | 'settlement'
  /** Everything is being canceled and nothing is opened: by what was lost, or by an operator. */
  | 'kill'
  /** What had stopped or failed goes on. */
  | 'recovery'
  /** A market or a limit is closed for a while. */
  | 'breaker'
  /** The desk has stopped trading. */
  | 'halt'
  /** Something that should be heard of is silent. */
  | 'stall'
  | 'strategy'
  | 'summary'
  /** The desk has begun, or has ended. */
  | 'desk'
  /** Any other notice of the desk. */
  | 'notice'
  /** Alerts were dropped before they could be told. */
  | 'lost'
  /** Nothing happened: somebody tries whether alerts arrive. */
  | 'test';

/** `critical`: somebody should look now. */
export type AlertLevel = 'info' | 'warning' | 'critical';

/** Something that happened to a desk, for people who are not in front of it. */
export type Alert = {
  /** The same wherever and however often it is told: by it a service knows what it was told. */
  readonly id: string;
  readonly kind: AlertKind;
  readonly level: AlertLevel;
  /** Of the last, where it stands for several; µs UTC. */
  readonly at: Timestamp;
  /** The name of the desk. */
  readonly desk: string;
  /** Its orders go to no venue. */
  readonly isSimulated: boolean;
  /** Stable: alerts of one code about one subject are the same alert. */
  readonly code: string;
  /** A strategy, a market, a part of the desk; the desk's name where it is about all of it. */
  readonly subject: string;
  /** May hold foreign text, such as the question of a market. */
  readonly text: string;
  /** What was measured or compared: units of 1e-6 where they are prices, shares or dollars. */
  readonly numbers: Readonly<Record<string, number>>;
  /** How often it happened; more than 1: it was told before, and counted since. */
  readonly count: number;
};

/** What became of an attempt to tell. Words for people, without any secret. */
export type Delivery =
  /** The first so many of them; 1 at least. */
  | { readonly kind: 'sent'; readonly told: number }
  /** Not now; `afterMs`: the other side says how long to wait. */
  | { readonly kind: 'later'; readonly why: string; readonly afterMs?: number | undefined }
  /** The other side will never take the first of them. */
  | { readonly kind: 'refused'; readonly why: string };

/** One place where alerts are told. It tries once; whoever calls tries again. */
export interface Notifier {
  /** For people: it holds no secret. */
  readonly name: string;
  /** Of the place itself, whatever it is called: what waits for it is kept by that. No secret. */
  readonly place: string;
  /** It is given no more at a time. */
  readonly most: number;
  /** Tells them in order, as many as fit. Never rejects. */
  tell(alerts: readonly Alert[]): Promise<Delivery>;
}
