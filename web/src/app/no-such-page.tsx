import { PageHead, Panel } from '../parts/layout.tsx';
import { hrefOf, PAGES, useHash } from './route.ts';

/** That an address leads nowhere, and where one can go instead. */
export function NoSuchPage() {
  const hash = useHash();
  return (
    <>
      <PageHead title="No such page" />
      <Panel title="Pages that there are">
        <div className="stack">
          <p>
            There is no page at <code className="breaking">{hash}</code>: its address was mistyped,
            or is of another version.
          </p>
          <ul className="stack">
            {PAGES.map(({ path, title }) => (
              <li key={path}>
                <a href={hrefOf(path)}>{title}</a>
              </li>
            ))}
          </ul>
        </div>
      </Panel>
    </>
  );
}
