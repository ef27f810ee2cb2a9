import { Component, type ReactNode } from 'react';
import { pageFaultOf } from './page-fault.ts';

type PageGuardProps = { readonly children: ReactNode };
type PageGuardState = { readonly fault: string | undefined };

/** A page that fails takes neither the others along, nor the header with its kill switch. */
export class PageGuard extends Component<PageGuardProps, PageGuardState> {
  override state: PageGuardState = { fault: undefined };

  static getDerivedStateFromError(error: unknown): PageGuardState {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    const { title, text } = pageFaultOf(fault);
    return (
      <div className="stack" role="alert">
        <h1>{title}</h1>
        <p>{text}</p>
        <div className="row">
          <button type="button" onClick={() => window.location.reload()}>
            Load again
          </button>
        </div>
      </div>
    );
  }
}
