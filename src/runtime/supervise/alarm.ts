/** Something of the desk failed by itself, and what is done about it: for a person to know. */
export type Alarm = {
  readonly code: /** A strategy threw: it starts anew after a while. */
    | 'strategy_halted'
    | 'strategy_restarted'
    /** It threw too often: it is not started again in this run. */
    | 'strategy_given_up'
    /** The venue's outcome is not that of our prints: nothing is opened where the feed decides. */
    | 'outcome_differs';
  readonly message: string;
};

export type AlarmListener = (alarm: Alarm) => void;
