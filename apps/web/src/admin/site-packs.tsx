import { routes } from '@evenkeel/contract';
import { instrumentById } from '@evenkeel/instruments';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, queryClient, useMe } from '../app/api.ts';
import { momentText } from '../app/format.ts';
import { may } from '../app/may.ts';
import { LoadProblem } from '../app/load-problem.tsx';
import { ProblemBox } from '../app/problem-box.tsx';
import { Button } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';

const t = measureWords.packs;

/** Texts of scales that this site has loaded, and loading one more. */
export function SitePacks() {
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const manages = may(me, 'pack.manage');
  const packs = useQuery({ queryKey: ['sitePacks'], queryFn: async () => await call(routes.sitePacks) });
  const [file, setFile] = useState<File>();
  const [accepted, setAccepted] = useState(false);
  const kept = (data: Awaited<ReturnType<typeof call<(typeof routes)['sitePacks']>>>) => {
    queryClient.setQueryData(['sitePacks'], data);
  };
  const load = useMutation({
    mutationFn: async (chosen: File) =>
      await call(routes.loadSitePack, { body: { pack: await chosen.text(), accepted: true } }),
    onSuccess: (data) => {
      kept(data);
      setFile(undefined);
      setAccepted(false);
    },
  });
  const withdraw = useMutation({
    mutationFn: async (instrument: string) => await call(routes.withdrawSitePack, { body: { instrument } }),
    onSuccess: kept,
  });
  const found = packs.data?.packs ?? [];
  return (
    <section>
      <h2>{t.title}</h2>
      <p>{t.lead}</p>
      {packs.isSuccess && found.length === 0 ? <p className="quiet">{t.none}</p> : null}
      <ul className="list">
        {found.map((one) => (
          <li key={one.instrument}>
            <div className="row" style={{ justifyContent: 'space-between' }}>
              <span>
                <strong>{instrumentById(one.instrument)?.title ?? one.instrument}</strong>{' '}
                <span className="tag">{one.language}</span>{' '}
                <span className="quiet small">
                  {one.owner}. {t.loaded(one.acceptedByName, momentText(zone, one.acceptedAt))}
                </span>
              </span>
              {manages ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={withdraw.isPending}
                  onClick={() => withdraw.mutate(one.instrument)}
                >
                  {t.withdraw}
                </Button>
              ) : null}
            </div>
            <p className="small quiet">
              {t.terms}: {one.terms} {one.statement}
            </p>
          </li>
        ))}
      </ul>
      {manages ? (
        <form
          className="form narrow"
          onSubmit={(event) => {
            event.preventDefault();
            if (file !== undefined) load.mutate(file);
          }}
        >
          <label>
            {t.file}{' '}
            <input
              type="file"
              accept="application/json,.json"
              onChange={(event) => setFile(event.currentTarget.files?.[0])}
            />
          </label>
          <label>
            <input
              type="checkbox"
              checked={accepted}
              onChange={(event) => setAccepted(event.currentTarget.checked)}
            />{' '}
            {t.accept}
          </label>
          <div>
            <Button type="submit" disabled={file === undefined || !accepted} loading={load.isPending}>
              {t.load}
            </Button>
          </div>
        </form>
      ) : null}
      <ProblemBox error={load.error ?? withdraw.error} />
      <LoadProblem of={[packs]} />
    </section>
  );
}
