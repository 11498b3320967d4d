import type { Jurisdiction, Source } from './evidence-mark.ts';

/** Whom a person in danger can reach at once, without the clinic. */
export interface CrisisContact {
  readonly name: string;
  readonly number: string;
  /** When to use it, one short sentence in plain words. */
  readonly note: string;
  readonly source: Source;
}

function contact(name: string, number: string, note: string, citation: string, url: string): CrisisContact {
  return Object.freeze({
    name,
    number,
    note,
    source: Object.freeze({ mark: 'localDefault' as const, citation, url }),
  });
}

/**
 * Crisis lines and emergency numbers, shown on every questionnaire a patient answers outside the clinic.
 * A clinic checks them before go-live; the numbers are the national services' own.
 */
export const crisisContacts: { readonly [J in Jurisdiction]: readonly CrisisContact[] } = Object.freeze({
  US: Object.freeze([
    contact(
      'Emergency',
      '911',
      'If you are in danger now.',
      'US national emergency number',
      'https://www.911.gov',
    ),
    contact(
      '988 Suicide & Crisis Lifeline',
      '988',
      'Call or text, day and night.',
      '988 Suicide & Crisis Lifeline',
      'https://988lifeline.org',
    ),
  ]),
  UK: Object.freeze([
    contact(
      'Emergency',
      '999',
      'If you are in danger now.',
      'UK national emergency number',
      'https://www.nhs.uk',
    ),
    contact(
      'NHS mental health help',
      '111',
      'Choose the mental health option, day and night.',
      'NHS 111, urgent mental health help',
      'https://www.nhs.uk/nhs-services/mental-health-services/',
    ),
    contact('Samaritans', '116 123', 'Free, day and night.', 'Samaritans', 'https://www.samaritans.org'),
  ]),
  'AU-NZ': Object.freeze([
    contact(
      'Emergency in Australia',
      '000',
      'If you are in danger now.',
      'Australian emergency number',
      'https://www.triplezero.gov.au',
    ),
    contact(
      'Lifeline Australia',
      '13 11 14',
      'Day and night.',
      'Lifeline Australia',
      'https://www.lifeline.org.au',
    ),
    contact(
      'Emergency in New Zealand',
      '111',
      'If you are in danger now.',
      'New Zealand emergency number',
      'https://www.police.govt.nz/111',
    ),
    contact(
      'Need to talk, New Zealand',
      '1737',
      'Call or text, day and night.',
      '1737, need to talk?',
      'https://1737.org.nz',
    ),
  ]),
  CA: Object.freeze([
    contact('Emergency', '911', 'If you are in danger now.', 'Canadian emergency number', 'https://988.ca'),
    contact(
      '9-8-8 Suicide Crisis Helpline',
      '988',
      'Call or text, day and night.',
      '9-8-8 Suicide Crisis Helpline, Canada',
      'https://988.ca',
    ),
  ]),
  EU: Object.freeze([
    contact(
      'Emergency',
      '112',
      'If you are in danger now, anywhere in the European Union.',
      'European emergency number 112',
      'https://digital-strategy.ec.europa.eu/en/policies/112',
    ),
    contact(
      'Emotional support line',
      '116 123',
      'In many countries of the European Union.',
      'Commission Decision 2007/698/EC, harmonised numbers for services of social value',
      'https://eur-lex.europa.eu/eli/dec/2007/698/oj',
    ),
  ]),
});
