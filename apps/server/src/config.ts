import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** What can be set from outside, parsed once. */
export interface Config {
  readonly dataFolder: string;
  readonly host: string;
  /** Undefined: 7300, or the next free port. */
  readonly port?: number;
  readonly databaseUrl?: string;
  readonly appPassword?: string;
  readonly postgresBin?: string;
  readonly setUpToken?: string;
  readonly trustProxy?: readonly string[];
  /** Where people reach this house from outside, without a slash at the end. */
  readonly address?: string;
  readonly mailServer?: string;
  readonly mailFrom?: string;
  readonly textUrl?: string;
  readonly textSecret?: string;
  readonly logLevel: string;
  /** False serves the API only. */
  readonly pages: boolean;
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
const filled = z.string().trim().min(1);

const environment = z.object({
  EVENKEEL_DATA: filled.optional(),
  EVENKEEL_HOST: filled.optional(),
  EVENKEEL_PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port < 65_536)
    .optional(),
  DATABASE_URL: z
    .string()
    .refine((text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ''))
    .optional(),
  EVENKEEL_APP_PASSWORD: z.string().min(12).optional(),
  EVENKEEL_POSTGRES_BIN: filled.optional(),
  EVENKEEL_SETUP_TOKEN: z.string().min(16).optional(),
  EVENKEEL_TRUST_PROXY: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) =>
      parts.every((part) => /^(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?)$/.test(part)),
    )
    .optional(),
  EVENKEEL_ADDRESS: z
    .string()
    .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''))
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  EVENKEEL_SMTP: z
    .string()
    .refine((text) => /^smtps?:$/.test(URL.parse(text)?.protocol ?? ''))
    .optional(),
  EVENKEEL_MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>@]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/)
    .optional(),
  EVENKEEL_TEXT_WEBHOOK: z
    .string()
    .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''))
    .optional(),
  EVENKEEL_TEXT_SECRET: z.string().min(16).optional(),
  EVENKEEL_LOG: z.enum(levels).optional(),
  EVENKEEL_PAGES: z.enum(['on', 'off']).optional(),
});

const meanings: Readonly<Record<string, string>> = {
  EVENKEEL_DATA: 'EVENKEEL_DATA must name a folder.',
  EVENKEEL_HOST: 'EVENKEEL_HOST must name an address to listen on, such as 127.0.0.1.',
  EVENKEEL_PORT: 'EVENKEEL_PORT must be a port from 0 to 65535.',
  DATABASE_URL: 'DATABASE_URL must look like postgres://user:password@host:5432/database.',
  EVENKEEL_APP_PASSWORD: 'EVENKEEL_APP_PASSWORD must have at least 12 characters.',
  EVENKEEL_POSTGRES_BIN: 'EVENKEEL_POSTGRES_BIN must name the folder of postgres and initdb.',
  EVENKEEL_SETUP_TOKEN: 'EVENKEEL_SETUP_TOKEN must have at least 16 characters.',
  EVENKEEL_TRUST_PROXY: 'EVENKEEL_TRUST_PROXY must be loopback or addresses of proxies, separated by commas.',
  EVENKEEL_ADDRESS: 'EVENKEEL_ADDRESS must look like https://clinic.example.',
  EVENKEEL_SMTP: 'EVENKEEL_SMTP must look like smtp://user:password@host:587 or smtps://host:465.',
  EVENKEEL_MAIL_FROM: 'EVENKEEL_MAIL_FROM must be an address such as clinic@clinic.example.',
  EVENKEEL_TEXT_WEBHOOK: 'EVENKEEL_TEXT_WEBHOOK must be an http or https address.',
  EVENKEEL_TEXT_SECRET: 'EVENKEEL_TEXT_SECRET must have at least 16 characters.',
  EVENKEEL_PAGES: 'EVENKEEL_PAGES must be on, or off to serve the API only.',
  EVENKEEL_LOG: `EVENKEEL_LOG must be one of ${levels.join(', ')}.`,
};

/** A setting that could not be read; its message is a sentence for the operator and repeats no value. */
export class ConfigProblem extends Error {}

/** Where the data lie when nothing is said. */
function usualDataFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (process.getuid?.() === 0) return '/var/lib/evenkeel';
  const base = env['XDG_DATA_HOME'];
  return join(base === undefined || base === '' ? join(homedir(), '.local', 'share') : base, 'evenkeel');
}

/** Reads the environment. An empty variable counts as not set. @throws ConfigProblem with one sentence a variable */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.keys(environment.shape).flatMap((name) =>
      env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]],
    ),
  );
  const result = environment.safeParse(set);
  if (!result.success) {
    const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
    throw new ConfigProblem(names.map((name) => meanings[name] ?? `${name} could not be read.`).join('\n'));
  }
  const read = result.data;
  if ((read.EVENKEEL_SMTP === undefined) !== (read.EVENKEEL_MAIL_FROM === undefined))
    throw new ConfigProblem('EVENKEEL_SMTP and EVENKEEL_MAIL_FROM are set together.');
  return {
    dataFolder: read.EVENKEEL_DATA ?? usualDataFolder(env),
    host: read.EVENKEEL_HOST ?? '127.0.0.1',
    logLevel: read.EVENKEEL_LOG ?? 'warn',
    pages: read.EVENKEEL_PAGES !== 'off',
    ...(read.EVENKEEL_PORT === undefined ? {} : { port: read.EVENKEEL_PORT }),
    ...(read.DATABASE_URL === undefined ? {} : { databaseUrl: read.DATABASE_URL }),
    ...(read.EVENKEEL_APP_PASSWORD === undefined ? {} : { appPassword: read.EVENKEEL_APP_PASSWORD }),
    ...(read.EVENKEEL_POSTGRES_BIN === undefined ? {} : { postgresBin: read.EVENKEEL_POSTGRES_BIN }),
    ...(read.EVENKEEL_SETUP_TOKEN === undefined ? {} : { setUpToken: read.EVENKEEL_SETUP_TOKEN }),
    ...(read.EVENKEEL_ADDRESS === undefined ? {} : { address: read.EVENKEEL_ADDRESS }),
    ...(read.EVENKEEL_SMTP === undefined ? {} : { mailServer: read.EVENKEEL_SMTP }),
    ...(read.EVENKEEL_MAIL_FROM === undefined ? {} : { mailFrom: read.EVENKEEL_MAIL_FROM }),
    ...(read.EVENKEEL_TEXT_WEBHOOK === undefined ? {} : { textUrl: read.EVENKEEL_TEXT_WEBHOOK }),
    ...(read.EVENKEEL_TEXT_SECRET === undefined ? {} : { textSecret: read.EVENKEEL_TEXT_SECRET }),
    ...(read.EVENKEEL_TRUST_PROXY === undefined ? {} : { trustProxy: read.EVENKEEL_TRUST_PROXY }),
  };
}
