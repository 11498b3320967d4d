/**
 * Contract: what crosses the wire, shared by server and web.
 * route - one HTTP address with its schemas and permission; permission - what a role may do; actor - who asks;
 * problem - one row of the error catalogue; view - what a screen gets.
 */
export * from './client.ts';
export * from './entry.ts';
export * from './permission.ts';
export * from './primitives.ts';
export * from './problem.ts';
export * from './role.ts';
export * from './route.ts';
export * from './routes/all.ts';
export * from './views.ts';
