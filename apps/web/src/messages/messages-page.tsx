import { routes, type MessageView } from '@evenkeel/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { LoadProblem, Loading } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Choice, Page } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { measureWords } from '../words/measures-en.ts';

const t = measureWords.messages;
type Which = keyof typeof t.which;

/** The outbox: what waits, what went, what was given up and why. */
export function MessagesPage() {
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const [which, setWhich] = useState<Which>('all');
  const found = useQuery({
    queryKey: ['messages', which],
    refetchInterval: 15_000,
    queryFn: async () => await call(routes.messages, { query: { which } }),
  });
  if (found.data === undefined) return <Loading of={[found]} />;
  const { messages, sentence } = found.data;
  const count = (...states: readonly string[]) =>
    messages.filter(({ state }) => states.includes(state)).length;
  return (
    <Page title={t.title(count('waiting', 'failed', 'notConfigured'), count('dead'))}>
      <LoadProblem of={[found]} />
      <p>{sentence}</p>
      <Choice
        label={t.show}
        options={Object.entries(t.which) as [Which, string][]}
        value={which}
        onChange={setWhich}
      />
      {messages.length === 0 ? <p>{t.none}</p> : null}
      <ul className="list">
        {messages.map((message) => (
          <li key={message.messageId}>
            <Message message={message} zone={zone} maySend={may(me, 'message.send')} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

const quietStates: ReadonlySet<MessageView['state']> = new Set(['sent', 'cancelled', 'expired']);

function Message({
  message,
  zone,
  maySend,
}: {
  readonly message: MessageView;
  readonly zone: string;
  readonly maySend: boolean;
}) {
  const { messageId, state, patient } = message;
  const done = async () => await queryClient.invalidateQueries({ queryKey: ['messages'] });
  const again = useMutation({
    mutationFn: async () => await call(routes.sendAgain, { params: { messageId }, body: {} }),
    onSuccess: done,
  });
  const cancel = useMutation({
    mutationFn: async () => await call(routes.cancelMessage, { params: { messageId }, body: {} }),
    onSuccess: done,
  });
  const last = message.attempts.at(-1);
  return (
    <>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span>
          <strong>{t.purposes[message.purpose]}</strong>{' '}
          {patient === undefined ? (
            (message.staffName ?? t.somePatient)
          ) : (
            <Link to="/patients/$patientId/measures" params={{ patientId: patient.patientId }}>
              {patient.given} {patient.family}
            </Link>
          )}{' '}
          <span className="quiet">
            {t.channels[message.channel]} {message.recipient}
          </span>
        </span>
        <span className="row">
          {state === 'dead' ? (
            <Attention level="due">{t.states[state]}</Attention>
          ) : (
            <span className="tag">{t.states[state]}</span>
          )}
          <span className="quiet small">
            {momentText(zone, last?.at ?? message.madeAt)}
            {state === 'waiting' && message.notBefore > message.madeAt
              ? `, ${t.notBefore(momentText(zone, message.notBefore))}`
              : ''}
          </span>
          {maySend && !quietStates.has(state) ? (
            <>
              <Button
                size="compact-sm"
                variant="default"
                loading={again.isPending}
                onClick={() => again.mutate()}
              >
                {state === 'waiting' ? t.now : t.again}
              </Button>
              {state === 'dead' ? null : (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={cancel.isPending}
                  onClick={() => cancel.mutate()}
                >
                  {t.cancel}
                </Button>
              )}
            </>
          ) : null}
        </span>
      </div>
      <ProblemBox error={again.error ?? cancel.error} />
      <details>
        <summary className="small">{t.read}</summary>
        <p>
          <strong>{message.subject}</strong>
        </p>
        <p style={{ whiteSpace: 'pre-wrap' }}>{message.body}</p>
        <p className="small quiet">{t.linkNote}</p>
        {message.attempts.length === 0 ? null : (
          <>
            <h3 className="small">{t.tries}</h3>
            <ol className="plainlist small">
              {message.attempts.map((one) => (
                <li key={one.at}>
                  <span className="quiet">{momentText(zone, one.at)}:</span> {one.detail}
                </li>
              ))}
            </ol>
          </>
        )}
      </details>
    </>
  );
}
