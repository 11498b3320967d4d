import type { Jurisdiction, Source } from '../evidence-mark.ts';
import { local, source } from './threshold.ts';

/** One difference between jurisdictions, with where it comes from. */
export interface Difference<T> {
  readonly value: T;
  readonly source: Source;
}

/** What differs between jurisdictions. Everything else is the clinic's policy. */
export interface JurisdictionRules {
  readonly name: string;
  /** Starting dose of esketamine from 65 years, mg; undefined where the label has none and the template's own start counts. */
  readonly esketamineStartFrom65: Difference<28 | undefined>;
  /** Esketamine alone, without an antidepressant by mouth, is within the label for resistant depression. */
  readonly monotherapy: Difference<boolean>;
  /** Patient and setting are enrolled, and a monitoring form follows each session of esketamine within these days. */
  readonly monitoringFormDays: Difference<number | undefined>;
  /** Prescription monitoring is looked up. */
  readonly prescriptionMonitoring: Difference<boolean>;
  /** What a guideline of the country says of use, one sentence. */
  readonly position: Difference<string>;
}

const elsewhere28: Difference<28> = {
  value: 28,
  source: source('label', 'European and Asian esketamine labels: 28 mg from 65 years, steps of 28 mg'),
};
const noForm: Difference<undefined> = { value: undefined, source: local('No such programme') };
const withAntidepressant: Difference<boolean> = {
  value: false,
  source: local(
    'Labels outside the US ask for an SSRI or SNRI at the same time; to be checked by the medical lead',
  ),
};
const notAsked: Difference<boolean> = { value: false, source: local('No general duty') };

/** The differences, as data. Points marked as a local default are to be checked by the medical lead before go-live. */
export const jurisdictionRules: { readonly [J in Jurisdiction]: JurisdictionRules } = Object.freeze({
  US: Object.freeze({
    name: 'United States',
    esketamineStartFrom65: {
      value: undefined,
      source: local('US label: no separate start for older people'),
    },
    monotherapy: {
      value: true,
      source: source('label', 'US label since January 2025: alone for resistant depression'),
    },
    monitoringFormDays: {
      value: 7,
      source: source('label', 'US REMS: monitoring form after every session within 7 days'),
    },
    prescriptionMonitoring: { value: true, source: local('State mandates differ') },
    position: {
      value: 'Ketamine for depression is off label; compounded and unsupervised use is warned against.',
      source: source('label', 'FDA warnings of February 2022 and October 2023'),
    },
  }),
  EU: Object.freeze({
    name: 'European Union',
    esketamineStartFrom65: elsewhere28,
    monotherapy: withAntidepressant,
    monitoringFormDays: noForm,
    prescriptionMonitoring: notAsked,
    position: {
      value: 'Ketamine for depression is off label; esketamine is licensed with an antidepressant.',
      source: local('General knowledge, to be checked'),
    },
  }),
  UK: Object.freeze({
    name: 'United Kingdom',
    esketamineStartFrom65: elsewhere28,
    monotherapy: withAntidepressant,
    monitoringFormDays: noForm,
    prescriptionMonitoring: notAsked,
    position: {
      value:
        'Specialist settings with oversight and long-term monitoring; esketamine is not recommended in the NHS in England.',
      source: source('consensus', 'Royal College of Psychiatrists, September 2025; NICE TA854'),
    },
  }),
  'AU-NZ': Object.freeze({
    name: 'Australia and New Zealand',
    esketamineStartFrom65: elsewhere28,
    monotherapy: withAntidepressant,
    monitoringFormDays: noForm,
    prescriptionMonitoring: notAsked,
    position: {
      value:
        'Resistant depression only outside research, in services familiar with the drug; registries are called for.',
      source: source('consensus', 'RANZCP memorandum; Beaglehole 2024'),
    },
  }),
  CA: Object.freeze({
    name: 'Canada',
    esketamineStartFrom65: elsewhere28,
    monotherapy: withAntidepressant,
    monitoringFormDays: noForm,
    prescriptionMonitoring: notAsked,
    position: {
      value:
        'One infusion is Level 1 evidence, repeated ones Level 3; ECG, kidney and liver tests and STOP-BANG come first in British Columbia.',
      source: source(
        'consensus',
        'CANMAT task force 2021; College of Physicians and Surgeons of British Columbia, draft',
      ),
    },
  }),
});
