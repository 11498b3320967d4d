/** What a job of the clock did in one clinic. */
export interface JobDone {
  readonly count: number;
  /** What it did it to, where it is known: each gets a row of the audit of its own, else one row tells the count. */
  readonly about?: readonly { readonly patientId: string; readonly subject: string }[];
}
