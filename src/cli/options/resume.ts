/** What --resume does, on paper and live. */
export const RESUME =
  'open orders again in markets that it decides, though one ended otherwise than by its prints';
