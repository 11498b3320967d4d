import { routes, type VerdictView } from '@evenkeel/contract';
import { inTheWay, openHolds, type Finding } from '@evenkeel/protocol';
import { useQuery } from '@tanstack/react-query';
import { base, call } from '../app/api.ts';
import { Attention } from '../theme/attention-mark.tsx';
import { sessionWords } from '../words/session-en.ts';

const t = sessionWords.booked;

/** What the server will weigh when the session is opened, said before: what stops it, and what is not known. */
export function BeforeOpening({ patientId }: { readonly patientId: string }) {
  const found = useQuery({
    queryKey: ['verdict', patientId, {}],
    queryFn: async () => await call(routes.verdict, { params: { patientId } }),
    // Somebody may have answered on another page, or at another desk.
    refetchOnMount: 'always',
  });
  if (found.data === undefined)
    return found.isError ? (
      <Attention level="unknown">{t.unread}</Attention>
    ) : (
      <p aria-busy="true">{t.reading}</p>
    );
  const stops = inTheWay(weighedOf(found.data), 'session');
  const stopping = new Set(stops.map(({ rule }) => rule));
  const open = openHolds(weighedOf(found.data)).filter(({ rule }) => !stopping.has(rule));
  return (
    <section aria-label={t.before}>
      {stops.length === 0 ? (
        <p>{t.clear}</p>
      ) : (
        <>
          <Attention level="now">{t.inTheWay(stops.length)}</Attention>
          <Findings findings={stops} />
        </>
      )}
      {open.length === 0 ? null : (
        <>
          <Attention level="unknown">{t.openHolds(open.length)}</Attention>
          <Findings findings={open} />
        </>
      )}
      {stops.length + open.length === 0 ? null : (
        <p>
          <a href={`${base}/patients/${patientId}/eligibility`}>{t.review}</a>
        </p>
      )}
    </section>
  );
}

/** Only what is in force counts; the server has compared each override with its finding. */
function weighedOf({ findings, setting, overrides }: VerdictView): Parameters<typeof openHolds>[0] {
  return { findings, setting, overrides: overrides.filter(({ inForce }) => inForce) };
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul>
      {findings.map(({ rule, says, missing }) => (
        <li key={rule}>
          {[says, ...missing].join(' ')} <span className="quiet">{rule}</span>
        </li>
      ))}
    </ul>
  );
}
