import { logistic, logOddsOf } from '../probability-model.ts';
import { isNumbers } from '../saved.ts';

/**
 * How much is believed of what a model adds to the offset that it began with: new log odds are the
 * offset and `share`, 0 to 1, of the way from there to what the model says.
 */
export type Departure = { readonly kind: 'departure'; readonly share: number };

/** What a model said of a row that began at `offset`, and what came. */
export type DepartingForecast = {
  readonly probability: number;
  readonly offset: number;
  readonly happened: boolean;
};

/** Settled markets below which all that a model adds may be chance: source system S0, §1.5. */
const DEPARTS_FROM = 50;
/** Of the interval from 0 to 1: to a millionth. */
const HALVINGS = 20;

/**
 * The share with the least log loss, which has one valley: found by halving. None where there is
 * too little to tell, or the offset alone does better. `forecasts` must be out of sample.
 */
export function fitDeparture(forecasts: readonly DepartingForecast[], markets: number): Departure {
  const falls = (share: number) => slopeAt(forecasts, share) < 0;
  if (markets < DEPARTS_FROM || !falls(0)) return { kind: 'departure', share: 0 };
  if (falls(1)) return { kind: 'departure', share: 1 };
  let low = 0;
  let high = 1;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (falls(middle)) low = middle;
    else high = middle;
  }
  return { kind: 'departure', share: low };
}

export function isDeparture(saved: Partial<Departure>): saved is Departure {
  const { share } = saved;
  return isNumbers([share]) && share !== undefined && share >= 0 && share <= 1;
}

/** How the log loss changes with the share. */
function slopeAt(forecasts: readonly DepartingForecast[], share: number): number {
  return forecasts.reduce((sum, { probability, offset, happened }) => {
    const way = logOddsOf(probability) - offset;
    return sum + way * (logistic(offset + share * way) - (happened ? 1 : 0));
  }, 0);
}

export function alongDeparture({ share }: Departure, said: number, offset: number): number {
  return logistic(offset + share * (logOddsOf(said) - offset));
}
