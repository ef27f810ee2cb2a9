import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import type { Answer } from '../live/api.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useServices } from './services.ts';

/** A word that raises risk. */
export type Raise = {
  readonly title: string;
  readonly text: string;
  readonly path: string;
  readonly body: object;
  /** What it would change, beneath the text. */
  readonly detail?: ReactNode;
  /** On the button that says it. */
  readonly verb?: string;
  /** That it is done. */
  readonly done?: string;
};

type Asked = { readonly words: string };

type RaiseDialogProps = { readonly raise: Raise; readonly onClose: () => void };

/** Takes control, then asks for the words that the server names, and for the token again. */
export function RaiseDialog({ raise, onClose }: RaiseDialogProps) {
  const { api, session } = useServices();
  const [answer, setAnswer] = useState<Answer<unknown> | undefined>(undefined);
  const [words, setWords] = useState<string | undefined>(undefined);
  const { title, text, path, body } = raise;
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      const control = await session.takeControl();
      const asked = control.ok ? await api.say<Asked>(`${path}/words`, body) : control;
      if (isOver) return;
      if (asked.ok) setWords(asked.value.words);
      else setAnswer(asked);
    };
    void ask();
    return () => {
      isOver = true;
    };
  }, [api, session, path, body]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const claim = { words: form.get('words'), token: form.get('token') };
    setAnswer(await api.say(path, { ...body, ...claim }));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      {raise.detail}
      {words !== undefined && !answer?.ok && (
        <ClaimForm
          words={words}
          verb={raise.verb ?? 'It may risk more'}
          onSubmit={(event) => void submit(event)}
          onClose={onClose}
        />
      )}
      {answer !== undefined && (
        <Outcome answer={answer} done={raise.done ?? 'The desk has taken it.'} />
      )}
      {(words === undefined || answer?.ok) && (
        <div className="dialog-actions">
          <button type="button" onClick={onClose}>
            Close
          </button>
        </div>
      )}
    </Dialog>
  );
}

type ClaimFormProps = {
  readonly words: string;
  readonly verb: string;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly onClose: () => void;
};

function ClaimForm({ words, verb, onSubmit, onClose }: ClaimFormProps) {
  const id = useId();
  return (
    <form className="dialog-body" onSubmit={onSubmit}>
      <div className="field">
        <label htmlFor={`${id}words`}>
          Type <code>{words}</code>
        </label>
        <input id={`${id}words`} name="words" autoComplete="off" spellCheck={false} required />
      </div>
      <div className="field">
        <label htmlFor={`${id}token`}>Access token, again</label>
        <input id={`${id}token`} name="token" type="password" autoComplete="off" required />
      </div>
      <div className="dialog-actions">
        <button type="button" onClick={onClose}>
          Leave it as it is
        </button>
        <button type="submit" className="danger">
          {verb}
        </button>
      </div>
    </form>
  );
}

type OutcomeProps = { readonly answer: Answer<unknown>; readonly done: string };

function Outcome({ answer, done }: OutcomeProps) {
  return answer.ok ? (
    <p className="proof" role="status">
      {done}
    </p>
  ) : (
    <p className="fault" role="alert">
      It was not done: {answer.message}
    </p>
  );
}
