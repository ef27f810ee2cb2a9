import { useMemo, useState } from 'react';
import type { DeskDocument, MarketRow } from '../../../src/screen/desk-document.ts';
import { useSelected } from '../live/use-desk.ts';
import { Choice, Empty, PageHead } from '../parts/layout.tsx';
import { MarketCard } from './market-card.tsx';

type Filters = {
  readonly text: string;
  readonly category: string;
  readonly asset: string;
  readonly frame: string;
  readonly which: 'all' | 'mine';
};

const NO_FILTERS: Filters = { text: '', category: '', asset: '', frame: '', which: 'all' };

/** What the filters look at: it changes seldom, unlike the prices. */
type Listed = Pick<
  MarketRow,
  'question' | 'category' | 'asset' | 'frame' | 'phase' | 'closesAt'
> & {
  readonly slug: string;
  readonly isMine: boolean;
};

/** Every market as a card, what can be traded and closes first in front. */
export function MarketsPage() {
  const [filters, setFilters] = useState(NO_FILTERS);
  const listed = useSelected(['markets'], listedIn) ?? [];
  const shown = useMemo(() => listed.filter((market) => fits(market, filters)), [listed, filters]);
  const change = (part: Partial<Filters>) => setFilters((now) => ({ ...now, ...part }));
  return (
    <>
      <PageHead title="Markets">
        <span className="muted small" role="status">
          {shown.length} of {listed.length}
        </span>
      </PageHead>
      <div className="filters">
        <input
          type="search"
          aria-label="Search markets"
          placeholder="Search ( / )"
          value={filters.text}
          onChange={(event) => change({ text: event.target.value })}
        />
        {(['category', 'asset', 'frame'] as const).map((field) => (
          <Select
            key={field}
            label={field}
            options={valuesOf(listed, field)}
            value={filters[field]}
            onChoose={(value) => change({ [field]: value })}
          />
        ))}
        <Choice
          label="Which markets"
          options={[
            ['all', 'All'],
            ['mine', 'Ours'],
          ]}
          value={filters.which}
          onChoose={(which) => change({ which })}
        />
      </div>
      {shown.length === 0 ? (
        <Empty>
          {listed.length === 0 ? 'The desk knows no market yet.' : 'No market fits these filters.'}
        </Empty>
      ) : (
        <ul className="cards">
          {shown.map(({ slug }) => (
            <li key={slug}>
              <MarketCard slug={slug} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

type SelectProps = {
  readonly label: string;
  readonly options: readonly string[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
};

function Select({ label, options, value, onChoose }: SelectProps) {
  return (
    <select
      aria-label={`By ${label}`}
      value={value}
      disabled={options.length === 0}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">Any {label}</option>
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  );
}

/** What can be traded comes first, what is over last. */
const PHASES: readonly MarketRow['phase'][] = ['trading', 'waiting', 'closed', 'resolved'];

function listedIn({ markets }: DeskDocument): Listed[] {
  return Object.entries(markets)
    .map(([slug, row]) => {
      const { question, category, asset, frame, phase, closesAt, held, openOrders } = row;
      const isMine = held[0] !== 0 || held[1] !== 0 || openOrders > 0;
      return { slug, question, category, asset, frame, phase, closesAt, isMine };
    })
    .toSorted(
      (a, b) =>
        PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) ||
        (a.closesAt ?? Infinity) - (b.closesAt ?? Infinity),
    );
}

function valuesOf(listed: readonly Listed[], field: 'category' | 'asset' | 'frame'): string[] {
  const found = new Set(listed.map((market) => market[field]));
  return [...found].filter((value) => value !== null).toSorted();
}

function fits(market: Listed, { text, which, ...fields }: Filters): boolean {
  if (which === 'mine' && !market.isMine) return false;
  for (const field of ['category', 'asset', 'frame'] as const) {
    if (fields[field] !== '' && market[field] !== fields[field]) return false;
  }
  const words = text.toLowerCase().split(/\s+/);
  const named = `${market.slug} ${market.question ?? ''}`.toLowerCase();
  return words.every((word) => named.includes(word));
}
