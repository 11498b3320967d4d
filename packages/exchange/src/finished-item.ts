import { daysBetween, type CalendarDate } from '@evenkeel/quantities';
import { readFhirDate, type FhirDate } from './fhir-date.ts';
import { quoted, type ItemDraft } from './item-draft.ts';
import type { ReferralItem } from './referral.ts';
import type { StalenessWindows } from './staleness.ts';

/** What the bundle around a resource adds to its draft. */
export interface ItemSurroundings {
  readonly key: string;
  readonly resourceType: string;
  readonly id: string;
  readonly asOf: CalendarDate;
  readonly windows: StalenessWindows;
  readonly birthDate: FhirDate | undefined;
  /** False when the entry does not say whose it is. */
  readonly owned: boolean;
  /** True when the entry carries a modifier that this programme cannot read, which may turn its meaning around. */
  readonly modified: boolean;
}

/** An item with the moment it is ordered by; undefined sorts last. */
export interface OrderedItem {
  readonly item: ReferralItem;
  readonly order: number | undefined;
}

/** Completes a draft: its age, and whether anything around it forbids taking it over. */
export function finishedItem(draft: ItemDraft, around: ItemSurroundings): OrderedItem {
  const date = draft.date === undefined ? undefined : readFhirDate(draft.date);
  const days = date === undefined ? undefined : daysBetween(date.earliest, around.asOf);
  const future = days !== undefined && days < -1;
  const beforeBirth =
    date !== undefined && around.birthDate !== undefined && date.latest < around.birthDate.earliest;
  const notes = [
    ...draft.notes,
    ...(draft.name === undefined ? ['The sender does not say what it is.'] : []),
    ...(draft.date !== undefined && date === undefined
      ? [`Its date ${quoted(draft.date)} is not a date.`]
      : []),
    ...(date?.zoneless === true ? ['Its clock time came without a time zone and was left out.'] : []),
    ...(future ? ['Its date is in the future; ask the sender.'] : []),
    ...(beforeBirth ? ['Its date is before the patient was born; ask the sender.'] : []),
    ...(around.owned ? [] : ['It does not say whose it is.']),
    ...(around.modified ? ['It carries a modifier that this programme cannot read.'] : []),
  ];
  const name = draft.name ?? 'Not named';
  const ageDays = days === undefined || future ? undefined : Math.max(0, days);
  const item: ReferralItem = {
    key: around.key,
    kind: draft.kind,
    group: draft.group,
    label: name,
    name,
    ...(draft.code === undefined ? {} : { code: Object.freeze(draft.code) }),
    ...(date === undefined ? {} : { date: date.text }),
    status: draft.status ?? 'unknown',
    ...(draft.quantity === undefined ? {} : { quantity: Object.freeze(draft.quantity) }),
    ...(draft.systolic === undefined ? {} : { systolic: draft.systolic }),
    ...(draft.diastolic === undefined ? {} : { diastolic: draft.diastolic }),
    ...(draft.kilograms === undefined ? {} : { kilograms: draft.kilograms }),
    ...(draft.centimetres === undefined ? {} : { centimetres: draft.centimetres }),
    ...(draft.converted === true ? { converted: true } : {}),
    age: ageOf(ageDays, around.windows[draft.kind].days),
    ...(ageDays === undefined ? {} : { ageDays }),
    takeable:
      draft.takeable &&
      draft.name !== undefined &&
      !future &&
      !beforeBirth &&
      around.owned &&
      !around.modified,
    ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
    source: Object.freeze({ resourceType: around.resourceType, id: around.id }),
  };
  return { item, order: date?.order };
}

function ageOf(days: number | undefined, window: number | undefined): ReferralItem['age'] {
  if (days === undefined) return 'undated';
  return window !== undefined && days > window ? 'stale' : 'current';
}

const groups = [
  'Conditions',
  'Medicines',
  'Allergies',
  'Weight',
  'Height',
  'Blood pressure',
  'Laboratory values',
  'Scores',
  'Other observations',
  'Procedures',
  'Other',
  'Past conditions',
  'Past medicines',
  'Past allergies',
];

const dated: ReadonlySet<string> = new Set(['condition', 'medicine', 'allergy', 'procedure']);

/** Orders items by group, newest first, undated last; names that occur more than once in a group get their date. */
export function arranged(items: readonly OrderedItem[]): readonly ReferralItem[] {
  const count = new Map<string, number>();
  for (const { item } of items) count.set(nameOf(item), (count.get(nameOf(item)) ?? 0) + 1);
  return Object.freeze(
    items
      .toSorted(
        (a, b) =>
          groups.indexOf(a.item.group) - groups.indexOf(b.item.group) ||
          (b.order ?? -Infinity) - (a.order ?? -Infinity) ||
          byText(a.item.name, b.item.name) ||
          byText(a.item.key, b.item.key),
      )
      .map(({ item }) =>
        Object.freeze(
          dated.has(item.kind) && (count.get(nameOf(item)) ?? 0) > 1
            ? { ...item, label: `${item.name} (${item.date?.slice(0, 10) ?? 'undated'})` }
            : item,
        ),
      ),
  );
}

function nameOf({ kind, name }: ReferralItem): string {
  return `${kind}\n${name}`;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
