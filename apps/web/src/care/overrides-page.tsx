import { routes } from '@evenkeel/contract';
import { useQuery } from '@tanstack/react-query';
import { call, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { Loading } from '../app/load-problem.tsx';
import { Page } from '../app/ui.tsx';
import { careWords } from '../words/care-en.ts';

const t = careWords.overrides;

/** How often each rule was gone past in this clinic. */
export function OverridesPage() {
  const zone = useMe()?.timeZone ?? 'UTC';
  const found = useQuery({ queryKey: ['overrides'], queryFn: async () => await call(routes.overrides) });
  if (found.data === undefined) return <Loading of={[found]} />;
  const { counts } = found.data;
  return (
    <Page title={t.title(counts.reduce((sum, one) => sum + one.overrides, 0))}>
      {counts.length === 0 ? (
        <p className="quiet">{t.none}</p>
      ) : (
        <>
          <p className="quiet">{t.lead}</p>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t.rule}</th>
                <th scope="col">{t.ruleClass}</th>
                <th scope="col">{t.count}</th>
                <th scope="col">{t.patients}</th>
                <th scope="col">{t.second}</th>
                <th scope="col">{t.last}</th>
              </tr>
            </thead>
            <tbody>
              {counts.map((one) => (
                <tr key={`${one.rule}${one.ruleClass}`}>
                  <th scope="row">
                    {one.rule} <span className="quiet">{one.statement}</span>
                  </th>
                  <td data-label={t.ruleClass}>{t.classes[one.ruleClass]}</td>
                  <td data-label={t.count}>{one.overrides}</td>
                  <td data-label={t.patients}>{one.patients}</td>
                  <td data-label={t.second}>{one.withSecond}</td>
                  <td data-label={t.last}>{momentText(zone, one.lastAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Page>
  );
}
