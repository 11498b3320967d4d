import { routes } from '@evenkeel/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { words } from '../words/en.ts';
import { currentTheme, setTheme, type ThemeName } from '../theme/theme.ts';
import { base, call, queryClient, useMe } from './api.ts';
import { followUpWords } from '../words/follow-up-en.ts';
import { measureWords } from '../words/measures-en.ts';
import { ProblemBox } from './problem-box.tsx';

const SignInPage = lazy(async () => ({ default: (await import('../account/sign-in-page.tsx')).SignInPage }));
const WelcomePage = lazy(async () => ({
  default: (await import('../account/welcome-page.tsx')).WelcomePage,
}));
const AccountPage = lazy(async () => ({
  default: (await import('../account/account-page.tsx')).AccountPage,
}));
const LeftOverRibbon = lazy(async () => ({
  default: (await import('../session/left-over-ribbon.tsx')).LeftOverRibbon,
}));
const RiskBell = lazy(async () => ({ default: (await import('../risk/risk-bell.tsx')).RiskBell }));
const KeysHelp = lazy(async () => ({ default: (await import('./keys-help.tsx')).KeysHelp }));

const places = [
  {
    to: '/today',
    key: 't',
    text: words.rail.today,
    for: ['prescriber', 'medicalLead', 'nurse', 'therapist', 'frontDesk'],
  },
  { to: '/chairs', key: 'c', text: words.rail.chairs, for: ['prescriber', 'medicalLead', 'nurse'] },
  {
    to: '/patients',
    key: 'p',
    text: words.rail.patients,
    for: ['prescriber', 'medicalLead', 'nurse', 'therapist', 'frontDesk'],
  },
  {
    to: '/referrals',
    key: 'r',
    text: words.rail.referrals,
    for: ['prescriber', 'medicalLead', 'nurse', 'frontDesk'],
  },
  {
    to: '/inbox',
    key: 'i',
    text: measureWords.risk.rail,
    for: ['prescriber', 'medicalLead', 'nurse', 'therapist'],
  },
  {
    to: '/messages',
    key: 'm',
    text: measureWords.messages.rail,
    for: ['prescriber', 'medicalLead', 'nurse', 'frontDesk', 'administrator'],
  },
  {
    to: '/long-term',
    key: 'f',
    text: followUpWords.rail,
    for: ['prescriber', 'medicalLead', 'nurse'],
  },
  { to: '/outcomes', key: 'o', text: words.rail.outcomes, for: ['prescriber', 'medicalLead', 'researcher'] },
  { to: '/explorer', key: 'e', text: words.rail.explorer, for: ['prescriber', 'medicalLead', 'researcher'] },
  {
    to: '/library',
    key: 'l',
    text: words.rail.library,
    for: ['prescriber', 'medicalLead', 'nurse', 'administrator', 'auditor'],
  },
  { to: '/admin', key: 'a', text: words.rail.admin, for: ['administrator'] },
  { to: '/audit', key: 'u', text: words.rail.audit, for: ['auditor'] },
  { to: '/status', key: 's', text: words.rail.status, for: ['administrator', 'auditor'] },
] as const;

/** First screens, the first that a role has is its own. */
const homes = ['/today', '/audit', '/admin', '/outcomes'] as const;

/** The frame of every page: who is signed in decides what stands in it. */
export function Shell() {
  const hello = useQuery({
    queryKey: ['hello'],
    queryFn: async () => await call(routes.hello),
    staleTime: 60_000,
  });
  const me = useMe();
  const content =
    // What is on the screen stays when the network goes: a lost answer must not take a session away.
    hello.data === undefined || me === undefined ? (
      <main id="content" aria-busy={hello.error === null}>
        {hello.error === null ? words.loading : <ProblemBox error={hello.error} />}
      </main>
    ) : hello.data.state === 'needsSetup' ? (
      <WelcomePage />
    ) : me === null ? (
      <SignInPage hello={hello.data} />
    ) : !me.secondFactor && !me.demo && me.strength === 'full' && me.passkeys === 0 ? (
      <main id="content" className="welcome">
        <AccountPage />
        <p style={{ marginTop: 48 }}>
          <SignOut />
        </p>
      </main>
    ) : (
      <Frame roles={me.roles} clinicName={me.clinicName} name={me.name} />
    );
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <Suspense fallback={<main aria-busy="true">{words.loading}</main>}>{content}</Suspense>
      {base === '/demo' ? <div className="watermark">{words.demoMark}</div> : null}
    </>
  );
}

