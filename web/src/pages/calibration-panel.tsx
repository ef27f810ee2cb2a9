import type { StrategyRow } from '../../../src/screen/desk-document.ts';
import { Unknown } from '../parts/amounts.tsx';
import { Panel } from '../parts/layout.tsx';

type Forecast = StrategyRow['forecasts'][number];

/** How its forecasts did, beside the market's own price. */
export function CalibrationPanel({ row: { forecasts } }: { readonly row: StrategyRow }) {
  if (forecasts.length === 0) return null;
  return (
    <Panel title="Forecasts and how they came out">
      <div className="plots">
        {forecasts.map((forecast) => (
          <Plot key={forecast.model} forecast={forecast} />
        ))}
      </div>
    </Panel>
  );
}

function Plot({ forecast }: { readonly forecast: Forecast }) {
  const { model, said, decided, brier, marketBrier } = forecast;
  const none = 'none of its markets is decided yet';
  return (
    <figure className="plot">
      <Diagram forecast={forecast} />
      <figcaption className="stack">
        <strong>{model}</strong>
        <dl className="facts">
          <dt>Forecasts</dt>
          <dd>{said}</dd>
          <dt>Of decided markets</dt>
          <dd>{decided}</dd>
          <dt title="mean squared error: lower is better, 0.25 says nothing">Brier score</dt>
          <dd>{brier === null ? <Unknown why={none} /> : brier.toFixed(4)}</dd>
          <dt>The market’s own price</dt>
          <dd>{marketBrier === null ? <Unknown why={none} /> : marketBrier.toFixed(4)}</dd>
        </dl>
        <p className="muted small">
          Each dot is a tenth of the forecasts: how likely it said, and how often it came. On the
          line is right; a larger dot stands for more forecasts.
        </p>
      </figcaption>
    </figure>
  );
}

const SIDE = 220;
const EDGE = 34;
/** Above and to the right: the last label reaches so far. */
const FREE = 16;

/** Forecast against what came, a dot for each tenth. */
function Diagram({ forecast: { model, tenths } }: { readonly forecast: Forecast }) {
  const at = (value: number) => EDGE + value * (SIDE - EDGE - FREE);
  const most = Math.max(1, ...tenths.map(({ count }) => count));
  const told = tenths
    .map(({ forecast, observed }) => `${forecast.toFixed(2)} came ${observed.toFixed(2)}`)
    .join(', ');
  return (
    <svg viewBox={`0 0 ${SIDE} ${SIDE}`} role="img" aria-label={`Calibration of ${model}: ${told}`}>
      {[0, 0.5, 1].map((value) => {
        const [x, y] = [at(value), SIDE - at(value)];
        return (
          <g key={value}>
            <line x1={x} x2={x} y1={FREE} y2={SIDE - EDGE} className="plot-grid" />
            <line x1={EDGE} x2={SIDE - FREE} y1={y} y2={y} className="plot-grid" />
            <text x={x} y={SIDE - EDGE + 14} textAnchor="middle">
              {value * 100} %
            </text>
            <text x={EDGE - 5} y={y + 3} textAnchor="end">
              {value * 100}
            </text>
          </g>
        );
      })}
      <line x1={at(0)} y1={SIDE - at(0)} x2={at(1)} y2={SIDE - at(1)} className="plot-right" />
      {tenths.map(({ from, forecast, observed, count }) => (
        <circle
          key={from}
          cx={at(forecast)}
          cy={SIDE - at(observed)}
          r={3 + 6 * Math.sqrt(count / most)}
        >
          <title>{`${forecast.toFixed(2)} came ${observed.toFixed(2)}, of ${count}`}</title>
        </circle>
      ))}
    </svg>
  );
}
