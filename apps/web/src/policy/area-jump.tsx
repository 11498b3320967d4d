import { policyWords as t } from '../words/policy-en.ts';
import type { ThresholdRow } from './policy-in-force.ts';
import { areaOf, areas, type Area } from './threshold-areas.ts';

/** The id of the heading of an area. */
export const areaId = (area: Area): string => `area-${area}`;

/** Leads to the areas that are shown: on a phone the page is long. */
export function AreaJump({ shown }: { readonly shown: readonly ThresholdRow[] }) {
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
