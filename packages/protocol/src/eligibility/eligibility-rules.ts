import { ageRule } from './age.ts';
import { bloodPressureRule } from './blood-pressure.ts';
import { conditionsToWeighRule } from './conditions-to-weigh.ts';
import type { EligibilityRule } from './eligibility-rule.ts';
import { hypersensitivityRule } from './hypersensitivity.ts';
import { indicationRule } from './indication.ts';
import { capacityRule, maniaRule, psychosisRule } from './mental-state.ts';
import { pregnancyRule } from './pregnancy.ts';
import { severeLiverDiseaseRule } from './severe-liver-disease.ts';
import { substanceUseRule } from './substance-use.ts';
import { aneurysmRule, cardiovascularRule, haemorrhageRule } from './vascular.ts';

/** The rules of eligibility, in the order they are shown. */
export const eligibilityRules: readonly EligibilityRule[] = Object.freeze([
  aneurysmRule,
  haemorrhageRule,
  cardiovascularRule,
  bloodPressureRule,
  psychosisRule,
  maniaRule,
  pregnancyRule,
  ageRule,
  indicationRule,
  capacityRule,
  hypersensitivityRule,
  substanceUseRule,
  severeLiverDiseaseRule,
  conditionsToWeighRule,
]);
