import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';

/**
 * Nothing is loaded from elsewhere and no script stands in a page. Styles in a page are allowed because the component
 * library writes its colour variables into one.
 */
const options = {
  global: true,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
} as const;

/** The headers as helmet writes them. They are the same on every answer, so they are asked for once. */
async function fixedHeaders(): Promise<Readonly<Record<string, string>>> {
  const bare = Fastify();
  bare.get('/', async () => '');
  const without = await bare.inject('/');
  await bare.close();
  const dressed = Fastify();
  await dressed.register(helmet, options);
  dressed.get('/', async () => '');
  const { headers } = await dressed.inject('/');
  await dressed.close();
  const own = Object.entries(headers).filter(([name]) => without.headers[name] === undefined);
  return Object.freeze({
    ...Object.fromEntries(own.map(([name, value]) => [name, String(value)])),
    'permissions-policy':
      'camera=(self), microphone=(), geolocation=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  });
}

/** Puts the security headers on every answer. */
export async function useHeaders(app: FastifyInstance): Promise<void> {
  const plain = await fixedHeaders();
  const secure = Object.freeze({ ...plain, 'strict-transport-security': 'max-age=31536000' });
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(request.protocol === 'https' ? secure : plain);
  });
}
