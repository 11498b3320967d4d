import type { PatientBanner, PatientSummary } from '@evenkeel/contract';
import { Link } from '@tanstack/react-router';
import { dateText } from '../app/format.ts';
import { fieldSays } from '../app/problem-box.tsx';
import { Button, DateInput, NativeSelect, TextInput } from '../app/ui.tsx';
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

const filled = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));

/** The request body of what was typed. */
export function demographicsOf(typed: TypedDemographics) {
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

/** What was registered, as it is typed when it changes. Contacts of other kinds are kept by `demographicsOf`'s caller. */
export function typedOf(banner: PatientBanner): TypedDemographics {
  const own = banner.contacts.find((one) => one.kind === 'patient');
  const escort = banner.contacts.find((one) => one.kind === 'escort');
  return {
    family: banner.family,
    given: banner.given,
    birthDate: banner.birthDate,
    sex: banner.sex,
    photo: banner.photo ?? '',
    phone: own?.phone ?? '',
    email: own?.email ?? '',
    address: own?.address ?? '',
    escortName: escort?.name ?? '',
    escortPhone: escort?.phone ?? '',
    escortRelation: escort?.relation ?? '',
  };
}

/** The fields of a person. */
export function DemographicsFields({
  value,
  change,
  error,
}: {
  readonly value: TypedDemographics;
  readonly change: (next: TypedDemographics) => void;
  /** The problem of the last try; what it says of a field stands at the field. */
  readonly error: unknown;
}) {
  const text = (name: keyof TypedDemographics) => ({
    value: value[name],
    error: fieldSays(error, name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      change({ ...value, [name]: event.currentTarget.value }),
  });
  return (
    <>
      <div className="columns">
        <TextInput label={t.family} required autoComplete="off" {...text('family')} />
        <TextInput label={t.given} required autoComplete="off" {...text('given')} />
        <DateInput label={t.birthDate} required {...text('birthDate')} />
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

/** Registered patients who look like this one, side by side with what was typed; nothing is merged. */
export function Duplicates({
  typed,
  patients,
  onAnother,
  pending,
}: {
  readonly typed: Pick<TypedDemographics, 'family' | 'given' | 'birthDate' | 'sex'>;
  readonly patients: readonly PatientSummary[];
  readonly onAnother: () => void;
  readonly pending: boolean;
}) {
  return (
    <section className="problem" role="alert">
      <strong>{t.duplicates}</strong>
      <p>{t.duplicatesLead}</p>
      <div className="scroll">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col" aria-label={t.whose} />
              <th scope="col">{recordWords.patients.name}</th>
              <th scope="col">{recordWords.patients.born}</th>
              <th scope="col">{recordWords.patients.sex}</th>
              <th scope="col">{recordWords.patients.number}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t.typed}</th>
              <td>{`${typed.family}, ${typed.given}`}</td>
              <td>{dateText(typed.birthDate)}</td>
              <td>{recordWords.sexes[typed.sex]}</td>
              <td>{t.noNumber}</td>
            </tr>
            {patients.map((patient) => (
              <tr key={patient.patientId}>
                <th scope="row">
                  <Link to="/patients/$patientId" params={{ patientId: patient.patientId }}>
                    {t.open(`${patient.given} ${patient.family}`)}
                  </Link>
                </th>
                <td>{`${patient.family}, ${patient.given}`}</td>
                <td>{dateText(patient.birthDate)}</td>
                <td>{recordWords.sexes[patient.sex]}</td>
                <td>{patient.number}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button variant="default" loading={pending} onClick={onAnother} style={{ marginTop: 10 }}>
        {t.another}
      </Button>
    </section>
  );
}
