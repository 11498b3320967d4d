import { routes, type PatientBanner } from '@evenkeel/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { DraftLine } from '../app/draft-line.tsx';
import { useDraft } from '../app/draft.ts';
import { may } from '../app/may.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button } from '../app/ui.tsx';
import { recordWords } from '../words/patient-record-en.ts';
import { words } from '../words/en.ts';
import { DemographicsFields, demographicsOf, typedOf } from './demographics-form.tsx';

const t = recordWords.register;

/** How the patient and the escort are reached, and changing it. */
export function ContactsSection({ banner }: { readonly banner: PatientBanner }) {
  const me = useMe();
  const [changing, setChanging] = useState(false);
  return (
    <section aria-label={t.contacts}>
      <div className="section-head">
        <h2>{t.contacts}</h2>
        {may(me, 'patient.register') && !changing ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t.changeContacts}
            onClick={() => setChanging(true)}
          >
            {recordWords.record.change}
          </Button>
        ) : null}
      </div>
      {changing ? (
        <ChangeContacts banner={banner} onDone={() => setChanging(false)} />
      ) : (
        <Contacts banner={banner} />
      )}
    </section>
  );
}

function Contacts({ banner }: { readonly banner: PatientBanner }) {
  const has = (kind: string) => banner.contacts.some((one) => one.kind === kind);
  return (
    <ul className="list">
      {banner.contacts.map((one) => (
        <li key={`${one.kind}${one.name ?? ''}${one.phone ?? ''}`}>
          <span className="quiet">{t.kinds[one.kind]}</span>{' '}
          {[one.name, one.relation, one.phone, one.email, one.address]
            .filter((part) => part !== undefined)
            .join(', ')}
        </li>
      ))}
      {has('patient') ? null : <li className="quiet">{t.noContacts}</li>}
      {has('escort') ? null : <li className="quiet">{t.noEscort}</li>}
    </ul>
  );
}

function ChangeContacts({ banner, onDone }: { readonly banner: PatientBanner; readonly onDone: () => void }) {
  const { patientId, version } = banner;
  const draft = useDraft(`demographics/${patientId}/${version}`, typedOf(banner));
  const save = useMutation({
    mutationFn: async () => {
      const typed = demographicsOf(draft.value);
      const others = banner.contacts.filter((one) => one.kind === 'emergency');
      const demographics = {
        ...typed,
        timeZone: banner.timeZone,
        contacts: [...typed.contacts, ...others],
      };
      return await call(routes.changeDemographics, {
        params: { patientId },
        body: { version, demographics },
      });
    },
    onSuccess: async () => {
      draft.discard();
      await queryClient.invalidateQueries({ queryKey: ['patient', patientId] });
      await queryClient.invalidateQueries({ queryKey: ['patients'] });
      onDone();
    },
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <DraftLine draft={draft} />
      <DemographicsFields value={draft.value} change={draft.change} error={save.error} />
      <ProblemBox error={save.error} />
      <div className="row">
        <Button type="submit" loading={save.isPending}>
          {words.save}
        </Button>
        <Button type="button" variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
