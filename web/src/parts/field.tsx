import { type ReactNode, useId } from 'react';

type FieldProps = {
  readonly label: string;
  /** Beneath it, small. */
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
  /** Draws what is typed into; its id and what describes it are given. */
  readonly children: (told: {
    readonly id: string;
    readonly 'aria-describedby': string;
  }) => ReactNode;
};

/** A label, what is typed, and what is wrong with it. */
export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  return (
    <div className={fault === undefined ? 'field' : 'field wrong'}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}about` })}
      <span id={`${id}about`} className="field-about">
        {fault === undefined ? hint : <strong className="fault">{fault}</strong>}
      </span>
    </div>
  );
}
