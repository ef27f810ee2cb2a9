import type { PastDecision } from '../../../src/server/dashboard/history.ts';
import { pastPath, withPast } from '../format/past-news.ts';
import { useAnswer } from '../live/use-answer.ts';
import { useDesk, useNews } from '../live/use-desk.ts';
import { Panel, Scroll } from '../parts/layout.tsx';
import { NewsList } from '../parts/news-list.tsx';

type About = { readonly strategy: string } | { readonly market: string };
type DecisionsPanelProps = {
  readonly title: string;
  readonly about: About;
  readonly width: 'w6' | 'w12';
};

const MOST = 60;
const EVERY_MS = 15_000;

/** What was decided of it and why: as the desk tells it, and of before as the archive has it. */
export function DecisionsPanel({ title, about, width }: DecisionsPanelProps) {
  const all = useNews();
  const path = pastPath('decisions', useDesk()?.name ?? '', { ...about, most: MOST });
  const answer = useAnswer<{ rows: readonly PastDecision[] }>(path, EVERY_MS);
  const told = all.filter((row) =>
    'market' in about ? row.market === about.market : row.strategy === about.strategy,
  );
  const news = withPast(told, answer?.ok ? answer.value.rows : [], all[0]?.at);
  return (
    <Panel title={title} width={width} isFlush>
      <Scroll label={title} height="tall">
        <NewsList
          news={news}
          empty="Nothing has been decided yet."
          isOfOneMarket={'market' in about}
        />
      </Scroll>
    </Panel>
  );
}
