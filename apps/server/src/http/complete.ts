import { permissionHolders, routes, type Route, type RouteId } from '@evenkeel/contract';
import type { Handler, Handlers } from './handler.ts';

/**
 * Puts the areas' handlers together. The server does not start when a route has no handler or no known permission, when a
 * handler serves no route, when two routes share an address, or when an address and its schema name other parameters
 * (promise 8).
 * @throws Error naming everything that is wrong
 */
export function completeHandlers(
  parts: readonly Partial<Handlers>[],
  all: { readonly [id: string]: Route } = routes,
): ReadonlyMap<RouteId, Handler> {
  const handlers = new Map<string, Handler>();
  const wrong: string[] = [];
  for (const part of parts) {
    for (const [id, handler] of Object.entries(part)) {
      if (handlers.has(id)) wrong.push(`The route ${id} has two handlers.`);
      if (!Object.hasOwn(all, id)) wrong.push(`The handler ${id} serves no route.`);
      handlers.set(id, handler as unknown as Handler);
    }
  }
  const addresses = new Set<string>();
  for (const [id, route] of Object.entries(all)) {
    if (!handlers.has(id)) wrong.push(`The route ${id} has no handler.`);
    if (route.permission === undefined || !Object.hasOwn(permissionHolders, route.permission)) {
      wrong.push(`The route ${id} declares no permission.`);
    }
    const named = (route.path.match(/:\w+/g) ?? []).map((name) => name.slice(1)).toSorted();
    const asked = Object.keys((route.params as { shape?: object } | undefined)?.shape ?? {}).toSorted();
    if (route.path.includes('{') || named.join() !== asked.join())
      wrong.push(`The route ${id} names other parameters in its path than in its schema.`);
    const address = `${route.method} ${route.path.replaceAll(/:\w+/g, ':')}`;
    if (addresses.has(address)) wrong.push(`The route ${id} shares its address with another.`);
    addresses.add(address);
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return handlers as ReadonlyMap<RouteId, Handler>;
}
