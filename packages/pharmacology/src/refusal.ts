/** Why a simulation was refused; stable, so that a screen and a command can act on it. */
export type RefusalCode =
  /** The dose, its time or its duration cannot be. */
  | 'PHA-001'
  /** The person's figures cannot be, or lie outside what the model was made for. */
  | 'PHA-002'
  /** The model has no such route or drug. */
  | 'PHA-003'
  /** The state of the person was never studied, such as severe liver disease. */
  | 'PHA-004'
  /** There is no such model, medicine or random effect. */
  | 'PHA-005'
  /** The data cannot support what was asked. */
  | 'PHA-006';

/** A simulation that is refused, in a sentence. It is thrown instead of a zero curve. `field` names what is at fault. */
export class SimulationRefusal extends Error {
  override readonly name = 'SimulationRefusal';
  readonly code: RefusalCode;
  readonly field: string;
  constructor(code: RefusalCode, field: string, sentence: string) {
    super(sentence);
    this.code = code;
    this.field = field;
  }
}

/** Throws the refusal. */
export function refuse(code: RefusalCode, field: string, sentence: string): never {
  throw new SimulationRefusal(code, field, sentence);
}
