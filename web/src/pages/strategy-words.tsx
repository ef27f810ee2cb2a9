import { useState } from 'react';
import type { StrategyRow } from '../../../src/screen/desk-document.ts';
import { type Raise, RaiseDialog } from '../app/raise-dialog.tsx';
import { useServices } from '../app/services.ts';

type StrategyWordsProps = { readonly name: string; readonly row: StrategyRow };

/** Millionths of its limits. */
const PARTS = [0, 100_000, 250_000, 500_000, 750_000, 1_000_000];

/** Pause at once, resume and size after the questions that they take. */
export function StrategyWords({ name, row }: StrategyWordsProps) {
  const { api } = useServices();
  const [raise, setRaise] = useState<Raise | undefined>(undefined);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const pause = async () => {
    const answer = await api.say('/api/pause', { strategy: name });
    setFault(answer.ok ? undefined : answer.message);
  };
  const size = async (part: number) => {
    const body = { strategy: name, part };
    const text = `It may use ${part / 10_000} % of its limits; now ${row.part / 10_000} %.`;
    const ask = () => setRaise({ title: `More for ${name}?`, text, path: '/api/size', body });
    if (part > row.part) return ask();
    const answer = await api.say('/api/size', body);
    if (answer.ok) setFault(undefined);
    // It was sized down meanwhile, and this would be more.
    else if (answer.code === 'no_control' || answer.words !== undefined) ask();
    else setFault(answer.message);
  };
  const resume = () =>
    setRaise({
      title: `Resume ${name}?`,
      text: 'It trades again, within the limits of the desk.',
      path: '/api/resume',
      body: { strategy: name },
    });
  return (
    <div className="row">
      {row.state === 'running' ? (
        <button type="button" onClick={() => void pause()}>
          Pause
        </button>
      ) : (
        <button type="button" onClick={resume}>
          Resume …
        </button>
      )}
      <label className="row small">
        <span className="muted">Of its limits</span>
        <select value={row.part} onChange={(event) => void size(Number(event.target.value))}>
          {partsWith(row.part).map((part) => (
            <option key={part} value={part}>
              {part / 10_000} %
            </option>
          ))}
        </select>
      </label>
      {fault !== undefined && (
        <span className="fault" role="alert">
          {fault}
        </span>
      )}
      {raise !== undefined && <RaiseDialog raise={raise} onClose={() => setRaise(undefined)} />}
    </div>
  );
}

/** Those that are offered, and what it is now. */
function partsWith(now: number): readonly number[] {
  return [...new Set([...PARTS, now])].toSorted((a, b) => a - b);
}
