// Terms: the data folder is what the user chose; the cluster is PostgreSQL's own folder in it; the owner is the
// cluster's superuser. A left-over server is one whose Evenkeel was killed; it is adopted, or retired.
export { EmbeddedProblem } from './embedded-problem.ts';
export { startEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from './start-embedded.ts';
