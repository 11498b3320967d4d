import { client, RequestProblem, routes, type Me } from '@evenkeel/contract';
import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query';

/** `/demo` when this page belongs to the demo clinic, else empty. */
export const base: '' | '/demo' = /^\/demo(\/|$)/.test(location.pathname) ? '/demo' : '';

/** The typed client of this site. */
export const call = client(`${base}/api`, (input, init) => fetch(input, init));

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // A sign-in that has ended shows the sign-in page; the chair side stays, because charting goes on on the device.
    onError: (error, { queryKey }) => {
      const ended = error instanceof RequestProblem && error.problem?.code === 'AUT-001';
      if (ended && queryKey[0] !== 'me' && !location.pathname.startsWith(`${base}/sessions/`))
        void queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: (count, error) =>
        !(error instanceof RequestProblem && error.status >= 400 && error.status < 500) && count < 2,
    },
  },
});

/** Who is signed in; undefined while asking, null when nobody is. */
export function useMe(): Me | null | undefined {
  const { data } = useQuery({
    queryKey: ['me'],
    staleTime: 60_000,
    queryFn: async () => {
      try {
        return await call(routes.me);
      } catch (error) {
        if (error instanceof RequestProblem && (error.status === 401 || error.status === 403)) return null;
        throw error;
      }
    },
  });
  return data;
}
