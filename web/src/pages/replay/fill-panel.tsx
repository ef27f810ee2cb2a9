import type { FilmNews } from '../../../../src/screen/film.ts';
import { newsText, othersThanTold } from '../../format/news-text.ts';
import { duration } from '../../format/time.ts';
import { explained } from '../../format/words.ts';
import { Panel } from '../../parts/layout.tsx';
import { Numbers } from '../../parts/news-list.tsx';
import { When } from '../../parts/when.tsx';

type FillPanelProps = {
  readonly fill: FilmNews;
  /** To a moment of the film. */
  readonly onMove: (at: number) => void;
  readonly onClose: () => void;
};

const MILLISECOND = 1_000;
const SECOND = 1_000_000;

function waited(micros: number): string {
  if (micros < MILLISECOND) return 'at once';
  if (micros < SECOND) return `${Math.round(micros / 1_000)} ms before`;
  return `${duration(micros)} before`;
}

/** Why something was traded: the decision that sent the order of a fill, with its numbers. */
export function FillPanel({ fill, onMove, onClose }: FillPanelProps) {
  const { at, decision, order, strategy } = fill;
  const close = (
    <button type="button" className="quiet" onClick={onClose}>
      Close
    </button>
  );
  return (
    <Panel title="Why it was traded" aside={close}>
      <div className="stack">
        <p>
          <strong>{newsText(fill)}</strong>{' '}
          <span className="muted small">
            <When at={at} style="moment" />
          </span>
        </p>
        {decision == null ? (
          <p className="muted">
            Its order was sent before this run began: why stands in the journal of the run before.
          </p>
        ) : (
          <>
            <p>
              {explained(decision.code)}{' '}
              <span className="muted">
                {strategy} sent order {order} ({newsText(decision)}), {waited(at - decision.at)}.
              </span>
            </p>
            <Numbers numbers={othersThanTold(decision)} />
            <p className="row">
              <button type="button" onClick={() => onMove(decision.at)}>
                Show the decision
              </button>
              <button type="button" onClick={() => onMove(at)}>
                Show the fill
              </button>
            </p>
          </>
        )}
      </div>
    </Panel>
  );
}
