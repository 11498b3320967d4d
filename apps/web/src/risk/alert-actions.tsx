import { routes, type RiskAlertView } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { newId } from '../app/new-id.ts';
import { may } from '../app/may.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, NativeSelect, Textarea } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';

const t = measureWords.risk;
type Panel = 'contact' | 'note' | 'hand' | 'close';
type Disposition = keyof typeof t.dispositions;
type Added = Parameters<typeof call<(typeof routes)['addToAlert']>>[1]['body'];

/** Adds to the log of an alert; `then` runs when the server has it. */
function useAdd(alertId: string, then: () => void) {
  return useMutation({
    mutationFn: async (body: Added) => await call(routes.addToAlert, { params: { alertId }, body }),
    onSuccess: async () => {
      then();
      await queryClient.invalidateQueries({ queryKey: ['risk'] });
    },
  });
}

/** What a person can do about one alert: take it on, write down what was done, hand it over, close it. */
export function AlertActions({
  alert,
  onCall,
}: {
  readonly alert: RiskAlertView;
  readonly onCall: readonly { readonly staffId: string; readonly name: string }[];
}) {
  const me = useMe();
  const { alertId } = alert;
  const [panel, setPanel] = useState<Panel>();
  const fold = () => setPanel(undefined);
  // Taking it on leaves an open panel with its words as it is.
  const take = useAdd(alertId, () => undefined);
  const mayClose = may(me, 'risk.close');
  return (
    <div className="stack alert-actions">
      <div className="row">
        {alert.state === 'open' ? (
          <Button loading={take.isPending} onClick={() => take.mutate({ type: 'acknowledged' })}>
            {t.take}
          </Button>
        ) : null}
        {(['contact', 'note', 'hand'] as const).map((one) => (
          <Button
            key={one}
            variant="default"
            aria-expanded={panel === one}
            onClick={() => setPanel(panel === one ? undefined : one)}
          >
            {one === 'hand' ? t.hand : t[one]}
          </Button>
        ))}
        {mayClose ? (
          <Button
            variant="default"
            aria-expanded={panel === 'close'}
            onClick={() => setPanel(panel === 'close' ? undefined : 'close')}
          >
            {t.close}
          </Button>
        ) : (
          <span className="small quiet">{t.onlyPrescriber}</span>
        )}
      </div>
      <ProblemBox error={take.error} />
      {panel === 'contact' || panel === 'note' ? (
        <WrittenDown key={panel} alertId={alertId} type={panel} onDone={fold} />
      ) : null}
      {panel === 'hand' ? <HandOver alertId={alertId} onCall={onCall} onDone={fold} /> : null}
      {panel === 'close' ? <CloseAlert alertId={alertId} onDone={fold} /> : null}
    </div>
  );
}

/** A contact or a note. Each has a draft of its own: keeping one never takes the words of the other away. */
function WrittenDown({
  alertId,
  type,
  onDone,
}: {
  readonly alertId: string;
  readonly type: 'contact' | 'note';
  readonly onDone: () => void;
}) {
  const draft = useDraft(`alert/${alertId}/${type}`, '');
  const add = useAdd(alertId, () => {
    draft.discard();
    onDone();
  });
  return (
    <form
      className="form narrow"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ type, eventId: draft.id, text: draft.value });
      }}
    >
      <DraftLine draft={draft} />
      <Textarea
        label={t.text}
        required
        autosize
        minRows={2}
        readOnly={add.isPending}
        value={draft.value}
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
      <ProblemBox error={add.error} />
      <div>
        <Button type="submit" loading={add.isPending}>
          {t.keep}
        </Button>
      </div>
    </form>
  );
}

function HandOver({
  alertId,
  onCall,
  onDone,
}: {
  readonly alertId: string;
  readonly onCall: readonly { readonly staffId: string; readonly name: string }[];
  readonly onDone: () => void;
}) {
  const [ownerId, setOwnerId] = useState('');
  // One hand-over, however often it is sent.
  const [eventId] = useState(newId);
  const add = useAdd(alertId, onDone);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ type: 'owned', eventId, ownerId });
      }}
    >
      <div className="row" style={{ alignItems: 'end' }}>
        <NativeSelect
          label={t.hand}
          required
          value={ownerId}
          onChange={(event) => setOwnerId(event.currentTarget.value)}
          data={[
            { value: '', label: '' },
            ...onCall.map(({ staffId, name }) => ({ value: staffId, label: name })),
          ]}
        />
        <Button type="submit" disabled={ownerId === ''} loading={add.isPending}>
          {t.handGo}
        </Button>
      </div>
      <ProblemBox error={add.error} />
    </form>
  );
}

function CloseAlert({ alertId, onDone }: { readonly alertId: string; readonly onDone: () => void }) {
  const draft = useDraft(`alert/${alertId}/close`, { reason: '', disposition: '' });
  const { reason, disposition } = draft.value;
  const close = useMutation({
    mutationFn: async () =>
      await call(routes.closeAlert, {
        params: { alertId },
        body: { disposition: disposition as Disposition, reason },
      }),
    onSuccess: async () => {
      draft.discard();
      onDone();
      await queryClient.invalidateQueries({ queryKey: ['risk'] });
    },
  });
  return (
    <form
      className="form narrow"
      onSubmit={(event) => {
        event.preventDefault();
        close.mutate();
      }}
    >
      <DraftLine draft={draft} />
      <NativeSelect
        label={t.disposition}
        required
        disabled={close.isPending}
        value={disposition}
        onChange={(event) => draft.change({ ...draft.value, disposition: event.currentTarget.value })}
        data={[
          { value: '', label: '' },
          ...Object.entries(t.dispositions).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Textarea
        label={t.reason}
        required
        autosize
        minRows={2}
        readOnly={close.isPending}
        value={reason}
        onChange={(event) => draft.change({ ...draft.value, reason: event.currentTarget.value })}
      />
      <ProblemBox error={close.error} />
      <div>
        <Button type="submit" loading={close.isPending}>
          {t.closeGo}
        </Button>
      </div>
    </form>
  );
}
