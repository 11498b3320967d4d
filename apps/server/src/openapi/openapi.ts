import { permissionHolders, problemKinds, routes, type Route } from '@evenkeel/contract';
import { z } from 'zod';

type JsonObject = { readonly [key: string]: unknown };

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
}

function parameters(route: Route): readonly JsonObject[] {
  return (['params', 'query'] as const).flatMap((part) => {
    const schema = route[part];
    if (schema === undefined) return [];
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
      readonly properties?: JsonObject;
      readonly required?: readonly string[];
    };
    return Object.entries(properties).map(([name, about]) => ({
      name,
      in: part === 'params' ? 'path' : 'query',
      required: part === 'params' || required.includes(name),
      schema: about,
    }));
  });
}

function answerOf(route: Route): JsonObject {
  if (route.kind === 'stream') return { 'text/event-stream': { schema: { type: 'string' } } };
  if (route.kind === 'file') return { 'application/pdf': { schema: { type: 'string', format: 'binary' } } };
  return { 'application/json': { schema: schemaOf(route.response, 'output') } };
}

function operation(route: Route): JsonObject {
  const holders: readonly string[] = permissionHolders[route.permission];
  const who =
    route.permission === 'public'
      ? 'Anybody.'
      : `Permission \`${route.permission}\`, held by: ${holders.join(', ')}.`;
  return {
    operationId: route.id,
    summary: route.summary,
    description: `${who} Audit: ${route.audit}.`,
    security: route.permission === 'public' ? [] : [{ signIn: [] }],
    ...(parameters(route).length === 0 ? {} : { parameters: parameters(route) }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
          },
        }),
    responses: {
      200: { description: 'Done', content: answerOf(route) },
      default: {
        description: 'Refused, with a row of the catalogue',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** The whole contract as OpenAPI 3.1. */
export function openApi(version: string): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const route of Object.values(routes) as readonly Route[]) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  const text = { type: 'string' };
  return {
    openapi: '3.1.0',
    info: { title: 'Evenkeel', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [
      { url: '/api', description: 'The clinic' },
      { url: '/demo/api', description: 'The demo clinic' },
    ],
    paths,
    components: {
      securitySchemes: { signIn: { type: 'apiKey', in: 'cookie', name: 'ek' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['code', 'happened', 'isKept', 'toDo'],
          properties: {
            code: { enum: Object.keys(problemKinds) },
            happened: text,
            isKept: text,
            toDo: text,
            detail: text,
            fields: {
              type: 'array',
              items: { type: 'object', required: ['path', 'says'], properties: { path: text, says: text } },
            },
          },
        },
      },
    },
  };
}
