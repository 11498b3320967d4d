import { routes, type RiskAlertView } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { useDraft } from '../app/draft.ts';
import { newId } from '../app/new-id.ts';
import { may } from '../app/may.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, NativeSelect, Textarea } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';

const t = measureWords.risk;
type Panel = 'contact' | 'note' | 'hand' | 'close';
type Disposition = keyof typeof t.dispositions;

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
  // Of their own, so that what one sends throws away nothing that is typed in the other.
  const said = useDraft(`alert/${alertId}`, { text: '' });
  const end = useDraft(`alert/${alertId}/close`, { reason: '', disposition: '' });
  const [ownerId, setOwnerId] = useState('');
  const [handId, setHandId] = useState(newId);
  // A panel that was opened while another was being sent stays open.
  const shut = (...panels: readonly Panel[]) =>
    setPanel((shown) => (shown !== undefined && panels.includes(shown) ? undefined : shown));
  const refresh = async () => await queryClient.invalidateQueries({ queryKey: ['risk'] });
  const add = useMutation({
    mutationFn: async (body: Parameters<typeof call<(typeof routes)['addToAlert']>>[1]['body']) =>
      await call(routes.addToAlert, { params: { alertId }, body }),
    onSuccess: async (_, { type }) => {
      if (type === 'contact' || type === 'note') {
        said.discard();
        shut('contact', 'note');
      }
      if (type === 'owned') {
        setHandId(newId());
        shut('hand');
      }
      await refresh();
    },
  });
  const close = useMutation({
    mutationFn: async () =>
      await call(routes.closeAlert, {
        params: { alertId },
        body: { disposition: end.value.disposition as Disposition, reason: end.value.reason },
      }),
    onSuccess: async () => {
      end.discard();
      shut('close');
      await refresh();
    },
  });
  const mayClose = may(me, 'risk.close');
  return (
    <>
      <div className="row">
        {alert.state === 'open' ? (
          <Button loading={add.isPending} onClick={() => add.mutate({ type: 'acknowledged' })}>
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
            variant={alert.state === 'open' ? 'default' : 'filled'}
            aria-expanded={panel === 'close'}
            onClick={() => setPanel(panel === 'close' ? undefined : 'close')}
          >
            {t.close}
          </Button>
        ) : (
          <span className="small quiet">{t.onlyPrescriber}</span>
        )}
      </div>
      {panel === 'contact' || panel === 'note' ? (
        <form
          className="form narrow"
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate({ type: panel, eventId: said.id, text: said.value.text });
          }}
        >
          <Textarea
            label={t.text}
            required
            autosize
            minRows={2}
            value={said.value.text}
            onChange={(event) => said.change({ text: event.currentTarget.value })}
          />
          <div>
            <Button type="submit" loading={add.isPending}>
              {t.keep}
            </Button>
          </div>
        </form>
      ) : null}
      {panel === 'hand' ? (
        <form
          className="row"
          style={{ alignItems: 'end' }}
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate({ type: 'owned', eventId: handId, ownerId });
          }}
        >
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
        </form>
      ) : null}
      {panel === 'close' ? (
        <form
          className="form narrow"
          onSubmit={(event) => {
            event.preventDefault();
            close.mutate();
          }}
        >
          <NativeSelect
            label={t.disposition}
            required
            value={end.value.disposition}
            onChange={(event) => end.change({ ...end.value, disposition: event.currentTarget.value })}
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
            value={end.value.reason}
            onChange={(event) => end.change({ ...end.value, reason: event.currentTarget.value })}
          />
          <div>
            <Button type="submit" loading={close.isPending}>
              {t.closeGo}
            </Button>
          </div>
        </form>
      ) : null}
      <ProblemBox error={add.error ?? close.error} />
    </>
  );
}
