import type { SettingAsked } from '@evenkeel/contract';
import type { CareSetting } from '@evenkeel/protocol';
import { NativeSelect } from '../app/ui.tsx';
import { careWords } from '../words/care-en.ts';

const t = careWords;

/** A setting in words: "Ketamine, infusion into a vein, first dose". Esketamine says what it is given for. */
export function settingText({ drug, route, phase, indication }: CareSetting): string {
  const small = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);
  return [
    t.drugs[drug],
    small(t.routes[route]),
    small(t.phases[phase]),
    ...(drug === 'esketamine' ? [small(t.indications[indication ?? 'notSaid'])] : []),
  ].join(', ');
}

/** Which dose the verdict is about. Printed as words. */
export function SettingChooser({
  setting,
  onChange,
  withPhase = true,
  label = t.setting.label,
}: {
  readonly setting: CareSetting;
  readonly onChange: (next: SettingAsked) => void;
  readonly withPhase?: boolean;
  readonly label?: string;
}) {
  const data = (record: Readonly<Record<string, string>>) =>
    Object.entries(record).map(([value, label]) => ({ value, label }));
  const { drug, route, phase, indication } = setting;
  const given = indication === undefined ? {} : { indication };
  return (
    <fieldset className="choice noprint" style={{ gap: 12, margin: 0 }}>
      <legend className="small">{label}</legend>
      <NativeSelect
        label={t.setting.drug}
        value={drug}
        data={data(t.drugs)}
        // Another drug has another usual route: the server says which.
        onChange={(event) => onChange({ drug: event.currentTarget.value as CareSetting['drug'], phase })}
      />
      <NativeSelect
        label={t.setting.route}
        value={route}
        data={data(t.routes)}
        onChange={(event) =>
          onChange({ drug, route: event.currentTarget.value as CareSetting['route'], phase, ...given })
        }
      />
      {withPhase ? (
        <NativeSelect
          label={t.setting.phase}
          value={phase}
          data={data(t.phases)}
          onChange={(event) =>
            onChange({ drug, route, phase: event.currentTarget.value as CareSetting['phase'], ...given })
          }
        />
      ) : null}
      {withPhase && drug === 'esketamine' ? (
        <NativeSelect
          label={t.setting.indication}
          value={indication ?? 'notSaid'}
          data={data(t.indications)}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange({
              drug,
              route,
              phase,
              ...(value === 'resistant' || value === 'suicidality' ? { indication: value } : {}),
            });
          }}
        />
      ) : null}
    </fieldset>
  );
}
