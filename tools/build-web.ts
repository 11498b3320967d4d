// Builds the web app into dist, as the server does at start.
import { builtWeb } from '../apps/server/src/index.ts';

const folder = await builtWeb((line) => console.log(line), new AbortController().signal);
console.log(folder === undefined ? 'The web app could not be built.' : 'The web app is built.');
process.exitCode = folder === undefined ? 1 : 0;
