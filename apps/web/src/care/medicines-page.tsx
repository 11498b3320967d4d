import { routes, type MedicinesPageView, type SettingAsked } from '@evenkeel/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call, useMe } from '../app/api.ts';
import { dateText, momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { newId } from '../app/new-id.ts';
import { Loading } from '../app/load-problem.tsx';
import { PrintButton } from '../app/print-button.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Page } from '../app/ui.tsx';
import { FactForm, refreshRecord } from '../patients/fact-form.tsx';
import { PatientFrame } from '../patients/patient-frame.tsx';
import { AttentionMark, type AttentionLevel } from '../theme/attention-mark.tsx';
import { careWords } from '../words/care-en.ts';
import { words } from '../words/en.ts';
import { officeWords } from '../words/office-en.ts';
import './care.css';
import { settingText, SettingChooser } from './setting-chooser.tsx';

const t = careWords.medicines;
type Row = MedicinesPageView['medicines'][number];

/** The medicines of one patient, each with what it does beside ketamine and what is done on the day of a dose. */
export function MedicinesPage() {
  const { patientId = '' } = useParams({ strict: false });
  return (
    <PatientFrame patientId={patientId}>
      {() => <Medicines key={patientId} patientId={patientId} />}
    </PatientFrame>
  );
}

function titleOf({ confirmed }: MedicinesPageView): string {
  if (confirmed === undefined) return t.titles.never;
  const { days, counts } = confirmed;
  if (!counts) return t.titles.old(days);
  return days === 0 ? t.titles.today : t.titles.days(days);
}

function Medicines({ patientId }: { readonly patientId: string }) {
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const mayWrite = may(me, 'patient.clinical.write');
  const [asked, setAsked] = useState<SettingAsked>({});
  const [adding, setAdding] = useState(false);
  const found = useQuery({
    queryKey: ['medicines', patientId, asked],
    queryFn: async () => await call(routes.medicines, { params: { patientId }, query: asked }),
    placeholderData: (before: MedicinesPageView | undefined) => before,
  });
  const confirm = useMutation({
    mutationFn: async () =>
      await call(routes.recordFact, {
        params: { patientId },
        body: { factId: newId(), fact: { kind: 'listConfirmed', body: { list: 'medicines' } } },
      }),
    onSuccess: async () => await refreshRecord(patientId),
  });
  if (found.data === undefined) return <Loading of={[found]} />;
  const view = found.data;
  return (
    <Page title={titleOf(view)}>
      <p className="quiet small">
        {view.confirmed === undefined
          ? ''
          : `${t.by(view.confirmed.byName, momentText(zone, view.confirmed.at))} `}
        {t.counts(view.confirmedDays)} {t.about(settingText(view.setting))}
      </p>
      <div className="care-head">
        <SettingChooser setting={view.setting} withPhase={false} label={t.beside} onChange={setAsked} />
      </div>
      {mayWrite ? (
        <div className="row noprint" style={{ marginBottom: 16 }}>
          <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>
            {t.confirm}
          </Button>
          {adding ? null : (
            <Button variant="default" onClick={() => setAdding(true)}>
              {t.add}
            </Button>
          )}
        </div>
      ) : null}
      <ProblemBox error={confirm.error} />
      {adding ? <FactForm patientId={patientId} kind="medicine" onDone={() => setAdding(false)} /> : null}
      {view.medicines.length === 0 ? <p className="quiet">{t.none}</p> : null}
      <PrintButton />
      <ul className="list">
        {view.medicines.map((row) => (
          <MedicineItem
            key={row.factId}
            patientId={patientId}
            row={row}
            zone={zone}
            mayWrite={mayWrite}
            reviewed={view.reviewed}
          />
        ))}
      </ul>
      <Past past={view.past} />
      <Diazepam diazepam={view.diazepam} />
      <ForModel ids={view.forModel} />
      <MonitoringForm form={view.monitoringForm} />
    </Page>
  );
}

const levels: { readonly [S in Row['rows'][number]['severityHere']]: AttentionLevel | undefined } = {
  major: 'now',
  moderate: 'due',
  minor: 'note',
  none: undefined,
};

function MedicineItem({
  patientId,
  row,
  zone,
  mayWrite,
  reviewed,
}: {
  readonly patientId: string;
  readonly row: Row;
  readonly zone: string;
  readonly mayWrite: boolean;
  readonly reviewed: string;
}) {
  const [changing, setChanging] = useState(false);
  const { medicine, by } = row;
  const unsure = by === 'none' || by === 'conflict';
  return (
    <li>
      <div className="fact">
        <span>
          <strong>{medicine.name}</strong>
          {medicine.dose === undefined ? '' : `, ${medicine.dose}`}{' '}
          <span className={unsure ? 'attention attention-unknown' : 'small quiet'}>
            {unsure ? <AttentionMark level="unknown" /> : null}
            {t.recognised[by]}
          </span>
        </span>
        <span className="small quiet">
          {[
            medicine.dailyMg === undefined ? t.dailyUnknown : t.daily(medicine.dailyMg),
            medicine.lastTakenAt === undefined
              ? t.takenUnknown
              : t.taken(momentText(zone, medicine.lastTakenAt)),
            ...(medicine.stableWeeks === undefined ? [] : [t.stable(medicine.stableWeeks)]),
          ].join('; ')}
        </span>
        {mayWrite ? (
          <Button
            size="compact-sm"
            variant="subtle"
            className="noprint"
            aria-label={`${t.change}: ${medicine.name}`}
            aria-expanded={changing}
            onClick={() => setChanging(!changing)}
          >
            {t.change}
          </Button>
        ) : null}
      </div>
      {row.ask === undefined || by === 'name' ? null : <div className="small">{row.ask}</div>}
      <LooksLike patientId={patientId} row={row} mayWrite={mayWrite} />
      {changing ? (
        <FactForm
          patientId={patientId}
          kind="medicine"
          fact={{
            factId: row.factId,
            kind: 'medicine',
            version: row.version,
            state: 'current',
            body: { ...medicine },
            source: { kind: 'typed' },
            recordedBy: '',
            recordedByName: row.recordedByName,
            recordedAt: row.recordedAt,
          }}
          onDone={() => setChanging(false)}
        />
      ) : null}
      {row.rows.map((one) => (
        <Interaction key={one.id} row={one} reviewed={reviewed} />
      ))}
      {row.rows.length === 0 ? (
        <div className="small quiet">{by === 'none' ? t.unknownRow : t.noRow}</div>
      ) : null}
    </li>
  );
}

/** A name that only looks alike is offered; a person says whether it is that. */
function LooksLike({
  patientId,
  row,
  mayWrite,
}: {
  readonly patientId: string;
  readonly row: Row;
  readonly mayWrite: boolean;
}) {
  const { factId, version, medicine } = row;
  const rename = useMutation({
    mutationFn: async (name: string) =>
      await call(routes.changeFact, {
        params: { patientId, factId },
        body: { version, fact: { kind: 'medicine', body: { ...medicine, name } } },
      }),
    onSuccess: async () => await refreshRecord(patientId),
  });
  if (row.looksLike.length === 0) return null;
  return (
    <div className="row small">
      {row.looksLike.map((name) => (
        <span key={name} className="row" style={{ gap: 6 }}>
          {t.looksLike(name)}
          {mayWrite ? (
            <Button
              size="compact-sm"
              variant="default"
              className="noprint"
              loading={rename.isPending}
              onClick={() => rename.mutate(name)}
            >
              {t.itIs(name)}
            </Button>
          ) : null}
        </span>
      ))}
      <span className="quiet">{t.noGuess}</span>
      <ProblemBox error={rename.error} />
    </div>
  );
}

function Interaction({ row, reviewed }: { readonly row: Row['rows'][number]; readonly reviewed: string }) {
  const level = levels[row.severityHere];
  const { doseDay } = row;
  return (
    <div className="interaction">
      <div className={level === undefined ? undefined : `attention attention-${level}`}>
        {level === undefined ? null : <AttentionMark level={level} />}
        <span>
          {row.title}: {t.severities[row.severityHere]} <span className="tag">{row.id}</span>
        </span>
      </div>
      <div>
        {row.effect} {row.exposure === undefined ? '' : t.exposure[row.exposure]}
      </div>
      <div>
        {t.day}: {doseDay.action === 'continue' ? null : <strong>{t.actions[doseDay.action]}. </strong>}
        {doseDay.says}
        {doseDay.hoursSince === undefined ? '' : ` (${t.hours(doseDay.hoursSince)})`}
      </div>
      <div className="small quiet">
        {t.evidence}: {t.grades[row.evidence]}. {t.source}: {officeWords.library.marks[row.mark]}.{' '}
        {row.citation}; {t.reviewed(dateText(reviewed))}.
      </div>
    </div>
  );
}

function Past({ past }: { readonly past: MedicinesPageView['past'] }) {
  if (past.length === 0) return null;
  return (
    <details>
      <summary>{t.past(past.length)}</summary>
      <ul className="list">
        {past.map(({ factId, medicine }) => (
          <li key={factId}>
            {medicine.name}
            {medicine.dose === undefined ? '' : `, ${medicine.dose}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Diazepam({ diazepam }: { readonly diazepam: MedicinesPageView['diazepam'] }) {
  if (diazepam.parts.length === 0) return null;
  const above = Number(diazepam.mg) > diazepam.limitMg;
  const level: AttentionLevel | undefined = above ? 'due' : diazepam.complete ? undefined : 'unknown';
  return (
    <section>
      <h2>{t.diazepam.title}</h2>
      <p className={level === undefined ? undefined : `attention attention-${level}`}>
        {level === undefined ? null : <AttentionMark level={level} />}
        <span>
          {above ? t.diazepam.above : diazepam.complete ? t.diazepam.within : t.diazepam.open}:{' '}
          {t.diazepam.sum(diazepam.mg, diazepam.limitMg, diazepam.complete)}
        </span>
      </p>
      <ul className="list">
        {diazepam.parts.map((part) => (
          <li key={`${part.medicine}${part.dailyMg ?? ''}`}>
            {t.diazepam.part(part.medicine, part.diazepamMg)}
          </li>
        ))}
      </ul>
      {diazepam.missing.map((text) => (
        <p key={text} className="small">
          {text}
        </p>
      ))}
      <p className="small quiet">
        {t.source}: {diazepam.source}.
      </p>
    </section>
  );
}

function ForModel({ ids }: { readonly ids: readonly string[] }) {
  return (
    <section>
      <h2>{t.model.title}</h2>
      {ids.length === 0 ? (
        <p className="quiet">{t.model.none}</p>
      ) : (
        <p>
          {t.model.lead} {ids.map((id) => id.replaceAll('-', ' ')).join(', ')}.{' '}
          <Link to="/explorer" className="noprint">
            {t.model.open}
          </Link>
        </p>
      )}
    </section>
  );
}

function MonitoringForm({ form }: { readonly form: MedicinesPageView['monitoringForm'] }) {
  if (form === undefined) return null;
  return (
    <section>
      <h2>{t.form.title}</h2>
      <p className="quiet small">{t.form.lead}</p>
      <ul className="list">
        {form.map(({ group, title, taken }) => (
          <li key={group}>
            {title}: <strong>{words.answers[taken]}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
