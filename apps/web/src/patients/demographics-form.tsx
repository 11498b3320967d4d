import type { PatientSummary } from '@evenkeel/contract';
import { Link } from '@tanstack/react-router';
import { dateText } from '../app/format.ts';
import { Button, NativeSelect, TextInput } from '../app/ui.tsx';
import { recordWords } from '../words/patient-record-en.ts';
import { shrinkPhoto } from './shrink-photo.ts';

const t = recordWords.register;

/** What is typed at the front desk. Empty texts are left out when it is sent. */
export interface TypedDemographics {
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly sex: 'female' | 'male' | 'other' | 'unknown';
  readonly photo: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly escortName: string;
  readonly escortPhone: string;
  readonly escortRelation: string;
}

export const emptyDemographics: TypedDemographics = Object.freeze({
  family: '',
  given: '',
  birthDate: '',
  sex: 'unknown',
  photo: '',
  phone: '',
  email: '',
  address: '',
  escortName: '',
  escortPhone: '',
  escortRelation: '',
});

/** The request body of what was typed. */
export function demographicsOf(typed: TypedDemographics) {
  const filled = (fields: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
  const own = filled({ phone: typed.phone, email: typed.email, address: typed.address });
  const escort = filled({ name: typed.escortName, phone: typed.escortPhone, relation: typed.escortRelation });
  return {
    family: typed.family,
    given: typed.given,
    birthDate: typed.birthDate,
    sex: typed.sex,
    ...(typed.photo === '' ? {} : { photo: typed.photo }),
    contacts: [
      ...(Object.keys(own).length === 0 ? [] : [{ kind: 'patient' as const, ...own }]),
      ...(Object.keys(escort).length === 0 ? [] : [{ kind: 'escort' as const, ...escort }]),
    ],
  };
}

/** The fields of a person. */
export function DemographicsFields({
  value,
  change,
}: {
  readonly value: TypedDemographics;
  readonly change: (next: TypedDemographics) => void;
}) {
  const text = (name: keyof TypedDemographics) => ({
    value: value[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      change({ ...value, [name]: event.currentTarget.value }),
  });
  return (
    <>
      <div className="columns">
        <TextInput label={t.family} required autoComplete="off" {...text('family')} />
        <TextInput label={t.given} required autoComplete="off" {...text('given')} />
        <TextInput label={t.birthDate} required type="date" {...text('birthDate')} />
        <NativeSelect
          label={t.sex}
          value={value.sex}
          onChange={(event) =>
            change({ ...value, sex: event.currentTarget.value as TypedDemographics['sex'] })
          }
          data={(['unknown', 'female', 'male', 'other'] as const).map((one) => ({
            value: one,
            label: recordWords.sexes[one],
          }))}
        />
      </div>
      <div className="columns">
        <TextInput label={t.phone} type="tel" autoComplete="off" {...text('phone')} />
        <TextInput label={t.email} type="email" autoComplete="off" {...text('email')} />
        <TextInput label={t.address} autoComplete="off" {...text('address')} />
      </div>
      <h2>{t.escort}</h2>
      <div className="columns">
        <TextInput label={t.escortName} autoComplete="off" {...text('escortName')} />
        <TextInput label={t.escortPhone} type="tel" autoComplete="off" {...text('escortPhone')} />
        <TextInput label={t.relation} autoComplete="off" {...text('escortRelation')} />
      </div>
      <label className="row">
        {t.photo}
        <input
          type="file"
          accept="image/*"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) void shrinkPhoto(file).then((photo) => change({ ...value, photo }));
          }}
        />
        {value.photo === '' ? null : (
          <img src={value.photo} alt="" width={56} height={56} style={{ borderRadius: '50%' }} />
        )}
      </label>
    </>
  );
}

/** Registered patients who look like this one, side by side; nothing is merged. */
export function Duplicates({
  patients,
  onAnother,
  pending,
}: {
  readonly patients: readonly PatientSummary[];
  readonly onAnother: () => void;
  readonly pending: boolean;
}) {
  return (
    <section className="problem" role="alert">
      <strong>{t.duplicates}</strong>
      <p>{t.duplicatesLead}</p>
      <ul>
        {patients.map((patient) => (
          <li key={patient.patientId}>
            <Link to="/patients/$patientId" params={{ patientId: patient.patientId }}>
              {t.open(`${patient.given} ${patient.family}`)}
            </Link>{' '}
            {dateText(patient.birthDate)}, {recordWords.sexes[patient.sex]}, {recordWords.banner.number}{' '}
            {patient.number}
          </li>
        ))}
      </ul>
      <Button variant="default" loading={pending} onClick={onAnother}>
        {t.another}
      </Button>
    </section>
  );
}
