/** Newton's steps come from below and double the digits each time: a handful is enough. */
const MOST_STEPS = 60;

/**
 * The bid that earns most for its risk, $, of who would pay `most` at most: below it by as much as
 * fewer fills are worth. Fills at a bid b come with A (b / mid)^(k mid), which near to the mid is
 * A exp(-k (mid - b)), and which no bid of 0 gets. With `risk`, gamma by the shares of an order,
 * the best b solves
 *
 *   b + ln(1 + b risk / (k mid)) / risk = most
 *
 * whose left side rises from 0 and is concave: one solution, within (0, most).
 */
export function bestBid(most: number, risk: number, fallOff: number): number {
  // Of who has no risk aversion; of everybody else the bid is higher, never lower.
  let bid = (most * fallOff) / (1 + fallOff);
  if (risk === 0) return bid;
  const growth = risk / fallOff;
  for (let i = 0; i < MOST_STEPS; i++) {
    const missing = most - bid - Math.log1p(growth * bid) / risk;
    const step = missing / (1 + 1 / (fallOff * (1 + growth * bid)));
    bid += step;
    if (!(step > 1e-16 * bid)) break;
  }
  return bid;
}
