import type { Instrument } from './instrument.ts';
import { aldrete } from './scales/aldrete.ts';
import { asc11, asc5d } from './scales/asc.ts';
import { asrm } from './scales/asrm.ts';
import { assist } from './scales/assist.ts';
import { auditC } from './scales/audit-c.ts';
import { bpicSs } from './scales/bpic-ss.ts';
import { bprsPlus, bprsPlus17 } from './scales/bprs-plus.ts';
import { bss } from './scales/bss.ts';
import { cSsrsScreener } from './scales/c-ssrs-screener.ts';
import { cadss, cadss6 } from './scales/cadss.ts';
import { dast10 } from './scales/dast-10.ts';
import { eq5d5l } from './scales/eq-5d-5l.ts';
import { fibser } from './scales/fibser.ts';
import { gad7 } from './scales/gad7.ts';
import { hamA } from './scales/ham-a.ts';
import { hamD17 } from './scales/ham-d17.ts';
import { icpi, icsi } from './scales/icsi-icpi.ts';
import { isi } from './scales/isi.ts';
import { kset } from './scales/kset.ts';
import { madrs } from './scales/madrs.ts';
import { mars5 } from './scales/mars-5.ts';
import { meq30 } from './scales/meq30.ts';
import { moaaS } from './scales/moaa-s.ts';
import { moca } from './scales/moca.ts';
import { ownBladder } from './scales/own-bladder.ts';
import { ownHealthQuestions } from './scales/own-health-questions.ts';
import { ownManiaCheck } from './scales/own-mania-check.ts';
import { ownMissedDoses } from './scales/own-missed-doses.ts';
import { ownSensations } from './scales/own-sensations.ts';
import { ownSideEffects } from './scales/own-side-effects.ts';
import { ownSleep } from './scales/own-sleep.ts';
import { padss } from './scales/padss.ts';
import { pcl5 } from './scales/pcl5.ts';
import { phq2 } from './scales/phq2.ts';
import { phq9 } from './scales/phq9.ts';
import { poss } from './scales/poss.ts';
import { promisAnxiety, promisDepression, promisSleep } from './scales/promis-4a.ts';
import { psqi } from './scales/psqi.ts';
import { qLesQSf } from './scales/q-les-q-sf.ts';
import { qidsSr16 } from './scales/qids-sr16.ts';
import { rass } from './scales/rass.ts';
import { saftee } from './scales/saftee.ts';
import { sf12 } from './scales/sf-12.ts';
import { whodas12 } from './scales/whodas-12.ts';
import { who5 } from './scales/who5.ts';
import { wsas } from './scales/wsas.ts';
import { ymrs } from './scales/ymrs.ts';

/** Every instrument, in the order they are offered: mood, anxiety, suicide, mania, sleep, function, session, long term, before treatment. */
export const instruments: readonly Instrument[] = Object.freeze([
  phq9,
  phq2,
  qidsSr16,
  madrs,
  hamD17,
  promisDepression,
  gad7,
  hamA,
  promisAnxiety,
  cSsrsScreener,
  bss,
  ymrs,
  asrm,
  ownManiaCheck,
  isi,
  psqi,
  promisSleep,
  ownSleep,
  who5,
  qLesQSf,
  eq5d5l,
  sf12,
  whodas12,
  wsas,
  pcl5,
  cadss,
  cadss6,
  bprsPlus,
  bprsPlus17,
  moaaS,
  rass,
  poss,
  aldrete,
  padss,
  ownSensations,
  meq30,
  asc5d,
  asc11,
  kset,
  fibser,
  saftee,
  ownSideEffects,
  icsi,
  icpi,
  bpicSs,
  ownBladder,
  auditC,
  dast10,
  assist,
  moca,
  mars5,
  ownMissedDoses,
  ownHealthQuestions,
]);

/** The instrument with this id. */
export function instrumentById(id: string): Instrument | undefined {
  return instruments.find((instrument) => instrument.id === id);
}
