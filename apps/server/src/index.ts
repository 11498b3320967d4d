/**
 * Server: one HTTP server in front of the record.
 * site - the clinic's or the demo's door; handler - serves one route of the contract; refusal - a row of the catalogue;
 * sign-in - a session kept on the server; device - an enrolled chair tablet; place - where a try comes from.
 */
export { setUpClinic } from './account/clinic-set-up.ts';
export { ConfigProblem, readConfig, type Config } from './config.ts';
export { builtWeb } from './http/build-web.ts';
export { importReferral, ImportProblem, type ImportedReferral } from './import-referral.ts';
export { start, StartProblem, type Running } from './start.ts';
export { systemNow } from './system.ts';