function Frame({
  roles,
  clinicName,
  name,
}: {
  readonly roles: readonly string[];
  readonly clinicName: string;
  readonly name: string;
}) {
  const [help, setHelp] = useState(false);
  const me = useMe();
  useKeys(() => setHelp(true));
  const seen = places.filter((place) => place.for.some((role) => roles.includes(role)));
  const onToday = useRouterState({ select: (state) => state.matches.at(-1)?.routeId === '/today' });
  const navigate = useNavigate();
  // Each role's first screen answers the question it came with; the others' Today is not asked for on the way.
  const home = homes.find((to) => seen.some((place) => place.to === to)) ?? '/account';
  const isAway = onToday && home !== '/today';
  useEffect(() => {
    if (isAway) void navigate({ to: home, replace: true });
  }, [isAway, home, navigate]);
  const rail = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // On a phone the places scroll in one line: the one that is open is in sight.
  useEffect(() => {
    const place = places.find(({ to }) => path.startsWith(to));
    const here =
      place === undefined ? undefined : rail.current?.querySelector<HTMLElement>(`a[href$="${place.to}"]`);
    if (here) rail.current?.scrollTo({ left: here.offsetLeft - 16 });
  }, [path]);
  return (
    <div className="frame">
      <nav className="rail" ref={rail} aria-label={words.rail.main}>
        <div className="clinic">{clinicName}</div>
        {seen.map((place) => (
          <Link key={place.to} to={place.to} activeProps={{ 'aria-current': 'page' }}>
            {place.text}
          </Link>
        ))}
        <div className="foot">
          <Link to="/account" activeProps={{ 'aria-current': 'page' }}>
            {name}
          </Link>
          <ThemeSwitch />
          <SignOut />
        </div>
      </nav>
      <main id="content">
        {me === undefined || me === null ? null : (
          <Suspense>
            <LeftOverRibbon authorId={me.actorId} />
            <RiskBell />
          </Suspense>
        )}
        {isAway ? null : <Outlet />}
      </main>
      {help ? (
        <Suspense>
          <KeysHelp onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function ThemeSwitch() {
  const [theme, change] = useState(currentTheme);
  useEffect(() => {
    const follow = () => change(currentTheme());
    addEventListener('evenkeel-theme', follow);
    return () => removeEventListener('evenkeel-theme', follow);
  }, []);
  return (
    <label>
      {words.theme.label}{' '}
      <select value={theme} onChange={(event) => setTheme(event.currentTarget.value as ThemeName)}>
        {(['light', 'dark', 'dim'] as const).map((one) => (
          <option key={one} value={one}>
            {words.theme[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

function SignOut() {
  return (
    <button
      type="button"
      className="linklike"
      onClick={() => {
        void call(routes.signOut, { body: {} })
          .catch(() => undefined)
          .then(() => {
            queryClient.clear();
            location.assign(`${base}/`);
          });
      }}
    >
      {words.rail.signOut}
    </button>
  );
}

/** `?` help, `/` the search of the page or of the patients, `g` then a letter to go somewhere. Never while typing. */
function useKeys(showHelp: () => void): void {
  const navigate = useNavigate();
  const waiting = useRef(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
        return;
      if (waiting.current) {
        waiting.current = false;
        const to = places.find((place) => place.key === event.key)?.to;
        if (to !== undefined) void navigate({ to });
      } else if (event.key === 'g') {
        waiting.current = true;
        setTimeout(() => (waiting.current = false), 1_500);
      } else if (event.key === '?') showHelp();
      else if (event.key === '/') {
        event.preventDefault();
        const search = () => document.querySelector<HTMLInputElement>('main input[type=search]');
        const here = search();
        if (here === null) void navigate({ to: '/patients' }).then(() => search()?.focus());
        else here.focus();
      }
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [navigate, showHelp]);
}
