import type { SettingAsked } from '@evenkeel/contract';
import type { CareSetting } from '@evenkeel/protocol';
import { NativeSelect } from '../app/ui.tsx';
import { careWords } from '../words/care-en.ts';

const t = careWords;

/** A setting in words: "Ketamine, infusion into a vein, first dose". */
export function settingText({ drug, route, phase }: CareSetting): string {
  const small = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);
  return [t.drugs[drug], small(t.routes[route]), small(t.phases[phase])].join(', ');
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
  const { drug, route, phase } = setting;
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
          onChange({ drug, route: event.currentTarget.value as CareSetting['route'], phase })
        }
      />
      {withPhase ? (
        <NativeSelect
          label={t.setting.phase}
          value={phase}
          data={data(t.phases)}
          onChange={(event) =>
            onChange({ drug, route, phase: event.currentTarget.value as CareSetting['phase'] })
          }
        />
      ) : null}
    </fieldset>
  );
}
