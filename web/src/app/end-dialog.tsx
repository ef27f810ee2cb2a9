import { useState } from 'react';
import { isClosed } from '../../../src/domain/order-status.ts';
import type { Answer } from '../live/api.ts';
import { useSelected } from '../live/use-desk.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useServices } from './services.ts';

type What = 'stop' | 'kill';

const SAID: Readonly<Record<What, { title: string; text: string; verb: string }>> = {
  stop: {
    title: 'Stop the desk calmly?',
    text:
      'It takes no new orders, cancels its own, waits for fills that are on their way and ends. ' +
      'What is held stays held.',
    verb: 'Stop the desk',
  },
  kill: {
    title: 'Kill: cancel everything now?',
    text:
      'Every order is canceled by all means at once, and a query proves that none is open. ' +
      'What is held stays held. Nothing new is sent.',
    verb: 'Kill now',
  },
};

type EndDialogProps = { readonly what: What; readonly onClose: () => void };

/** Asks once, says the word, and shows what came of it. It lowers risk: nothing more is asked. */
export function EndDialog({ what, onClose }: EndDialogProps) {
  const { api } = useServices();
  const [answer, setAnswer] = useState<Answer<unknown> | 'asked' | undefined>(undefined);
  const { title, text, verb } = SAID[what];
  const open = useOpenOrders();
  const say = async () => {
    setAnswer('asked');
    setAnswer(await api.say(`/api/${what}`));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <p className="muted">
        Open orders now: <strong>{open ?? 0}</strong>
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

function useOpenOrders(): number | undefined {
  return useSelected(['orders'], ({ orders }) => {
    return Object.values(orders).filter(({ status }) => !isClosed(status)).length;
  });
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
  return (
    <p className="proof" role="status">
      Killed: the desk has canceled everything and proven it.
    </p>
  );
}
