import { useState } from 'react';
import { openInWords } from '../format/open-orders.ts';
import type { Answer } from '../live/api.ts';
import { useOpenOrders } from '../live/use-open-orders.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Proof } from '../parts/proof.tsx';
import { keepProof, proofOf, type ToldProof } from './kill-proof.ts';
import { useServices } from './services.ts';

type What = 'stop' | 'kill';

const SAID: Readonly<Record<What, { title: string; text: string; verb: string; done: string }>> = {
  stop: {
    title: 'Stop the desk calmly?',
    text:
      'It takes no new orders, cancels its own, waits for fills that are on their way and ends. ' +
      'What is held stays held.',
    verb: 'Stop the desk',
    done: 'The desk is ending',
  },
  kill: {
    title: 'Kill: cancel everything now?',
    text:
      'Every order is canceled by all means at once, a query proves that none is open, and the ' +
      'desk ends. What is held stays held.',
    verb: 'Kill now',
    done: 'Killed',
  },
};

type EndDialogProps = { readonly what: What; readonly onClose: () => void };

/** Asks once, says the word, and shows what came of it. It lowers risk: nothing more is asked. */
export function EndDialog({ what, onClose }: EndDialogProps) {
  const { api } = useServices();
  const [answer, setAnswer] = useState<Answer<unknown> | 'asked' | undefined>(undefined);
  const { title, text, verb, done } = SAID[what];
  const isDone = answer !== undefined && answer !== 'asked' && answer.ok;
  const open = useOpenOrders();
  const say = async () => {
    setAnswer('asked');
    const told = await api.say<ToldProof>(`/api/${what}`);
    if (what === 'kill' && told.ok) keepProof(proofOf(told.value));
    setAnswer(told);
  };
  return (
    <Dialog title={isDone ? done : title} onClose={onClose}>
      {!isDone && <p>{text}</p>}
      <p className="muted">
        Open orders now: <strong>{openInWords(open)}</strong>
      </p>
      {answer === 'asked' && <p role="status">Said. Waiting for the desk …</p>}
      {answer !== undefined && answer !== 'asked' && <Outcome what={what} answer={answer} />}
      <div className="dialog-actions">
        <button type="button" onClick={onClose}>
          {answer === undefined ? 'Leave it running' : 'Close'}
        </button>
        {(answer === undefined || (answer !== 'asked' && !answer.ok)) && (
          <button type="button" className="danger" onClick={() => void say()}>
            {verb}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function Outcome({ what, answer }: { readonly what: What; readonly answer: Answer<unknown> }) {
  if (!answer.ok) {
    return (
      <p className="fault" role="alert">
        It was not done: {answer.message}
      </p>
    );
  }
  if (what === 'stop') return <p role="status">The desk is ending.</p>;
  return <Proof proof={proofOf(answer.value as ToldProof)} />;
}
