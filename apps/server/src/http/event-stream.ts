import type { FastifyReply } from 'fastify';
import type { StreamAnswer, StreamEvent } from './handler.ts';

const HEARTBEAT_MS = 15_000;
const LOOK_AGAIN_MS = 5_000;

/** A reader that does not read is let go before it holds memory; it resumes by sequence when it comes back. */
const MOST_UNREAD_BYTES = 4_000_000;

/** Every open stream of this process, so that a stop can close them. */
export interface OpenStreams {
  readonly open: Set<AbortController>;
}

export function openStreams(): OpenStreams {
  return { open: new Set() };
}
export function closeStreams(streams: OpenStreams): void {
  for (const one of streams.open) one.abort();
}

/**
 * Serves an event stream: heartbeats, an end when the reader leaves, the sign-in ends (`stillAllowed` is asked every few
 * seconds) or the server stops.
 */
export async function serveStream(
  reply: FastifyReply,
  answer: StreamAnswer,
  streams: OpenStreams,
  stillAllowed: () => Promise<boolean>,
): Promise<void> {
  const ending = new AbortController();
  const raw = reply.raw;
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write('retry: 2000\n\n');
  streams.open.add(ending);
  raw.on('close', () => ending.abort());
  raw.on('error', () => ending.abort());
  const write = (text: string) => {
    if (ending.signal.aborted) return;
    raw.write(text);
    if (raw.writableLength > MOST_UNREAD_BYTES) ending.abort();
  };
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
  const look = setInterval(() => {
    stillAllowed().then(
      (allowed) => {
        if (!allowed) ending.abort();
      },
      // The database is away: the log is still open to read, the next look decides.
      () => undefined,
    );
  }, LOOK_AGAIN_MS);
  const aborted = new Promise<void>((resolve) => {
    if (ending.signal.aborted) resolve();
    ending.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await Promise.race([answer({ send: (event) => write(lines(event)), signal: ending.signal }), aborted]);
  } finally {
    clearInterval(heartbeat);
    clearInterval(look);
    ending.abort();
    streams.open.delete(ending);
    raw.end();
  }
}

function lines(event: StreamEvent): string {
  const id = event.id === undefined ? '' : `id: ${event.id}\n`;
  const name = event.event === undefined ? '' : `event: ${event.event}\n`;
  return `${id}${name}data: ${JSON.stringify(event.data)}\n\n`;
}
