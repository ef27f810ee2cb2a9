/** What --resume does, on paper and live. */
export const RESUME =
  'open orders again in markets that it decides, though one ended otherwise than by its prints';

/** What --resume-after-kill does. */
export const RESUME_AFTER_KILL =
  'open orders again after a drawdown or the loss of a day, counted anew from what there is now';
