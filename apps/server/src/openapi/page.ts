import { permissionHolders, problemKinds, routes, type Route } from '@evenkeel/contract';
import { z } from 'zod';

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function schemaBlock(title: string, schema: z.ZodType | undefined, io: 'input' | 'output'): string {
  if (schema === undefined) return '';
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return `<h3>${title}</h3><pre tabindex="0">${escape(JSON.stringify(json, undefined, 2))}</pre>`;
}

function routeBlock(route: Route): string {
  const holders: readonly string[] = permissionHolders[route.permission];
  const who = route.permission === 'public' ? 'anybody' : `${route.permission} (${holders.join(', ')})`;
  return `<details id="${route.id}"><summary><code>${route.method}</code> <code>${escape(route.path)}</code> <span>${escape(route.summary)}</span></summary>
<p>Permission: ${escape(who)}. Audit: ${route.audit}. Largest body: ${route.bodyLimit ?? 64_000} bytes.</p>
${schemaBlock('Address', route.params, 'input')}${schemaBlock('Query', route.query, 'input')}${schemaBlock('Body', route.body, 'input')}${
    route.kind === undefined || route.kind === 'json' ? schemaBlock('Answer', route.response, 'output') : ''
  }</details>`;
}

/** The contract as a page to browse: no script, one style sheet of our own. */
export function docsPage(version: string): string {
  const kinds = Object.entries(problemKinds)
    .map(
      ([code, kind]) =>
        `<tr><th scope="row">${code}</th><td>${kind.status}</td><td>${escape(kind.happened)}</td><td>${escape(kind.isKept)}</td><td>${escape(kind.toDo)}</td></tr>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evenkeel API</title><link rel="stylesheet" href="/api/docs.css"></head><body><main>
<h1>Evenkeel API</h1>
<p>Version ${escape(version)}. The same as data: <a href="/api/openapi.json">openapi.json</a>. Addresses are below <code>/api</code>,
those of the demo clinic below <code>/demo/api</code>. Bodies are <code>application/json</code>; sign-in is a cookie.</p>
<h2>Routes</h2>
${(Object.values(routes) as readonly Route[]).map(routeBlock).join('\n')}
<h2>Refusals</h2>
<table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">What happened</th><th scope="col">What is kept</th><th scope="col">What to do</th></tr></thead><tbody>${kinds}</tbody></table>
</main></body></html>`;
}

export const docsStyle = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0}main{max-width:70rem;margin:0 auto;padding:2rem 1rem}
details{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:.5rem 0}
summary{cursor:pointer;padding:.4rem 0}summary span{opacity:.8;margin-left:.5rem}
pre{overflow:auto;max-height:28rem;padding:1rem;border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:6px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid color-mix(in srgb,currentColor 20%,transparent)}`;
