import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A passkey in software, for tests: ES256, with user verification unless told otherwise. */
export interface Authenticator {
  /** Answers `passkeyOptions`. */
  register(options: RegistrationOptions, origin: string, flaw?: Flaw): Record<string, unknown>;
  /** Answers `passkeySignInOptions`. */
  prove(
    options: { readonly challenge: string },
    rpId: string,
    origin: string,
    flaw?: Flaw,
  ): Record<string, unknown>;
}
interface RegistrationOptions {
  readonly challenge: string;
  readonly rp: { readonly id: string };
}
export type Flaw = 'notVerified' | 'badSignature' | 'sameCounter';

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
/** The head of a CBOR item, in its shortest form. */
const head = (major: number, count: number) =>
  count < 24
    ? Buffer.from([(major << 5) | count])
    : count < 256
      ? Buffer.from([(major << 5) | 24, count])
      : Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
const bytesOf = (bytes: Uint8Array) => Buffer.concat([head(2, bytes.length), bytes]);
const textOf = (text: string) => Buffer.concat([head(3, text.length), Buffer.from(text)]);
const int = (value: number) => (value >= 0 ? head(0, value) : head(1, -1 - value));

export function softwareAuthenticator(): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  let counter = 0;
  const cose = Buffer.concat([
    head(5, 5),
    ...[int(1), int(2), int(3), int(-7), int(-1), int(1)],
    ...[int(-2), bytesOf(Buffer.from(x, 'base64url')), int(-3), bytesOf(Buffer.from(y, 'base64url'))],
  ]);
  const clientData = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authenticatorData = (rpId: string, flags: number, rest: Uint8Array) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count, rest]);
  };
  const common = { id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {} };
  return {
    register(options, origin, flaw) {
      const flags = flaw === 'notVerified' ? 0x41 : 0x45;
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const data = authenticatorData(options.rp.id, flags, attested);
      const attestationObject = Buffer.concat([
        head(5, 3),
        ...[textOf('fmt'), textOf('none'), textOf('attStmt'), head(5, 0), textOf('authData'), bytesOf(data)],
      ]);
      const clientDataJSON = b64(clientData('webauthn.create', options.challenge, origin));
      return {
        ...common,
        response: { clientDataJSON, attestationObject: b64(attestationObject), transports: ['internal'] },
      };
    },
    prove(options, rpId, origin, flaw) {
      if (flaw !== 'sameCounter') counter += 1;
      const data = authenticatorData(rpId, flaw === 'notVerified' ? 0x01 : 0x05, Buffer.alloc(0));
      const client = clientData('webauthn.get', options.challenge, origin);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      const signature = sign(
        'sha256',
        flaw === 'badSignature' ? Buffer.concat([signed, Buffer.from([0])]) : signed,
        privateKey,
      );
      return {
        ...common,
        response: { clientDataJSON: b64(client), authenticatorData: b64(data), signature: b64(signature) },
      };
    },
  };
}
