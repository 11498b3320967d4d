import type { CourseView } from '@evenkeel/contract';
import { useState } from 'react';
import { useMe } from '../app/api.ts';
import { useDraftWaits } from '../app/draft.ts';
import { dateText, momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { Button } from '../app/ui.tsx';
import { contactParts } from '../charts/contact-parts.ts';
import { Attention } from '../theme/attention-mark.tsx';
import { courseWords } from '../words/course-en.ts';
import { words } from '../words/en.ts';
import { markText } from '../words/evidence-en.ts';
import { recordWords } from '../words/patient-record-en.ts';
import { FactForm } from './fact-form.tsx';

const t = courseWords.contacts;
const levels = { diagnosisNeeded: 'unknown', none: 'unknown', dueToday: 'due', overdue: 'due' } as const;
type Contact = CourseView['therapy'][number];

/** The therapy of a course: when it is offered, how the weekly contacts stand, and each contact, newest first. */
export function CourseTherapy({ course }: { readonly course: CourseView }) {
  const { therapy, therapyWindow, weeklyTherapy, timeZone } = course;
  const { patientId } = course.patient;
  const mayWrite = may(useMe(), 'patient.therapy');
  const [adding, setAdding] = useState(false);
  const begun = useDraftWaits(`fact/${patientId}/therapyContact/new/0`, adding);
  const [all, setAll] = useState(false);
  const newest = therapy.toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
  const shown = all ? newest : newest.slice(0, 8);
  return (
    <section aria-label={t.title}>
      <div className="section-head">
        <h2>{t.title}</h2>
        {mayWrite && !adding ? (
          <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
            {begun ? words.goOnWithDraft : t.record}
          </Button>
        ) : null}
      </div>
      {therapyWindow === undefined || therapyWindow.place === 'late' ? null : (
        <p className="quiet">
          {courseWords.therapyWindow(
            therapyWindow.says,
            momentText(timeZone, therapyWindow.opensAt),
            momentText(timeZone, therapyWindow.closesAt),
          )}
        </p>
      )}
      {weeklyTherapy === undefined ? null : (
        <div>
          {courseWords.weekly}{' '}
          {weeklyTherapy.state === 'notYet' ? (
            weeklyTherapy.says
          ) : (
            <Attention level={levels[weeklyTherapy.state]}>{weeklyTherapy.says}</Attention>
          )}
          <details className="small">
            <summary>{weeklyTherapy.rule}</summary>
            <span className="tag">{markText(weeklyTherapy.mark)}</span>{' '}
            <span className="quiet">{weeklyTherapy.citation}</span>
          </details>
        </div>
      )}
      {adding ? (
        <FactForm patientId={patientId} kind="therapyContact" onDone={() => setAdding(false)} />
      ) : null}
      {therapy.length === 0 ? <p className="quiet">{t.none}</p> : null}
      <ul className="list">
        {shown.map((one, place) => (
          <li key={`${one.day} ${place}`}>
            <ContactLine contact={one} />
          </li>
        ))}
      </ul>
      {newest.length > shown.length ? (
        <button type="button" className="linklike" onClick={() => setAll(true)}>
          {t.showAll(newest.length)}
        </button>
      ) : null}
    </section>
  );
}

function ContactLine({ contact }: { readonly contact: Contact }) {
  const { day, therapy, note, homeworkDoubt } = contact;
  const { therapies } = recordWords.record;
  return (
    <>
      {[
        dateText(day),
        therapies[therapy as keyof typeof therapies],
        ...contactParts(contact),
        ...(note === undefined ? [] : [note]),
      ].join(', ')}
      {homeworkDoubt === undefined ? null : (
        <>
          {' '}
          <Attention level="unknown">{homeworkDoubt}</Attention>
        </>
      )}
    </>
  );
}
