import { useState } from 'react';
import { base } from '../app/api.ts';
import { Button, TextInput } from '../app/ui.tsx';
import { measureWords } from '../words/measures-en.ts';
import { recordWords } from '../words/patient-record-en.ts';

const t = recordWords.measures;
const k = measureWords.link;

/** A link to hand over: its address, or the code for the clinic's tablet. */
export function LinkBox({ path, code }: { readonly path: string; readonly code: string | undefined }) {
  const address = new URL(path, location.origin).href;
  const [copied, setCopied] = useState(false);
  if (code !== undefined)
    return (
      <div style={{ margin: '12px 0' }}>
        <p>{k.kiosk(`${location.host}${base}/q#kiosk`)}</p>
        <p className="kiosk-code">
          <span className="quiet">{k.code}</span>{' '}
          <strong data-testid="kiosk-code">
            {code.slice(0, 4)}-{code.slice(4)}
          </strong>
        </p>
      </div>
    );
  return (
    <div className="row" style={{ alignItems: 'end', margin: '12px 0' }}>
      <TextInput
        label={t.linkIs}
        readOnly
        value={address}
        onFocus={(event) => event.currentTarget.select()}
        style={{ flex: '1 1 320px' }}
      />
      <Button
        variant="default"
        onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
      >
        {copied ? t.copied : t.copy}
      </Button>
    </div>
  );
}
