import type { Readable } from 'node:stream';
import type { Actor, Answered, ParsedRequest, Route, RouteId, routes } from '@evenkeel/contract';
import type { Instant, Json } from '@evenkeel/quantities';
import type { AuditNote, Database, Scope } from '@evenkeel/record';
import type { Transaction } from 'kysely';
import type { Site } from '../site.ts';

/** What a handler adds to the audit row of its route; the rest is filled in from the route and the request. */
export type Note = Partial<Pick<AuditNote, 'patientId' | 'subject' | 'detail' | 'action' | 'kind'>>;

/** What the parsed, signed-in and authorised request brings to its handler. */
export interface Context<R extends Route = Route> extends ParsedRequest<R> {
  readonly route: R;
  readonly site: Site;
  /** Who asks. Throws AUT-001 on a public route when nobody is signed in; see `signedIn`. */
  readonly actor: Actor;
  readonly scope: Scope;
  readonly signedIn: boolean;
  /** The signed-in person; absent for a patient's link. */
  readonly staff?: StaffHere;
  /** The patient's link of `ownLink` routes. */
  readonly link?: LinkHere;
  /** The enrolled device this request comes from; looked up on account routes only. */
  readonly device?: DeviceHere;
  readonly now: Instant;
  /** Network address of the caller; for lock-out only, never logged. */
  readonly place: string;
  readonly requestId: string;
  /** `Last-Event-ID` of a resumed stream. */
  readonly lastEventId?: string;
  /**
   * Runs the work in one transaction of the actor's clinic and writes the audit row of this route with it
   * (action = route id, kind = route.audit, patient = params.patientId unless the note names one). A route whose
   * `audit` is `none` writes a row only when a note is given. May be called more than once.
   */
  transact<T>(
    work: (tx: Transaction<Database>) => Promise<T>,
    note?: Note | readonly Note[] | ((result: T) => Note | readonly Note[]),
  ): Promise<T>;
  /** Ends the answer with a sign-in cookie (staff or link), or removes it. */
  setCookie(cookie: CookieKind, token: string | undefined, expiresAt?: Instant): void;
  /** Value of one of our cookies. */
  cookie(cookie: CookieKind): string | undefined;
  /** The address the browser used, such as `https://clinic.example:7300`. */
  readonly origin: string;
  /** True when the caller and the address it used are of this machine, with no proxy between. */
  readonly fromThisMachine: boolean;
  /** Value of the `x-evenkeel-set-up` header. */
  readonly setUpToken?: string;
  log(event: string, more?: Readonly<Record<string, string | number | boolean>>): void;
}

export type CookieKind = 'staff' | 'link' | 'device';

export interface StaffHere {
  readonly staffId: string;
  readonly name: string;
  readonly licensed: boolean;
  readonly sessionKey: string;
  /** `pin` is a quick switch; `password` has no second factor yet and reaches only its own set-up. */
  readonly strength: 'full' | 'pin' | 'password';
  /** The enrolled device of this sign-in. */
  readonly deviceId?: string;
}
export interface LinkHere {
  readonly linkId: string;
  readonly patientId: string;
  readonly responseId: string;
}
export interface DeviceHere {
  readonly deviceId: string;
  readonly clinicId: string;
  readonly name: string;
}

/** The answer of a `kind: 'file'` route. */
export interface FileAnswer {
  readonly contentType: string;
  readonly fileName: string;
  readonly body: Buffer | Readable;
}

/** One event of a stream; `data` is sent as JSON. */
export interface StreamEvent {
  readonly id?: string;
  readonly event?: string;
  readonly data: Json;
}
/** Where a stream's handler writes. `signal` aborts when the reader leaves, the sign-in ends or the server stops. */
export interface StreamSink {
  send(event: StreamEvent): void;
  readonly signal: AbortSignal;
}
/** The answer of a `kind: 'stream'` route: runs until its promise ends or `signal` aborts. */
export type StreamAnswer = (sink: StreamSink) => Promise<void>;

type Answer<R extends Route> = R extends { readonly kind: 'file' }
  ? FileAnswer
  : R extends { readonly kind: 'stream' }
    ? StreamAnswer
    : Answered<R>;

/** Serves one route; throws Refusal for everything expected. */
export type Handler<R extends Route = Route> = (context: Context<R>) => Promise<Answer<R>>;

/** One handler for each route of the contract. Areas export a part of it: `satisfies Partial<Handlers>`. */
export type Handlers = { readonly [Id in RouteId]: Handler<(typeof routes)[Id]> };
