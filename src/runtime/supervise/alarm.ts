/** Something of the desk failed by itself, and what is done about it: for a person to know. */
export type Alarm = {
  readonly code: /** A strategy threw: it starts anew after a while. */
    | 'strategy_halted'
    | 'strategy_restarted'
    /** It threw too often: it is not started again in this run. */
    | 'strategy_given_up'
    /** A loop of a strategy throws: it alone is tried again, until it works. */
    | 'strategy_loop_failing'
    | 'strategy_loop_recovered'
    /** The venue's outcome is not that of our prints: nothing is opened where the feed decides. */
    | 'outcome_differs'
    /** What was lost has changed what may be opened, or an earlier run has left it so. */
    | 'risk_mode'
    /** Too much went wrong in a row in a market: nothing is bought there for a while. */
    | 'market_paused'
    /** The desk has left the venue. */
    | 'switched_to_paper'
    /** It has left the venue, and could not close its key or its journal in good order. */
    | 'wallet_kept'
    /** Work beside the trading failed: it is tried again after a while. */
    | 'loop_backing_off'
    | 'loop_recovered'
    /** It failed too often: it is not done any more in this run. */
    | 'loop_given_up'
    /** Alerts do not arrive somewhere, or somebody asked who may not. */
    | 'alerts_trouble';
  readonly message: string;
};

export type AlarmListener = (alarm: Alarm) => void;
