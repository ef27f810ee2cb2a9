import type { VenueOrderId, VenueTradeId } from '../../domain/ids.ts';

/** What a person should know, and what the runtime may act on. */
export type NoticeCode =
  /** An open order of this API key that no journal of ours knows. */
  | 'foreign_order'
  /** A match of this account with an order that is not ours; one of ours may have met it. */
  | 'foreign_trade'
  /** The venue's balance is not what our books say. */
  | 'balance_mismatch'
  /** The venue has too little for an order, by its words: what spends the same is held back. */
  | 'funds_refused'
  /** It was asked anew what there is: orders that spend it are sent again. */
  | 'funds_asked'
  /** The signer has signed for as many dollars as it may on a day: told once, until it signs. */
  | 'day_used_up'
  /** Nothing new is sent any more, for ever. */
  | 'journal_failed'
  /** The journal's disk takes long: nothing new is sent meanwhile. */
  | 'journal_slow'
  /** Another desk has the wallet: this one sends nothing any more. */
  | 'lease_lost'
  /** The journal's disk has little room: nothing new is sent until it has more. */
  | 'disk_low'
  /** The program stood still: nothing new is sent before the venue was asked what is open. */
  | 'loop_stalled'
  /** Two words of the venue exclude each other; neither was followed. */
  | 'contradiction'
  /** More shares than were asked for. */
  | 'overfill'
  /** An order that was thought never to have been placed, or over, is open: canceled again. */
  | 'risen_order'
  /** The venue does not know an order any more that it had taken. */
  | 'vanished_order'
  /** A fill of an order of an earlier run, or of one that the engine has forgotten. */
  | 'late_fill'
  /** REST knew a fill that the user channel, though open, did not tell: renew the channel. */
  | 'missed_fill'
  /** A cancel does not go through; it is tried on. */
  | 'cancel_fails'
  /** The desk ends, and that nothing is open is not proven yet: told until it is. */
  | 'not_proven'
  /** Shares of markets that are decided: no desk trades them any more. */
  | 'to_redeem'
  /** Shares of markets that are closed, and of which nobody has said how they ended. */
  | 'undecided'
  /** Shares of markets that the venue does not list: what they are worth is not known. */
  | 'unlisted'
  /** Something of a list could not be read. */
  | 'unreadable';

export type Notice = {
  readonly code: NoticeCode;
  readonly message: string;
  readonly order?: VenueOrderId;
  readonly trade?: VenueTradeId;
};

export type NoticeListener = (notice: Notice) => void;
