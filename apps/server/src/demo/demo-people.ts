import type { NewPerson } from '../account/clinic-set-up.ts';

/** Password of every person of the demo; it opens nothing but the demo. */
export const demoPassword = 'evenkeel-demo';

type Known = Omit<NewPerson, 'password'> & { readonly key: string };

/** One person for each role of a clinic. Invented. */
const known = [
  { key: 'prescriber', login: 'okafor', name: 'Dr Amara Okafor', roles: ['prescriber'], licensed: true },
  {
    key: 'lead',
    login: 'lindqvist',
    name: 'Dr Jonas Lindqvist',
    roles: ['medicalLead', 'prescriber'],
    licensed: true,
  },
  { key: 'nurse', login: 'nair', name: 'Priya Nair, RN', roles: ['nurse'], licensed: true },
  { key: 'secondNurse', login: 'becker', name: 'Tom Becker, RN', roles: ['nurse'], licensed: true },
  {
    key: 'assistant',
    login: 'silva',
    name: 'Inês Silva, nursing assistant',
    roles: ['nurse'],
    licensed: false,
  },
  { key: 'therapist', login: 'tanaka', name: 'Mei Tanaka', roles: ['therapist'], licensed: false },
  { key: 'desk', login: 'ortiz', name: 'Sam Ortiz', roles: ['frontDesk'], licensed: false },
  { key: 'administrator', login: 'novak', name: 'Alex Novak', roles: ['administrator'], licensed: false },
  { key: 'researcher', login: 'fischer', name: 'Dr Lena Fischer', roles: ['researcher'], licensed: false },
  { key: 'auditor', login: 'adeyemi', name: 'Ruth Adeyemi', roles: ['auditor'], licensed: false },
] as const satisfies readonly Known[];

export type DemoPerson = (typeof known)[number]['key'];

export const demoPeople: readonly (Known & { readonly key: DemoPerson })[] = known;

/** Names of synthetic patients; any likeness is chance. */
export const givenNames: { readonly female: readonly string[]; readonly male: readonly string[] } = {
  female: [
    'Alma',
    'Beatriz',
    'Chloé',
    'Dana',
    'Eilidh',
    'Farah',
    'Greta',
    'Hana',
    'Imogen',
    'Joana',
    'Keiko',
    'Leila',
  ],
  male: [
    'Adam',
    'Bruno',
    'Callum',
    'Dmitri',
    'Emeka',
    'Finn',
    'Goran',
    'Hugo',
    'Idris',
    'Jakob',
    'Kwame',
    'Luis',
  ],
};
export const familyNames: readonly string[] = [
  'Abara',
  'Bergström',
  'Castellanos',
  'Dunmore',
  'Eriksen',
  'Fairweather',
  'Galloway',
  'Haddad',
  'Ivanova',
  'Jankowski',
  'Kovács',
  'Larkin',
  'Marchetti',
  'Nakamura',
  "O'Donnell",
  'Petrov',
  'Quigley',
  'Rahman',
  'Sørensen',
  'Takács',
  'Underhill',
  'Vasquez',
  'Whitlock',
  'Xenakis',
  'Yilmaz',
  'Zielinski',
  'Ashdown',
  'Brightwater',
  'Cromarty',
  'Delacroix',
  'Eastgate',
  'Fontaine',
  'Greenhalgh',
  'Hollis',
  'Ingram',
  'Jessop',
  'Kinsella',
  'Lockwood',
  'Merriweather',
  'Northcote',
  'Oakhurst',
  'Pemberton',
  'Ravenscroft',
  'Summerfield',
  'Thistlewood',
];
