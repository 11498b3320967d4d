const money = 'It is about billing, not about care.';
const people = 'It names people or places; the sender is shown above.';
const visits = 'It is a visit to the sender; what was found there is listed on its own.';
const plans = "It is the sender's plan; a plan is made and signed here.";
const papers = 'It is a document or a form; read it at the sender.';
const supply = 'It records one supply or dose given elsewhere; the medicines are listed from their orders.';

/** Why a kind of resource is not laid out item by item, in a plain sentence. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['Account', money],
  ['Claim', money],
  ['ClaimResponse', money],
  ['Coverage', money],
  ['ExplanationOfBenefit', money],
  ['Organization', people],
  ['Practitioner', people],
  ['PractitionerRole', people],
  ['RelatedPerson', people],
  ['Location', people],
  ['CareTeam', people],
  ['Encounter', visits],
  ['EpisodeOfCare', visits],
  ['Appointment', visits],
  ['CarePlan', plans],
  ['Goal', plans],
  ['ServiceRequest', plans],
  ['Immunization', 'This record has no place for vaccinations.'],
  ['DiagnosticReport', 'A report gathers results; those that are in the file are listed on their own.'],
  ['Medication', 'It is read together with the order that names it.'],
  ['MedicationAdministration', supply],
  ['MedicationDispense', supply],
  ['Composition', papers],
  ['DocumentReference', papers],
  ['Binary', papers],
  ['Questionnaire', papers],
  ['QuestionnaireResponse', papers],
  ['ImagingStudy', 'This record has no place for images.'],
  ['Media', 'This record has no place for images.'],
  ['Device', 'This record has no place for devices; ask the patient about implants.'],
  ['Provenance', 'It says who wrote the file, not what is in it.'],
  ['MessageHeader', 'It says who sent the file, not what is in it.'],
  ['OperationOutcome', "It is a message of the sender's system."],
]);

/** The sentence for a resource that is not an item; a kind nobody foresaw says so. */
export function whyLeftAside(resourceType: string): string {
  return reasons.get(resourceType) ?? 'This programme does not read this kind of entry.';
}
