import { type ReactNode, useId } from 'react';

type PanelProps = {
  readonly title: string;
  readonly width?: 'w3' | 'w4' | 'w5' | 'w6' | 'w7' | 'w8' | 'w12';
  /** At the right of its title. */
  readonly aside?: ReactNode;
  /** Its rows reach from edge to edge. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
};

/** A part of a page under its own title. */
export function Panel({ title, width = 'w12', aside, isFlush = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${width}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      <div className={isFlush ? 'panel-body flush' : 'panel-body'}>{children}</div>
    </section>
  );
}

/** The title of a page; what stands after it is at its right. */
export function PageHead({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="page-head">
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** Wide or long content that is scrolled, by the keyboard as well. */
export function Scroll({
  label,
  height,
  children,
}: {
  readonly label: string;
  /** At most so high; undefined: as high as it is. */
  readonly height?: 'low' | 'tall';
  readonly children: ReactNode;
}) {
  const name = height === undefined ? 'scroll' : `scroll ${height}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
    <section className={name} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

/** That there is nothing, and what it would take. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'plain';

/** A state in a word or two. */
export function Tag({ tone = 'plain', title, children }: TagProps) {
  return (
    <span className={`tag ${tone}`} title={title}>
      {children}
    </span>
  );
}

type TagProps = {
  readonly tone?: Tone;
  readonly title?: string | undefined;
  readonly children: ReactNode;
};

/** How much of something is used, in millionths; beyond the whole it stays full. */
export function Meter({ part, label }: { readonly part: number; readonly label: string }) {
  const share = Math.min(1, Math.max(0, part / 1_000_000));
  const tone = part >= 900_000 ? 'bad' : part >= 700_000 ? 'warn' : '';
  return (
    <div className={`meter ${tone}`} role="img" aria-label={label}>
      <span style={{ width: `${share * 100}%` }} />
    </div>
  );
}

/** One of several, as buttons side by side. */
export function Choice<T extends string>({ label, options, value, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset className="choices" aria-label={label}>
      {options.map(([option, title]) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          onClick={() => onChoose(option)}
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
};
