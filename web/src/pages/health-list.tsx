import type { HealthRow } from '../../../src/screen/desk-document.ts';
import { useTable } from '../live/use-desk.ts';
import { Empty, Scroll } from '../parts/layout.tsx';
import { When } from '../parts/when.tsx';

/** Whatever may fail by itself: what is not well comes first. */
export function HealthList() {
  const rows = Object.entries(useTable('health'));
  if (rows.length === 0) return <Empty>Nothing has told how it is.</Empty>;
  const sorted = rows.toSorted(([, a], [, b]) => Number(a.isWell) - Number(b.isWell));
  return (
    <Scroll label="Health" height="low">
      <ul className="health">
        {sorted.map(([name, row]) => (
          <Part key={name} name={name} row={row} />
        ))}
      </ul>
    </Scroll>
  );
}

function Part({ name, row }: { readonly name: string; readonly row: HealthRow }) {
  const { isWell, state, lastAt, failures, gaps } = row;
  const troubles = [counted(failures, 'failure'), counted(gaps, 'gap')].filter(Boolean);
  return (
    <li>
      <i className={`lamp ${isWell ? 'good' : 'bad'}`} aria-hidden="true" />
      <span>
        <span className="visually-hidden">{isWell ? 'well: ' : 'not well: '}</span>
        <strong>{name}</strong> <span className="muted">{state}</span>
        {troubles.length > 0 && <span className="warn-text small"> {troubles.join(', ')}</span>}
      </span>
      <span className="muted small">{lastAt !== null && <When at={lastAt} />}</span>
    </li>
  );
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}
