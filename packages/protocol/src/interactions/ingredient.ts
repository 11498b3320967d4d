import { decimal, type Decimal } from '@evenkeel/quantities';

/** A group of medicines that act alike beside ketamine; each is one row of the interaction table. */
export type MedicineGroup =
  | 'benzodiazepine'
  | 'sedative'
  | 'lamotrigine'
  | 'lithium'
  | 'valproate'
  | 'maoInhibitor'
  | 'stimulant'
  | 'opioid'
  | 'naltrexone'
  | 'clozapine'
  | 'antipsychotic'
  | 'antidepressant'
  | 'cypInhibitor'
  | 'cypInducer'
  | 'xanthine'
  | 'alcohol'
  | 'decongestant'
  | 'thyroidHormone'
  | 'ketamine'
  | 'noRow';

/** An active substance: how it is recognised and what of it enters a calculation. */
export interface Ingredient {
  readonly id: string;
  readonly groups: readonly MedicineGroup[];
  /** Names and brands as people write them, lower case. */
  readonly names: readonly string[];
  /** RxNorm ingredient codes; only codes seen in a published table are listed. */
  readonly rxnorm: readonly string[];
  /** ATC codes of the substance, and of combinations that hold it. */
  readonly atc: readonly string[];
  /** mg that count as 10 mg of diazepam. */
  readonly equalsDiazepam10Mg?: Decimal;
}

/** Z-drugs stand in one group of the ATC index. */
export const zDrugs = 'N05CF';

function one(
  id: string,
  groups: MedicineGroup | readonly MedicineGroup[],
  atc: string,
  rxnorm = '',
  brands = '',
  equals?: string,
): Ingredient {
  const words = (text: string) => (text === '' ? [] : text.split(','));
  return Object.freeze({
    id,
    groups: typeof groups === 'string' ? [groups] : groups,
    names: [id.replaceAll('-', ' '), ...words(brands)],
    rxnorm: words(rxnorm),
    atc: words(atc),
    ...(equals === undefined ? {} : { equalsDiazepam10Mg: decimal(equals) }),
  });
}

/** Where the diazepam equivalents come from; sources differ, and these are the lower of two (they give the higher sum). */
export const equivalentSource =
  'Ashton 2002 and VA/DoD 2021 as tabled in a US tapering guideline, UK prescribing guidance for the others; the more potent value of the two';

