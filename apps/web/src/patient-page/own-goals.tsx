/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { OwnProgressView } from '@evenkeel/contract';
import { newId } from '../app/new-id.ts';
import { patientWords as words } from '../words/patient-en.ts';
import { GoalForm } from './goal-form.tsx';
import { ask, type Outcome } from './link-api.ts';
import { dayText, OwnChart } from './own-chart.tsx';
import { lastOfDay } from './own-chart-model.ts';

type Goal = OwnProgressView['goals'][number];
type Asked = Promise<string | undefined>;

const t = words.goals;
/** Goals that stand at one time; the clinic's server holds to the same number. */
const most = 5;
const marks = Array.from({ length: 11 }, (_, mark) => mark);

/** The own goals: written, changed, reached or laid down, and how near each is. None is ever deleted. */
export function OwnGoals({
  goals,
  visitKey,
  onChange,
  onReload,
}: {
  readonly goals: readonly Goal[];
  /** Names this link on the device. */
  readonly visitKey: string;
  readonly onChange: (progress: OwnProgressView) => void;
  readonly onReload: () => Promise<void>;
}) {
  const current = goals.filter(({ state }) => state === 'current');
  const former = goals.filter(({ state }) => state !== 'current');

  /** Takes what came back; gives the sentence to show when it was not kept. */
  const taken = async (told: Outcome<OwnProgressView>): Asked => {
    if (told.kind === 'ok') onChange(told.value);
    else if (told.kind === 'lost') return t.lost;
    else {
      // Another device was faster: its words are shown, and what was typed here stays.
      if (told.problem.code === 'GOL-001') await onReload();
      return told.problem.fields?.[0]?.says ?? told.problem.happened ?? words.trouble;
    }
    return undefined;
  };
  const keep = async (goal: Goal, what: Partial<Goal>): Asked =>
    await taken(
      await ask('link/goals', {
        goalId: goal.goalId,
        version: goal.version + 1,
        wording: what.wording ?? goal.wording,
        state: what.state ?? goal.state,
      }),
    );
  const mark = async (goal: Goal, value: number): Asked =>
    await taken(await ask('link/goals/marks', { goalId: goal.goalId, markId: newId(), mark: value }));

  return (
    <section class="goals">
      <h2>{t.title}</h2>
      {current.length === 0 ? <p>{t.lead}</p> : null}
      {current.map((goal) => (
        <OneGoal key={goal.goalId} goal={goal} visitKey={visitKey} onKeep={keep} onMark={mark} />
      ))}
      {current.length === 0 ? null : <p class="small">{t.fine}</p>}
      {current.length < most ? (
        <NewGoal visitKey={visitKey} onKeep={keep} />
      ) : (
        <p class="small">{t.atMost}</p>
      )}
      {former.length === 0 ? null : (
        <details>
          <summary>{t.former}</summary>
          <ul class="former">
            {former.map((goal) => (
              <li key={goal.goalId}>
                <span>
                  {goal.wording}{' '}
                  <span class="small">{goal.state === 'reached' ? t.states.reached : t.states.laidDown}</span>
                </span>
                {current.length < most ? (
                  <Act onAct={() => keep(goal, { state: 'current' })} label={`${t.takeUp}: ${goal.wording}`}>
                    {t.takeUp}
                  </Act>
                ) : null}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** A quiet button that says below itself when what it does was not kept. */
function Act({
  children,
  label,
  onAct,
}: {
  readonly children: string;
  readonly label: string;
  readonly onAct: () => Asked;
}) {
  const [problem, setProblem] = useState('');
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-label={label}
        onClick={() => void onAct().then((says) => setProblem(says ?? ''))}
      >
        {children}
      </button>
      {problem === '' ? null : <p role="alert">{problem}</p>}
    </>
  );
}

function OneGoal({
  goal,
  visitKey,
  onKeep,
  onMark,
}: {
  readonly goal: Goal;
  readonly visitKey: string;
  readonly onKeep: (goal: Goal, what: Partial<Goal>) => Asked;
  readonly onMark: (goal: Goal, mark: number) => Asked;
}) {
  const [editing, setEditing] = useState(false);
  const [says, setSays] = useState('');
  const [today] = useState(() => dayText(Date.now()));
  const perDay = lastOfDay(goal.marks, dayText);
  const latest = perDay.at(-1);
  const now = latest !== undefined && dayText(latest.at) === today ? latest.mark : undefined;
  const id = `goal-${goal.goalId}`;
  return (
    <article class="goal">
      {editing ? (
        <GoalForm
          name={`${visitKey} ${goal.goalId}`}
          first={goal.wording}
          onCancel={() => setEditing(false)}
          onSave={async (wording) => {
            const problem = await onKeep(goal, { wording });
            if (problem === undefined) setEditing(false);
            return problem;
          }}
        />
      ) : (
        <h3 id={id}>{goal.wording}</h3>
      )}
      <fieldset>
        <legend>{t.near}</legend>
        <p class="small">{t.ends}</p>
        <div class="marks">
          {marks.map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={now === value}
              aria-label={t.markOf(value)}
              onClick={() => void onMark(goal, value).then((problem) => setSays(problem ?? t.kept(value)))}
            >
              {value}
            </button>
          ))}
        </div>
        <output>{says}</output>
      </fieldset>
      {perDay.length === 0 ? null : (
        <>
          {perDay.length < 2 ? null : (
            <OwnChart
              points={perDay.map(({ at, mark }) => ({ at, total: mark }))}
              range={{ from: 0, to: 10 }}
              better={t.there}
              height={120}
            />
          )}
          <details>
            <summary>{t.marks}</summary>
            <ul class="numbers">
              {perDay.map(({ at, mark }) => (
                <li key={at}>
                  {dayText(at)}: {t.markOf(mark)}
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
      {editing ? null : (
        <div class="acts">
          <button
            type="button"
            class="quiet"
            aria-label={`${t.change}: ${goal.wording}`}
            onClick={() => setEditing(true)}
          >
            {t.change}
          </button>
          <Act onAct={() => onKeep(goal, { state: 'reached' })} label={`${t.reached}: ${goal.wording}`}>
            {t.reached}
          </Act>
          <Act onAct={() => onKeep(goal, { state: 'laidDown' })} label={`${t.layDown}: ${goal.wording}`}>
            {t.layDown}
          </Act>
        </div>
      )}
    </article>
  );
}

/** A new goal. Its id is made once, so that sending it twice writes it once. */
function NewGoal({
  visitKey,
  onKeep,
}: {
  readonly visitKey: string;
  readonly onKeep: (goal: Goal, what: Partial<Goal>) => Asked;
}) {
  const [open, setOpen] = useState(false);
  const [goalId, setGoalId] = useState(newId);
  if (!open)
    return (
      <button type="button" class="second" onClick={() => setOpen(true)}>
        {t.add}
      </button>
    );
  return (
    <GoalForm
      name={`${visitKey} goal`}
      first=""
      onCancel={() => setOpen(false)}
      onSave={async (wording) => {
        const problem = await onKeep({ goalId, version: 0, wording, state: 'current', marks: [] }, {});
        if (problem === undefined) {
          setGoalId(newId());
          setOpen(false);
        }
        return problem;
      }}
    />
  );
}
