/**
 * Record: the store. door - the one way to a clinic's rows; log - a session's append-only entries; chain - rows hashed
 * one over the other; anchor - a chain's head kept outside the database; scope - who acts, in which clinic.
 */
export type { Anchors } from './anchor.ts';
export { backup, restore, type BackupManifest } from './backup.ts';
export * from './database-note.ts';
export * from './door.ts';
export * from './embedded/index.ts';
export { exportAll, type ExportManifest } from './export.ts';
export { openJobQueue, ToldFailure, type JobQueue, type QueuedAs, type QueuedJob } from './job-queue.ts';
export type { LogHint } from './log-hints.ts';
export * from './migrate.ts';
export * from './open-databases.ts';
export * from './record-problem.ts';
export type * from './schema.ts';
export * from './session-log.ts';
export * from './stores/account.ts';
export * from './stores/audit-search.ts';
export * from './stores/entries.ts';
export * from './stores/fact.ts';
export * from './stores/follow-up.ts';
export * from './stores/goal.ts';
export * from './stores/job-run.ts';
export * from './stores/link.ts';
export * from './stores/measure.ts';
export * from './stores/message.ts';
export * from './stores/name-key.ts';
export * from './stores/observer-count.ts';
export * from './stores/outcome.ts';
export * from './stores/override.ts';
export * from './stores/patient-number.ts';
export * from './stores/patient.ts';
export * from './stores/plan.ts';
export * from './stores/policy.ts';
export * from './stores/policy-reevaluation.ts';
export * from './stores/referral.ts';
export * from './stores/response.ts';
export * from './stores/risk-alert.ts';
export * from './stores/session.ts';
export * from './stores/site-pack.ts';
export * from './verify.ts';
