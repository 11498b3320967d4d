/** What the web app sees. Everything is a plain JSON value. */
export * from './views/account.ts';
export * from './views/audit.ts';
export * from './views/care.ts';
export * from './views/course.ts';
export * from './views/fact.ts';
export * from './views/follow-up.ts';
export * from './views/outcome.ts';
export * from './views/patient.ts';
export * from './views/plan.ts';
export * from './views/policy.ts';
export * from './views/referral.ts';
export * from './views/response.ts';
export * from './views/risk.ts';
export * from './views/session.ts';
