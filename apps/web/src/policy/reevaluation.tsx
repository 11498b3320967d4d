import { routes } from '@evenkeel/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { may } from '../app/may.ts';
import { LoadProblem } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button } from '../app/ui.tsx';
import { TableHead } from '../app/table-head.tsx';
import { policyWords } from '../words/policy-en.ts';

const t = policyWords.effect;

/** What the newest change of the policy does to the patients: progress while it is worked out, and who differs. */
export function Reevaluation() {
  const me = useMe();
  const [after, setAfter] = useState<string>();
  const found = useQuery({
    queryKey: ['policy', 'effect', after],
    queryFn: async () =>
      await call(routes.policyReevaluation, { query: after === undefined ? {} : { after } }),
    refetchInterval: ({ state }) =>
      state.data?.reevaluation?.stage === 'waiting' || state.data?.reevaluation?.stage === 'running'
        ? 1_000
        : false,
  });
  const cancel = useMutation({
    mutationFn: async (version: number) => await call(routes.cancelReevaluation, { body: { version } }),
    onSuccess: async () => await queryClient.invalidateQueries({ queryKey: ['policy', 'effect'] }),
  });
  const one = found.data?.reevaluation;
  if (one === undefined) return <LoadProblem of={[found]} />;
  const going = one.stage === 'waiting' || one.stage === 'running';
  return (
    <section>
      <h2>{t.title(one.changed)}</h2>
      <p className="quiet">{t.lead}</p>
      <output className="status">
        {t.stages[one.stage]}. {t.progress(one.done, one.total)}.
      </output>
      {going ? (
        <>
          <progress
            value={one.done}
            max={Math.max(1, one.total)}
            aria-label={t.progress(one.done, one.total)}
          />{' '}
          {may(me, 'policy.activate') ? (
            <Button
              size="compact-sm"
              variant="default"
              loading={cancel.isPending}
              onClick={() => cancel.mutate(one.version)}
            >
              {t.cancel}
            </Button>
          ) : null}
        </>
      ) : null}
      <ProblemBox error={cancel.error} />
      {one.patients.length === 0 ? null : (
        <div className="scroll">
          <table className="plain">
            <TableHead names={[t.patient, t.before, t.after, t.rules]} />
            <tbody>
              {one.patients.map((patient) => (
                <tr key={patient.patientId}>
                  <th scope="row">
                    <Link to="/patients/$patientId/eligibility" params={{ patientId: patient.patientId }}>
                      {patient.name}
                    </Link>{' '}
                    <span className="quiet small">{patient.number}</span>
                  </th>
                  <td data-label={t.before}>{t.summaries[patient.before]}</td>
                  <td data-label={t.after}>
                    <strong>{t.summaries[patient.after]}</strong>
                  </td>
                  <td data-label={t.rules}>
                    {patient.rules
                      .map(
                        ({ rule, before, after: then, classes }) =>
                          `${rule}: ${t.verdicts[before]} → ${t.verdicts[then]}${classes === undefined ? '' : `, ${t.classes[classes.before]} → ${t.classes[classes.after]}`}`,
                      )
                      .join('; ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="row noprint">
        {after === undefined ? null : (
          <Button size="compact-sm" variant="default" onClick={() => setAfter(undefined)}>
            {t.fromStart}
          </Button>
        )}
        {one.more === undefined ? null : (
          <Button size="compact-sm" variant="default" onClick={() => setAfter(one.more)}>
            {t.more}
          </Button>
        )}
      </div>
    </section>
  );
}
