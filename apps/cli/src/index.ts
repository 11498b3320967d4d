/**
 * The command line: start and stop, proof, backup and the way out.
 * command - one word of `evenkeel`; exit - how it ended (0 done, 1 problem found, 2 used wrongly, 3 cannot).
 */
export { exit, type Command, type Exit } from './command.ts';
