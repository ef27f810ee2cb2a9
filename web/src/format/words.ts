/** A code as words: "edge_too_small" as "edge too small". */
export function words(code: string): string {
  return code.replaceAll('_', ' ');
}

/** The same, beginning a sentence. */
export function sentence(code: string): string {
  const text = words(code);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A name of a number as words: "secondsLeft" as "seconds left". */
export function nameInWords(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

/** What the codes of decisions say in plain words; what is not here is told by its own words. */
const EXPLAINED: Readonly<Record<string, string>> = {
  trade: 'It saw an edge that is large enough, and bought.',
  join_best: 'It rests at the best price and follows it.',
  best_moved: 'The best price moved away: it follows.',
  requote: 'A better quote takes its place.',
  not_open: 'It was over before the cancel came.',
  post_only_crosses: 'An order that may only rest would have traded at once: the venue refuses it.',
  unfilled_rest: 'What could not be filled at once is canceled, as it was asked for.',
  stop_loss: 'It has lost enough: it sells.',
  take_profit: 'It has gained enough: it sells.',
  edge_reversal: 'The edge has turned against it: it sells.',
  touched: 'The price has already been there: the question is decided.',
  signal: 'Its rule points to this side.',
  opposite_signal: 'Its rule points to the other side now: it sells.',
  flat_before_close: 'The market closes soon: it sells what it holds.',
  last_minutes: 'The market closes soon: it opens nothing more.',
  last_seconds: 'The market closes in a moment: it opens nothing more.',
  one_sided_book: 'Nobody bids, or nobody offers: there is no fair price.',
  order_pending: 'Its last order is not over yet.',
  not_settled: 'What it would sell has not come in yet.',
  size_too_small: 'The shares of one order are fewer, or worth less, than the venue takes.',
  close_is_near: 'The market closes in a moment: it no longer quotes.',
  marketable_minimum: 'The venue takes no order below a dollar that would trade at once.',
  by_chance: 'It decides by chance: a baseline that shows what trading costs.',
  edge_small: 'What it would gain is too little for the risk.',
  no_edge: 'What it would gain is too little after fees.',
  edge_implausible: 'The edge is too large to be true: something is probably not seen.',
  spread_wide: 'Best bid and best ask are too far apart.',
  liquidity_low: 'Too little rests in the book.',
  book_untrusted: 'The book has a gap or waits for a snapshot: nobody trades on it.',
  book_stale: 'Nothing was heard of the book for too long.',
  spot_stale: 'The price of the underlying is too old.',
  confidence_low: 'It is not sure enough.',
  held_already: 'It holds this already.',
  order_open: 'An order of its own is still open here.',
  position_full: 'It holds as much as it may.',
  exposure_full: 'It risks as much as it may.',
  ends_soon: 'The market ends too soon.',
  market_ends: 'The market ends within the time in which nothing is opened any more.',
  market_closed: 'The market is not open.',
  fee_unknown: 'The fee of this market is not known: no trade.',
  rule_unknown: 'How this market is decided is not known: no trade.',
  killed: 'The kill switch is on: nothing is opened.',
  reduced: 'Losses have halved every limit.',
  paused: 'It is paused.',
  fill_failed: 'A fill failed on the chain here a moment ago.',
  order_too_large: 'The order is larger than one order may be.',
  price_too_far: 'The price reaches too far through the book.',
  position_too_large: 'It would hold more shares than it may.',
  market_exposure_too_large: 'It would risk more in this market than it may.',
  group_exposure_too_large: 'It would risk more in this group of markets than it may.',
  asset_exposure_too_large: 'It would risk more on this asset than it may.',
  strategy_exposure_too_large: 'The strategy would risk more than it may.',
  exposure_too_large: 'The account would risk more than it may.',
  not_enough_cash: 'There is not enough free cash.',
  not_enough_shares: 'There are not enough settled shares to sell.',
  too_many_open_orders: 'As many orders are open as may be.',
  too_many_orders: 'As many orders were sent in this second as may be.',
  waiting_open: 'It waits for the market to open.',
  window_over: 'Its window to enter is over.',
  not_open_yet: 'The market is not open yet.',
  no_signal: 'Nothing points either way.',
  model_unknown: 'It has no model yet: too little is learned.',
  examples_few: 'It has too few decided markets to learn from.',
  fusion: 'Its signals vote for this side.',
  ml: 'Its model says that this side is worth more than it costs.',
  favorite: 'This side is likely enough by its own price.',
  no_favorite: 'Neither side is likely enough by its own price.',
  few_signals: 'Too few of its signals have something to say.',
  low_score: 'The votes of its signals are too weak, or against each other.',
  no_trend: 'The price leans to neither side.',
  against_trend: 'Its signals vote against the side that the price leans to.',
  quote_unstable: 'The book has quoted too few prices in a row to be believed.',
  history_short: 'It has seen too little of this market yet.',
  no_liquidity: 'Nobody offers the side that it would buy.',
  price_above_cap: 'It would cost more than it may pay.',
  side_changed: 'It holds the other side.',
  life_unknown: 'Nobody has told when this market opens and closes.',
  window_empty: 'Its window to enter holds no moment of this market.',
  learned_later: 'What it has learned is of later than this.',
  never_trades: 'It never trades: a baseline.',
  spot_unknown: 'The price of the underlying was not told yet.',
  volatility_unknown: 'How much the underlying moves is not known yet.',
  span_not_begun: 'What it asks about has not begun.',
  no_question: 'It cannot read what this market asks.',
  untrained: 'Its model was not trained yet: too few markets are decided.',
  model_young: 'Its model has proven too little yet.',
  accuracy_low: 'Its model was right too rarely.',
  buys_many: 'It has bought as often in this hour as it may.',
  close_near: 'The market closes too soon.',
  stake_small: 'What it would stake is too little.',
  asset_unknown: 'Nobody has told what this market is about.',
  joined_late: 'It has followed this market from too late on.',
  opinion_failed: 'It failed when it was asked.',
};

/** What a code says beyond its own words; undefined: nothing. */
export function explanationOf(code: string): string | undefined {
  return Object.hasOwn(EXPLAINED, code) ? EXPLAINED[code] : undefined;
}

/** What a code says, as a sentence. */
export function explained(code: string): string {
  return explanationOf(code) ?? `${sentence(code)}.`;
}
