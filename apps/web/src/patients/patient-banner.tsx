import type { PatientBanner as Banner } from '@evenkeel/contract';
import { useMe } from '../app/api.ts';
import { dateText, dayText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { Value } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { recordWords } from '../words/patient-record-en.ts';

const t = recordWords.banner;

/** Who this is, on every screen and print of a patient. What is not known is said, never left out. */
export function PatientBanner({ banner }: { readonly banner: Banner }) {
  const { weight, allergies, diagnosis } = banner;
  const me = useMe();
  // Who may not read the clinical record is told so by a flag; nothing here then says that a value is missing.
  const hidden = me !== undefined && me !== null && !may(me, 'patient.clinical.read');
  return (
    <header className="banner" aria-label={`${banner.given} ${banner.family}`}>
      {banner.photo === undefined ? (
        <span className="noface" aria-hidden="true">
          {banner.given.slice(0, 1)}
          {banner.family.slice(0, 1)}
        </span>
      ) : (
        <img src={banner.photo} alt="" />
      )}
      <span>
        <span className="name">
          {banner.given} {banner.family}
        </span>
        <br />
        <span className="small quiet">
          {t.born(dateText(banner.birthDate), banner.age)}, {recordWords.sexes[banner.sex].toLowerCase()},{' '}
          {t.number} {banner.number}
        </span>
      </span>
      {hidden ? null : (
        <>
          <span>
            {weight === undefined ? (
              <Attention level="unknown">{t.noWeight}</Attention>
            ) : (
              <>
                <Value value={weight.kilograms} unit="kg" />{' '}
                <span className="small quiet">{dayText(me?.timeZone ?? 'UTC', weight.measuredAt)}</span>
                {weight.stale ? <span className="tag tag-due">{t.stale}</span> : null}
                {weight.doubts.length === 0 ? null : ' '}
                {weight.doubts.length === 0 ? null : (
                  <span className="tag tag-due" title={weight.doubts.join(' ')}>
                    {t.toConfirm}
                  </span>
                )}
                {weight.estimated ? <span className="tag tag-due">{t.estimated}</span> : null}
              </>
            )}
          </span>
          <span>
            {allergies.confirmedAt === undefined && allergies.substances.length === 0 ? (
              <Attention level="unknown">{t.allergiesUnknown}</Attention>
            ) : (
              <>
                <span className="quiet small">{t.allergies}</span>{' '}
                {allergies.substances.length === 0 ? t.noneKnown : allergies.substances.join(', ')}
                {allergies.confirmedAt === undefined ? (
                  <span className="tag tag-due">{t.notConfirmed}</span>
                ) : null}
              </>
            )}
          </span>
        </>
      )}
      <span>
        {hidden ? null : diagnosis === undefined ? (
          <Attention level="unknown">{t.noDiagnosis}</Attention>
        ) : (
          recordWords.diagnoses[diagnosis.kind as keyof typeof recordWords.diagnoses]
        )}
        <br />
        <span className="small quiet">{banner.phase}</span>
      </span>
      {banner.flags.map((flag) => (
        <Attention key={flag.sentence} level={flag.level}>
          {flag.sentence}
        </Attention>
      ))}
    </header>
  );
}