/** Substances with an entry of their own. ATC codes are those of the WHO index. */
export const ingredients: readonly Ingredient[] = Object.freeze([
  one('diazepam', 'benzodiazepine', 'N05BA01', '3322', 'valium', '10'),
  one('alprazolam', 'benzodiazepine', 'N05BA12', '', 'xanax', '0.5'),
  one('chlordiazepoxide', 'benzodiazepine', 'N05BA02', '', 'librium', '25'),
  one('clobazam', 'benzodiazepine', 'N05BA09', '21241', 'frisium,onfi', '20'),
  one('clonazepam', 'benzodiazepine', 'N03AE01', '', 'klonopin,rivotril', '0.5'),
  one('clorazepate', 'benzodiazepine', 'N05BA05', '', 'tranxene', '15'),
  one('estazolam', 'benzodiazepine', 'N05CD04', '', '', '1'),
  one('flurazepam', 'benzodiazepine', 'N05CD01', '', 'dalmane', '15'),
  one('loprazolam', 'benzodiazepine', 'N05CD11', '', '', '1'),
  one('lorazepam', 'benzodiazepine', 'N05BA06', '', 'ativan,temesta', '1'),
  one('lormetazepam', 'benzodiazepine', 'N05CD06', '', '', '1'),
  one('midazolam', 'benzodiazepine', 'N05CD08', '6960', 'dormicum,versed'),
  one('nitrazepam', 'benzodiazepine', 'N05CD02', '', 'mogadon', '10'),
  one('oxazepam', 'benzodiazepine', 'N05BA04', '7781', 'serax,seresta', '20'),
  one('quazepam', 'benzodiazepine', 'N05CD10', '', 'doral', '10'),
  one('temazepam', 'benzodiazepine', 'N05CD07', '', 'restoril', '15'),
  one('triazolam', 'benzodiazepine', 'N05CD05', '', 'halcion', '0.25'),
  one('zolpidem', 'sedative', 'N05CF02', '', 'ambien,stilnox', '20'),
  one('zopiclone', 'sedative', 'N05CF01', '', 'imovane', '15'),
  one('eszopiclone', 'sedative', 'N05CF04', '', 'lunesta'),
  one('zaleplon', 'sedative', 'N05CF03', '', 'sonata'),
  one('diphenhydramine', 'sedative', 'R06AA02', '', 'benadryl,nytol'),
  one('doxylamine', 'sedative', 'R06AA09'),
  one('hydroxyzine', 'sedative', 'N05BB01', '', 'atarax,vistaril'),
  one('promethazine', 'sedative', 'R06AD02', '', 'phenergan'),
  one('gabapentin', 'sedative', 'N02BF01,N03AX12', '', 'neurontin'),
  one('pregabalin', 'sedative', 'N02BF02,N03AX16', '', 'lyrica'),
  one('baclofen', 'sedative', 'M03BX01'),
  one('carisoprodol', 'sedative', 'M03BA02', '2101', 'soma'),
  one('tizanidine', 'sedative', 'M03BX02'),
  one('lamotrigine', 'lamotrigine', 'N03AX09', '28439', 'lamictal'),
  one('lithium', 'lithium', 'N05AN01', '', 'lithobid,priadel,camcolit'),
  one(
    'valproate',
    'valproate',
    'N03AG01',
    '11118,266856',
    'valproic acid,divalproex,depakote,epilim,depakine',
  ),
  one('phenelzine', 'maoInhibitor', 'N06AF03', '', 'nardil'),
  one('tranylcypromine', 'maoInhibitor', 'N06AF04', '', 'parnate'),
  one('isocarboxazid', 'maoInhibitor', 'N06AF01', '', 'marplan'),
  one('moclobemide', 'maoInhibitor', 'N06AG02', '', 'aurorix,manerix'),
  one('selegiline', 'maoInhibitor', 'N04BD01', '', 'emsam,eldepryl'),
  one('rasagiline', 'maoInhibitor', 'N04BD02', '', 'azilect'),
  one('linezolid', 'maoInhibitor', 'J01XX08', '', 'zyvox'),
  one('methylphenidate', 'stimulant', 'N06BA04', '6901', 'ritalin,concerta,medikinet'),
  one('dexmethylphenidate', 'stimulant', 'N06BA11', '', 'focalin'),
  one('amphetamine', 'stimulant', 'N06BA01', '', 'amfetamine,adderall'),
  one('dextroamphetamine', 'stimulant', 'N06BA02', '', 'dexamfetamine,dexedrine'),
  one('lisdexamfetamine', 'stimulant', 'N06BA12', '', 'vyvanse,elvanse'),
  one('modafinil', 'stimulant', 'N06BA07', '30125', 'provigil'),
  one('armodafinil', 'stimulant', 'N06BA13', '', 'nuvigil'),
  one('atomoxetine', 'stimulant', 'N06BA09', '38400', 'strattera'),
  one('morphine', 'opioid', 'N02AA01', '7052'),
  one('oxycodone', 'opioid', 'N02AA05', '7804', 'oxycontin,percocet'),
  one('hydromorphone', 'opioid', 'N02AA03', '', 'dilaudid'),
  one('hydrocodone', 'opioid', 'R05DA03', '', 'vicodin,norco'),
  one('codeine', 'opioid', 'R05DA04,N02AA59,N02AJ06', '2670'),
  one('dihydrocodeine', 'opioid', 'N02AA08'),
  one('fentanyl', 'opioid', 'N02AB03', '4337', 'duragesic'),
  one('tramadol', 'opioid', 'N02AX02', '10689', 'ultram'),
  one('tapentadol', 'opioid', 'N02AX06', '', 'nucynta,palexia'),
  one('methadone', 'opioid', 'N07BC02', '6813'),
  one('buprenorphine', 'opioid', 'N07BC01,N02AE01,N07BC51', '', 'suboxone,subutex,butrans'),
  one('naltrexone', 'naltrexone', 'N07BB04,A08AA62', '7243', 'revia,vivitrol'),
  one('clozapine', 'clozapine', 'N05AH02', '2626', 'clozaril,leponex'),
  one('risperidone', 'antipsychotic', 'N05AX08', '35636', 'risperdal'),
  one('haloperidol', 'antipsychotic', 'N05AD01', '5093', 'haldol'),
  one('olanzapine', 'antipsychotic', 'N05AH03', '61381', 'zyprexa'),
  one('quetiapine', 'antipsychotic', 'N05AH04', '', 'seroquel'),
  one('aripiprazole', 'antipsychotic', 'N05AX12', '89013', 'abilify'),
  one('brexpiprazole', 'antipsychotic', 'N05AX16', '1658314', 'rexulti'),
  one('cariprazine', 'antipsychotic', 'N05AX15', '', 'vraylar,reagila'),
  one('lurasidone', 'antipsychotic', 'N05AE05', '', 'latuda'),
  one('ziprasidone', 'antipsychotic', 'N05AE04', '', 'geodon'),
  one('asenapine', 'antipsychotic', 'N05AH05', '', 'saphris,sycrest'),
  one('sertraline', 'antidepressant', 'N06AB06', '36437', 'zoloft,lustral'),
  one('fluoxetine', 'antidepressant', 'N06AB03', '4493', 'prozac'),
  one('paroxetine', 'antidepressant', 'N06AB05', '32937', 'paxil,seroxat'),
  one('citalopram', 'antidepressant', 'N06AB04', '2556', 'celexa,cipramil'),
  one('escitalopram', 'antidepressant', 'N06AB10', '321988', 'lexapro,cipralex'),
  one('fluvoxamine', 'antidepressant', 'N06AB08', '42355', 'luvox'),
  one('venlafaxine', 'antidepressant', 'N06AX16', '39786', 'effexor'),
  one('desvenlafaxine', 'antidepressant', 'N06AX23', '', 'pristiq'),
  one('duloxetine', 'antidepressant', 'N06AX21', '72625', 'cymbalta'),
  one('mirtazapine', 'antidepressant', 'N06AX11', '15996', 'remeron'),
  one('bupropion', 'antidepressant', 'N06AX12,A08AA62', '42347', 'wellbutrin,zyban'),
  one('vortioxetine', 'antidepressant', 'N06AX26', '1455099', 'trintellix,brintellix'),
  one('agomelatine', 'antidepressant', 'N06AX22', '', 'valdoxan'),
  one('trazodone', 'antidepressant', 'N06AX05', '', 'desyrel'),
  one('amitriptyline', 'antidepressant', 'N06AA09', '704'),
  one('nortriptyline', 'antidepressant', 'N06AA10', '7531'),
  one('clomipramine', 'antidepressant', 'N06AA04', '2597', 'anafranil'),
  one('imipramine', 'antidepressant', 'N06AA02', '5691'),
  one('clarithromycin', 'cypInhibitor', 'J01FA09', '', 'klacid,biaxin'),
  one('ketoconazole', 'cypInhibitor', 'J02AB02'),
  one('itraconazole', 'cypInhibitor', 'J02AC02', '', 'sporanox'),
  one('voriconazole', 'cypInhibitor', 'J02AC03', '121243'),
  one('grapefruit', 'cypInhibitor', '', '', 'grapefruit juice'),
  one('ticlopidine', 'cypInhibitor', 'B01AC05', '', 'ticlid'),
  one('clopidogrel', 'cypInhibitor', 'B01AC04', '32968', 'plavix'),
  one('rifampicin', 'cypInducer', 'J04AB02', '', 'rifampin,rifadin'),
  one('carbamazepine', 'cypInducer', 'N03AF01', '2002', 'tegretol'),
  one('phenytoin', 'cypInducer', 'N03AB02', '8183', 'dilantin,epanutin'),
  one('phenobarbital', ['cypInducer', 'sedative'], 'N03AA02', '', 'phenobarbitone'),
  one('efavirenz', 'cypInducer', 'J05AG03', '195085'),
  one(
    'st-johns-wort',
    'cypInducer',
    'N06AX25',
    '',
    "st john's wort,st. john's wort,st john’s wort,hypericum",
  ),
  one('theophylline', 'xanthine', 'R03DA04', '', 'theo-dur,uniphyl'),
  one('aminophylline', 'xanthine', 'R03DA05'),
  one('alcohol', 'alcohol', '', '448', 'ethanol'),
  one('levothyroxine', 'thyroidHormone', 'H03AA01', '', 'thyroxine,synthroid,eltroxin'),
  one('liothyronine', 'thyroidHormone', 'H03AA02', '', 'cytomel'),
  one('pseudoephedrine', 'decongestant', 'R01BA02', '', 'sudafed'),
  one('phenylephrine', 'decongestant', 'R01BA03,R01AA04'),
  one('oxymetazoline', 'decongestant', 'R01AA05', '', 'afrin'),
  one('xylometazoline', 'decongestant', 'R01AA07', '', 'otrivine'),
  // The codes of the antidepressants hold esketamine too; it is no antidepressant by mouth.
  one('ketamine', 'ketamine', 'N01AX03', '', 'ketalar,ketanest'),
  one('esketamine', 'ketamine', 'N01AX14,N06AX27', '', 's ketamine,spravato,ketanest s,vesierra'),
  // Common medicines for which the table has no row; nothing is known here, and that is said.
  ...(
    [
      ['amlodipine', 'C08CA01'],
      ['lisinopril', 'C09AA03'],
      ['ramipril', 'C09AA05'],
      ['losartan', 'C09CA01'],
      ['hydrochlorothiazide', 'C03AA03'],
      ['furosemide', 'C03CA01'],
      ['bisoprolol', 'C07AB07'],
      ['metoprolol', 'C07AB02'],
      ['propranolol', 'C07AA05'],
      ['atorvastatin', 'C10AA05'],
      ['simvastatin', 'C10AA01'],
      ['rosuvastatin', 'C10AA07'],
      ['metformin', 'A10BA02'],
      ['omeprazole', 'A02BC01'],
      ['pantoprazole', 'A02BC02'],
      ['aspirin', 'B01AC06,N02BA01'],
      ['paracetamol', 'N02BE01'],
      ['acetaminophen', ''],
      ['ibuprofen', 'M01AE01'],
      ['naproxen', 'M01AE02'],
      ['salbutamol', 'R03AC02'],
      ['albuterol', ''],
      ['cholecalciferol', 'A11CC05'],
      ['folic-acid', 'B03BB01'],
      ['topiramate', 'N03AX11'],
      ['buspirone', 'N05BE01'],
      ['prazosin', 'C02CA01'],
      ['melatonin', 'N05CH01'],
    ] as const
  ).map(([id, atc]) => one(id, 'noRow', atc)),
]);

/** Groups of the ATC index for substances without an entry of their own; the longest beginning counts. */
export const atcGroups: readonly (readonly [string, MedicineGroup])[] = Object.freeze([
  ['N05BA', 'benzodiazepine'],
  ['N05CD', 'benzodiazepine'],
  ['N05CF', 'sedative'],
  ['N05C', 'sedative'],
  ['R06A', 'sedative'],
  ['N06AF', 'maoInhibitor'],
  ['N06AG', 'maoInhibitor'],
  ['N04BD', 'maoInhibitor'],
  ['N06BA', 'stimulant'],
  ['N02A', 'opioid'],
  ['N07BC', 'opioid'],
  ['N05A', 'antipsychotic'],
  ['N06A', 'antidepressant'],
  ['H03AA', 'thyroidHormone'],
  ['R01AA', 'decongestant'],
  ['R01BA', 'decongestant'],
  ['R03DA', 'xanthine'],
] as const);
