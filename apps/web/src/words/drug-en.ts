import type { CareSetting } from '@evenkeel/protocol';

type Drug = CareSetting['drug'];
type Route = CareSetting['route'];

/** The names of the drugs, on every page of the clinic. */
export const drugNames: Readonly<Record<Drug, string>> = Object.freeze({
  ketamine: 'Ketamine',
  esketamine: 'Esketamine',
});

/** The names of the routes where one is chosen or stands in a sentence. */
export const routeNames: Readonly<Record<Route, string>> = Object.freeze({
  iv: 'Infusion into a vein',
  im: 'Into a muscle',
  sc: 'Under the skin',
  'nasal-device': 'Nasal device',
  'nasal-spray': 'Compounded nasal spray',
  'oral-solution': 'By mouth, solution',
  'oral-tablet': 'By mouth, tablet',
  'oral-prolonged': 'By mouth, prolonged release',
  sublingual: 'Under the tongue',
  'oral-film': 'Film in the mouth',
  rectal: 'Rectal',
});

const shortRoutes: Readonly<Record<string, string>> = Object.freeze({
  iv: 'IV',
  im: 'IM',
  sc: 'SC',
  'nasal-device': 'nasal device',
  'nasal-spray': 'nasal spray',
  'oral-solution': 'oral solution',
  'oral-tablet': 'oral tablet',
  'oral-prolonged': 'oral prolonged release',
  sublingual: 'sublingual',
  'oral-film': 'film in the mouth',
  rectal: 'rectal',
} satisfies Record<Route, string>);

/** A route in the few letters that a chart or a table has room for; one that is not known is said as it is written. */
export const routeText = (route: string): string => shortRoutes[route] ?? route;

/** A drug's name; one that is not known is said as it is written. */
export const drugText = (drug: string): string =>
  (drugNames as Readonly<Record<string, string>>)[drug] ?? drug;
