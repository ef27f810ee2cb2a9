import '../../styles/forms.css';
import '../../styles/backtests.css';
import { BacktestPage } from './backtest-page.tsx';
import { BacktestsPage } from './backtests-page.tsx';
import { twoIn } from './request-words.ts';
import { TwoPage } from './two-page.tsx';

/** All backtests, one of them, or two side by side. */
export function BacktestsPlace({ item }: { readonly item: string | undefined }) {
  if (item === undefined) return <BacktestsPage />;
  const two = twoIn(item);
  return two === undefined ? <BacktestPage id={item} /> : <TwoPage ids={two} />;
}
