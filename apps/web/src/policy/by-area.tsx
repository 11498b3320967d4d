import type { ReactNode } from 'react';
import { policyWords as t } from '../words/policy-en.ts';
import type { ThresholdRow } from './policy-in-force.ts';
import { areaOf, areas, type Area } from './threshold-areas.ts';

const areaId = (area: Area): string => `area-${area}`;

/** Leads to the areas that are shown: on a phone the page is long. */
function AreaJump({ shown }: { readonly shown: readonly ThresholdRow[] }) {
  const counts = areas
    .map((area) => ({ area, count: shown.filter((one) => areaOf(one.name) === area).length }))
    .filter(({ count }) => count > 0);
  return counts.length < 2 ? null : (
    <nav className="row noprint" aria-label={t.jump} style={{ marginTop: 12 }}>
      {counts.map(({ area, count }) => (
        <button
          key={area}
          type="button"
          className="linklike"
          onClick={() => {
            const heading = document.getElementById(areaId(area));
            heading?.scrollIntoView();
            heading?.focus({ preventScroll: true });
          }}
        >
          {t.areas[area]} ({count})
        </button>
      ))}
    </nav>
  );
}

/** Thresholds by area, each area under its heading; the way to each stands before them. */
export function ByArea({
  shown,
  children,
}: {
  readonly shown: readonly ThresholdRow[];
  readonly children: (rows: readonly ThresholdRow[]) => ReactNode;
}) {
  return (
    <>
      {shown.length === 0 ? <p>{t.none}</p> : null}
      <AreaJump shown={shown} />
      {areas.map((area) => {
        const rows = shown.filter((one) => areaOf(one.name) === area);
        return rows.length === 0 ? null : (
          <section key={area}>
            <h2 id={areaId(area)} tabIndex={-1}>
              {t.areas[area]}
            </h2>
            {children(rows)}
          </section>
        );
      })}
    </>
  );
}
