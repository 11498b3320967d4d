import { z } from 'zod';

const mark = z.string();

/** A list of a policy: what it holds, and what no setting can take out. */
export const policyList = z.object({
  values: z.array(z.string()),
  usual: z.array(z.string()),
  mark,
  citation: z.string(),
});
export type PolicyListView = z.output<typeof policyList>;

/** One threshold that a version changes, beside default and floor. */
export const policyChange = z.object({
  name: z.string(),
  before: z.number(),
  after: z.number(),
  usual: z.number(),
  floor: z.number(),
  unit: z.string(),
  direction: z.enum(['moreCautious', 'lessCautious']),
  mark,
  citation: z.string(),
});
export type PolicyChangeView = z.output<typeof policyChange>;

/** A list that a version changes. */
export const policyListChange = z.object({
  list: z.string(),
  added: z.array(z.string()),
  removed: z.array(z.string()),
});
export type PolicyListChangeView = z.output<typeof policyListChange>;

/** A version of the policy and what became of it. `outdated`: another version came into force after it was written. */
export const policyVersion = z.object({
  version: z.number(),
  state: z.enum(['inForce', 'past', 'proposed', 'withdrawn', 'outdated']),
  basedOn: z.number().optional(),
  reason: z.string().optional(),
  proposedById: z.string().optional(),
  proposedByName: z.string().optional(),
  proposedAt: z.string().optional(),
  activatedByName: z.string().optional(),
  activatedAt: z.string().optional(),
  withdrawnByName: z.string().optional(),
  withdrawnAt: z.string().optional(),
  withdrawnReason: z.string().optional(),
  scenariosChanged: z.number().optional(),
  changes: z.array(policyChange),
  lists: z.array(policyListChange),
});
export type PolicyVersionView = z.output<typeof policyVersion>;

/** A written patient or session that comes out otherwise. */
export const scenarioChange = z.object({
  file: z.string(),
  title: z.string(),
  before: z.array(z.string()),
  after: z.array(z.string()),
});
export type ScenarioChangeView = z.output<typeof scenarioChange>;

/** A proposal as the second person sees it. */
export const policyPreview = policyVersion.extend({
  /** What stands in the way of putting it in force, in words; empty when nothing does. */
  problems: z.array(z.string()),
  scenarios: z.object({
    ran: z.number(),
    changed: z.array(scenarioChange),
    /** Files that could not be read or run. */
    unread: z.array(z.string()),
  }),
  /** Names what was shown; whoever puts the version in force sends it back. */
  shown: z.string(),
  mayActivate: z.boolean(),
  /** Why this person cannot put it in force. */
  whyNot: z.string().optional(),
});
export type PolicyPreviewView = z.output<typeof policyPreview>;

const summary = z.enum(['mayProceed', 'hold', 'stop', 'unknown']);
const verdict = z.enum(['met', 'notMet', 'unknown']);
const ruleClass = z.enum(['hardStop', 'hold', 'caution', 'inform']);

/** How far the judging of everybody has come, and who is judged otherwise. */
export const policyReevaluation = z.object({
  version: z.number(),
  beforeVersion: z.number(),
  stage: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
  judgedAt: z.string(),
  total: z.number(),
  done: z.number(),
  changed: z.number(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  patients: z.array(
    z.object({
      patientId: z.string(),
      name: z.string(),
      number: z.string(),
      before: summary,
      after: summary,
      rules: z.array(
        z.object({
          rule: z.string(),
          before: verdict,
          after: verdict,
          classes: z.object({ before: ruleClass, after: ruleClass }).optional(),
        }),
      ),
    }),
  ),
  /** The place of the next page. */
  more: z.string().optional(),
});
export type PolicyReevaluationView = z.output<typeof policyReevaluation>;
