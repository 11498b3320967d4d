import { routes, type ReferralView } from '@evenkeel/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { call, queryClient, useMe } from '../app/api.ts';
import { dateText } from '../app/format.ts';
import { Loading } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button, Page } from '../app/ui.tsx';
import { Attention } from '../theme/attention-mark.tsx';
import { recordWords } from '../words/patient-record-en.ts';
import { JoinReferral } from './join-referral.tsx';

const t = recordWords.referral;
type Item = ReferralView['items'][number];

/** One referral laid out item by item. Nothing enters the record unless a person takes it. */
export function ReferralPage() {
  const { referralId = '' } = useParams({ strict: false });
  const me = useMe();
  const found = useQuery({
    queryKey: ['referral', referralId],
    queryFn: async () => await call(routes.referral, { params: { referralId } }),
  });
  const decide = useMutation({
    mutationFn: async (what: { take: string[]; decline: string[] }) =>
      await call(routes.takeFromReferral, { params: { referralId }, body: what }),
    onSuccess: async (referral) => {
      queryClient.setQueryData(['referral', referralId], referral);
      await queryClient.invalidateQueries({ queryKey: ['patient'] });
      await queryClient.invalidateQueries({ queryKey: ['facts'] });
    },
  });
  if (found.data === undefined) return <Loading of={[found]} />;
  const referral = found.data;
  const mayTake =
    referral.patientId !== undefined &&
    (me?.roles.some((role) => role === 'nurse' || role === 'prescriber' || role === 'medicalLead') ?? false);
  const groups = [...Map.groupBy(referral.items, (item) => item.group)];
  return (
    <Page title={t.title(`${referral.patient.given} ${referral.patient.family}`)}>
      <p className="quiet">
        {dateText(referral.patient.birthDate)}, {recordWords.sexes[referral.patient.sex].toLowerCase()}
        {referral.sender === undefined ? '' : `. ${t.sender} ${referral.sender}`}
      </p>
      {referral.seenBefore ? <output className="status">{t.seen}</output> : null}
      {referral.patient.deceased === undefined ? null : <Attention level="now">{t.deceased}</Attention>}
      {referral.warnings.length === 0 ? null : (
        <>
          <h2>{t.warnings}</h2>
          <ul>
            {referral.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </>
      )}
      {referral.patientId === undefined ? (
        <JoinReferral referral={referral} />
      ) : (
        <p>
          <Button component={Link} to={`/patients/${referral.patientId}`} variant="default">
            {t.joined}
          </Button>
        </p>
      )}
      {mayTake ? null : (
        <p className="quiet">{referral.patientId === undefined ? t.joinFirst : t.onlyClinical}</p>
      )}
      <ProblemBox error={decide.error} />
      {groups.map(([group, items]) => (
        <Group
          key={group}
          group={group}
          items={items}
          mayTake={mayTake}
          pending={decide.isPending}
          decide={decide.mutate}
        />
      ))}
      {referral.leftAside.length === 0 ? null : (
        <>
          <h2>{t.leftAside}</h2>
          <ul className="small quiet">
            {referral.leftAside.map((one) => (
              <li key={`${one.resourceType}${one.why}`}>
                {one.count} {one.resourceType}: {one.why}
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

function Group({
  group,
  items,
  mayTake,
  pending,
  decide,
}: {
  readonly group: string;
  readonly items: readonly Item[];
  readonly mayTake: boolean;
  readonly pending: boolean;
  readonly decide: (what: { take: string[]; decline: string[] }) => void;
}) {
  const open = items.filter((item) => item.takeable && item.decision === undefined);
  const current = open.filter((item) => item.age !== 'stale');
  return (
    <details open={items.length <= 12 || open.length <= 12}>
      <summary>
        <h2 style={{ display: 'inline-block', marginRight: 12 }}>{group}</h2>
        <span className="quiet small">{t.count(items.length)}</span>
      </summary>
      {mayTake && open.length > 0 ? (
        <div className="row" style={{ margin: '4px 0 8px' }}>
          {current.length > 0 ? (
            <Button
              size="compact-sm"
              variant="default"
              disabled={pending}
              onClick={() => decide({ take: current.map((item) => item.key), decline: [] })}
            >
              {t.takeGroup(group)}
            </Button>
          ) : null}
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={pending}
            onClick={() => decide({ take: [], decline: open.map((item) => item.key) })}
          >
            {t.declineGroup(group)}
          </Button>
        </div>
      ) : null}
      <div className="scroll">
        <table className="plain even">
          <thead>
            <tr>
              <th scope="col">{t.what}</th>
              <th scope="col">{t.date}</th>
              <th scope="col">{t.code}</th>
              <th scope="col">{t.source}</th>
              <th scope="col">
                <span className="quiet">{t.take}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <ItemRow key={item.key} item={item} mayTake={mayTake} pending={pending} decide={decide} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function ItemRow({
  item,
  mayTake,
  pending,
  decide,
}: {
  readonly item: Item;
  readonly mayTake: boolean;
  readonly pending: boolean;
  readonly decide: (what: { take: string[]; decline: string[] }) => void;
}) {
  const value =
    item.systolic === undefined
      ? item.kilograms === undefined
        ? item.quantity === undefined
          ? ''
          : `${rounded(item.quantity.value)} ${item.quantity.unit}`
        : `${item.kilograms} kg`
      : `${rounded(item.systolic)}/${rounded(item.diastolic ?? '?')} mmHg`;
  return (
    <tr>
      <td>
        {item.label} <strong>{value}</strong>{' '}
        {item.status === 'past' ? <span className="tag">{recordWords.statuses.past}</span> : null}
        {item.note === undefined ? null : <div className="small quiet">{item.note}</div>}
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>
        {dateText(item.date)}{' '}
        {item.age === 'stale' ? (
          <span className="tag tag-due">{t.stale(item.ageDays ?? 0)}</span>
        ) : item.age === 'undated' ? (
          <span className="tag tag-due">{t.undated}</span>
        ) : null}
      </td>
      <td className="small quiet">{item.code?.code}</td>
      <td className="small quiet">{item.source.resourceType}</td>
      <td style={{ whiteSpace: 'nowrap' }}>
        {item.decision === undefined ? (
          item.takeable ? (
            mayTake ? (
              <span className="row" style={{ gap: 4, flexWrap: 'nowrap' }}>
                <Button
                  size="compact-sm"
                  variant="light"
                  disabled={pending}
                  aria-label={`${t.take}: ${item.label} ${dateText(item.date)}`}
                  onClick={() => decide({ take: [item.key], decline: [] })}
                >
                  {t.take}
                </Button>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  disabled={pending}
                  aria-label={`${t.decline}: ${item.label} ${dateText(item.date)}`}
                  onClick={() => decide({ take: [], decline: [item.key] })}
                >
                  {t.decline}
                </Button>
              </span>
            ) : null
          ) : (
            <span className="small quiet">{t.notTakeable}</span>
          )
        ) : (
          <span
            className={item.decision.decision === 'declined' ? 'tag' : 'tag tag-ok'}
            title={item.decision.byName}
          >
            {t[item.decision.decision]}
          </span>
        )}
      </td>
    </tr>
  );
}

/** Long decimals of other systems, shortened for reading only; what is stored keeps every digit. */
function rounded(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) && value.length > 7 ? String(Math.round(number * 100) / 100) : value;
}
