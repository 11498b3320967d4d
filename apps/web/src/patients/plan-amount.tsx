import { products, readAmount, type RegimenTemplate } from '@evenkeel/protocol';
import { Button, DateInput, NativeSelect, TextInput } from '../app/ui.tsx';
import { planWords as t } from '../words/plan-en.ts';
import type { PlanForm } from './plan-form.ts';
import type { PlanMissing } from './plan-missing.ts';

/** Amount by steps or typed, product and minutes where the route has them, and the first day. */
export function PlanAmount({
  template,
  form,
  missing,
  onChange,
}: {
  readonly template: RegimenTemplate;
  readonly form: PlanForm;
  readonly missing: PlanMissing;
  readonly onChange: (part: Partial<PlanForm>) => void;
}) {
  const unit = template.basis === 'perKg' ? 'mg/kg' : 'mg';
  const read = readAmount(form.amount, unit);
  const offered =
    template.route === 'nasal-device' ? [] : products.filter((one) => one.drug === template.drug);
  return (
    <>
      <fieldset className="row plan-steps">
        <legend className="small">{t.steps}</legend>
        {template.steps.map((step) => (
          <Button
            key={step}
            type="button"
            variant={'amount' in read && read.amount === step ? 'filled' : 'default'}
            aria-pressed={'amount' in read && read.amount === step}
            onClick={() => onChange({ amount: step })}
          >
            {step} {unit}
          </Button>
        ))}
      </fieldset>
      <div className="columns">
        <TextInput
          label={t.amount[template.basis]}
          required
          inputMode="decimal"
          rightSection={<span className="unit">{unit}</span>}
          rightSectionWidth={56}
          value={form.amount}
          error={form.amount !== '' && 'sentence' in read ? read.sentence : undefined}
          onChange={(event) => onChange({ amount: event.currentTarget.value })}
        />
        {offered.length === 0 ? null : (
          <NativeSelect
            label={t.product}
            required={['iv', 'im', 'sc'].includes(template.route)}
            description={missing.product}
            value={form.productId}
            onChange={(event) => onChange({ productId: event.currentTarget.value })}
            data={[
              { value: '', label: '' },
              ...offered.map((product) => ({ value: product.id, label: product.name })),
            ]}
          />
        )}
        {template.minutes === undefined ? null : (
          <TextInput
            label={t.minutes}
            required
            inputMode="numeric"
            rightSection={<span className="unit">min</span>}
            rightSectionWidth={44}
            error={missing.minutes}
            value={form.minutes}
            onChange={(event) => onChange({ minutes: event.currentTarget.value })}
          />
        )}
        <DateInput
          label={t.firstDay}
          required
          error={missing.firstDay}
          value={form.firstDay}
          onChange={(event) => onChange({ firstDay: event.currentTarget.value, days: '' })}
        />
      </div>
    </>
  );
}
