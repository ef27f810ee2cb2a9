import type { BacktestForm } from './backtest-form.ts';

let draft: BacktestForm | undefined;

/** What the form begins with when it is opened next: to change a backtest and ask again. */
export function leaveDraft(form: BacktestForm): void {
  draft = form;
}

/** Undefined: nobody has left one. It is taken once. */
export function takeDraft(): BacktestForm | undefined {
  const left = draft;
  draft = undefined;
  return left;
}
