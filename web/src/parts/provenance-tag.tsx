import { Unknown } from './amounts.tsx';
import { Tag } from './layout.tsx';

/** Where data comes from: what was invented is told apart everywhere. */
export function ProvenanceTag({ provenance }: { readonly provenance: string | null }) {
  if (provenance === null || provenance === '') return <Unknown why="nobody has written it down" />;
  const isInvented = provenance.includes('simulated');
  return (
    <Tag
      tone={isInvented ? 'warn' : 'good'}
      title={isInvented ? 'It proves nothing of real markets.' : 'Seen at the venue.'}
    >
      {provenance}
    </Tag>
  );
}
