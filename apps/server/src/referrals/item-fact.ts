import { factBodies, type FactKind } from '@evenkeel/contract';
import type { ReferralItem } from '@evenkeel/exchange';
import { parseDate, parseInstant, type Instant } from '@evenkeel/quantities';

/** A fact made from an item, or the sentence why there is none. */
export type ItemFact =
  | { readonly kind: FactKind; readonly body: Readonly<Record<string, unknown>> }
  | { readonly refused: string };

/** Writes an item of a referral as a fact of the record, exactly as declared; what does not fit is refused in words. */
export function factOfItem(item: ReferralItem): ItemFact {
  if (!item.takeable) return { refused: item.note ?? 'There is no place for it in the record.' };
  const drafted = draft(item);
  if ('refused' in drafted) return drafted;
  const read = factBodies[drafted.kind].safeParse(drafted.body);
  if (!read.success) return { refused: read.error.issues[0]?.message ?? 'It does not fit the record.' };
  return { kind: drafted.kind, body: read.data };
}

function draft(item: ReferralItem): ItemFact {
  const code = item.code === undefined ? {} : { code: codeOf(item.code, item.name) };
  const { date, status } = item;
  switch (item.kind) {
    case 'condition':
      return {
        kind: 'condition',
        body: {
          label: shortened(item.name, 200),
          ...code,
          status,
          ...(date === undefined ? {} : { onset: date }),
        },
      };
    case 'medicine':
      return {
        kind: 'medicine',
        body: {
          name: shortened(item.name, 200),
          ...code,
          status,
          ...(date === undefined ? {} : { since: date }),
        },
      };
    case 'allergy':
      return { kind: 'allergy', body: { substance: shortened(item.name, 120), severity: 'unknown' } };
    case 'weight':
      return measured(date, (measuredAt) => ({
        kind: 'weight',
        body: { kilograms: item.kilograms, measuredAt, estimated: false },
      }));
    case 'height':
      return measured(date, (measuredAt) => ({
        kind: 'height',
        body: { centimetres: item.centimetres, measuredAt },
      }));
    case 'bloodPressure':
      return measured(date, (measuredAt) => ({
        kind: 'bloodPressure',
        body: { systolic: whole(item.systolic), diastolic: whole(item.diastolic), measuredAt },
      }));
    case 'laboratory':
      return {
        kind: 'laboratory',
        body: {
          label: shortened(item.name, 200),
          ...code,
          value: item.quantity?.value,
          unit: item.quantity?.unit === '' ? '1' : item.quantity?.unit,
          measuredOn: date,
        },
      };
    default:
      return { refused: 'There is no place for it in the record.' };
  }
}

/** A measurement needs its day; a day without a time stands as its noon in UTC, a month or year as its first day. */
function measured(date: string | undefined, make: (measuredAt: Instant) => ItemFact): ItemFact {
  const at = date === undefined ? undefined : instantOfDate(date);
  return at === undefined ? { refused: 'It carries no date, so its age is not known.' } : make(at);
}

function instantOfDate(date: string): Instant | undefined {
  const full = /^\d{4}$/.test(date) ? `${date}-01-01` : /^\d{4}-\d{2}$/.test(date) ? `${date}-01` : date;
  return parseDate(full) === undefined ? parseInstant(date) : parseInstant(`${full}T12:00:00.000Z`);
}

/** Pressures are kept in whole mmHg. */
function whole(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Math.round(Number(text));
}

function codeOf(code: NonNullable<ReferralItem['code']>, name: string) {
  return { ...code, display: shortened(code.display === '' ? name : code.display, 200) };
}

/** Cut to the record's length, marked as cut; the referral keeps the whole text. */
function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
