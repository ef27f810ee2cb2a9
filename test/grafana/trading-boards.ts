// Boards about what is traded, as code: see grafana.test.ts.
import { lately, panel, rate, shown } from './ask.ts';
import { type Board, CHOSEN, of } from './panel.ts';

export const money: Board = {
  name: 'money',
  title: 'money',
  byStrategy: true,
  panels: [
    panel(
      'What is it worth, and how much of that is final?',
      'currencyUSD',
      [of('polydesk_equity_dollars'), 'equity, {{provenance}}'],
      [of('polydesk_equity_confirmed_dollars'), 'confirmed, {{provenance}}'],
      [of('polydesk_equity_pending_dollars'), 'pending, {{provenance}}'],
    ),
    panel(
      'How much is cash, held back, and in shares?',
      'currencyUSD',
      [of('polydesk_cash_dollars'), 'cash, {{provenance}}'],
      [of('polydesk_reserved_dollars'), 'held back, {{provenance}}'],
      [of('polydesk_held_dollars'), 'shares, {{provenance}}'],
    ),
    panel('What has each strategy made in this run?', 'currencyUSD', [
      of('polydesk_realized_profit_dollars', CHOSEN),
      '{{strategy}}, {{provenance}}',
    ]),
    panel('What did fees take?', 'currencyUSD', [
      of('polydesk_fees_dollars', CHOSEN),
      '{{strategy}}, {{provenance}}',
    ]),
    panel(
      'What should the venue pay back?',
      'currencyUSD',
      [of('polydesk_rebates_expected_dollars', CHOSEN), 'rebates of {{strategy}}, {{provenance}}'],
      [of('polydesk_rewards_expected_dollars'), 'rewards, {{provenance}}'],
    ),
    shown('stat', 'What was lost today?', 'currencyUSD', [
      of('polydesk_day_loss_dollars'),
      '{{instance}}, {{provenance}}',
    ]),
    shown('stat', 'What runs, and is any of it real?', 'short', [
      of('polydesk_info'),
      '{{mode}}: {{provenance}}, version {{version}}',
    ]),
  ],
};

export const orders: Board = {
  name: 'orders',
  title: 'orders',
  byStrategy: true,
  panels: [
    panel(
      'How many orders go out, and are taken?',
      'ops',
      [rate('polydesk_orders_submitted_total', 'strategy', CHOSEN), 'sent by {{strategy}}'],
      [rate('polydesk_orders_accepted_total', 'strategy', CHOSEN), 'taken of {{strategy}}'],
    ),
    panel(
      'How long does the exchange take to answer?',
      's',
      [of('polydesk:order_ack_seconds:p50_5m'), 'half within, {{provenance}}'],
      [of('polydesk:order_ack_seconds:p99_5m'), '99 % within, {{provenance}}'],
    ),
    shown('heatmap', 'How are those times spread?', 'short', [
      rate('polydesk_order_ack_seconds_bucket', 'le'),
      '{{le}}',
    ]),
    shown('stat', 'Of how many orders is nothing known?', 'short', [
      of('polydesk_orders_unknown'),
      '{{instance}}',
    ]),
    panel('Why does the exchange refuse?', 'short', [
      lately('polydesk_orders_rejected_total', 'code'),
      '{{code}}',
    ]),
    panel('Why does our own gate refuse?', 'short', [
      lately('polydesk_orders_denied_total', 'code'),
      '{{code}}',
    ]),
    panel(
      'How do orders end that are not filled?',
      'short',
      [lately('polydesk_orders_canceled_total', 'code'), 'canceled: {{code}}'],
      [lately('polydesk_orders_expired_total', 'instance'), 'expired'],
    ),
    panel('Which part of the cancels works?', 'percentunit', [
      of('polydesk:cancel_success:ratio_5m'),
      '{{provenance}}',
    ]),
    panel('Why are cancels refused?', 'short', [
      lately('polydesk_cancels_rejected_total', 'code'),
      '{{code}}',
    ]),
    panel('What is filled, at rest and at once?', 'short', [
      lately('polydesk_fills_total', 'strategy, liquidity, provenance', CHOSEN),
      '{{strategy}}, {{liquidity}}, {{provenance}}',
    ]),
    panel('For how much?', 'currencyUSD', [
      lately('polydesk_fills_dollars_total', 'strategy, provenance', CHOSEN),
      '{{strategy}}, {{provenance}}',
    ]),
    panel(
      'What does the chain still have to say, and what did it take back?',
      'short',
      [of('polydesk_fills_unsettled'), 'not final'],
      [lately('polydesk_fills_failed_total', 'strategy', CHOSEN), 'taken back of {{strategy}}'],
    ),
    panel('How often did a strategy choose not to trade?', 'short', [
      lately('polydesk_decisions_skipped_total', 'strategy', CHOSEN),
      '{{strategy}}',
    ]),
  ],
};

export const risk: Board = {
  name: 'risk',
  title: 'inventory and risk',
  byStrategy: true,
  panels: [
    panel('What can be lost at most?', 'currencyUSD', [
      of('polydesk_exposure_dollars'),
      '{{provenance}}',
    ]),
    panel('By which strategy?', 'currencyUSD', [
      of('polydesk_strategy_exposure_dollars', CHOSEN),
      '{{strategy}}',
    ]),
    shown('bargauge', 'How full are the limits?', 'percentunit', [
      of('polydesk_limit_used_ratio'),
      '{{limit}}',
    ]),
    shown('state-timeline', 'What does risk allow?', 'short', [
      of('polydesk_risk_mode'),
      '{{mode}}',
    ]),
    panel('How far is it below its highest?', 'percentunit', [
      of('polydesk_drawdown_ratio'),
      '{{provenance}}',
    ]),
    panel(
      'How often has a loss stopped it?',
      'short',
      [of('polydesk_kills_total'), 'killed'],
      [of('polydesk_recoveries_total'), 'went on'],
    ),
    panel(
      'Where is nothing bought?',
      'short',
      [of('polydesk_market_breaks'), 'markets paused'],
      [of('polydesk_halted_feeds'), 'feeds halted'],
    ),
    panel('Why were markets paused?', 'short', [
      lately('polydesk_market_breaks_total', 'code'),
      '{{code}}',
    ]),
    panel(
      'How much is held and offered?',
      'short',
      [of('polydesk_positions'), 'positions'],
      [of('polydesk_orders_open'), 'open orders'],
    ),
    shown('state-timeline', 'Do the strategies run?', 'short', [
      `${of('polydesk_strategy_state', CHOSEN)} == 1`,
      '{{strategy}}: {{state}}',
    ]),
    panel('How often did they fail?', 'short', [
      of('polydesk_strategy_failures_total', CHOSEN),
      '{{strategy}}',
    ]),
    shown(
      'state-timeline',
      'Does the session trade?',
      'short',
      [of('polydesk_trading'), 'trades'],
      [of('polydesk_stopping'), 'stopped by hand'],
    ),
  ],
};
