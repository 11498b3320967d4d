import { routes } from '@evenkeel/contract';
import { useQuery } from '@tanstack/react-query';
import { call, useMe } from '../app/api.ts';
import { may } from '../app/may.ts';

/** How many alerts wait, asked again every 15 seconds; never asked for roles that do not see them. */
export function useRiskCount() {
  const me = useMe();
  return useQuery({
    queryKey: ['risk', 'count'],
    enabled: may(me, 'risk.read'),
    refetchInterval: 15_000,
    queryFn: async () => await call(routes.riskCount),
  });
}
