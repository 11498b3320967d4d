/** Crockford's digits: no I, L, O or U, so that a number can be read aloud. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A short number for people, such as `K7M-4QX`, drawn from the random tail of the patient's id: the same id gives the
 * same number, and no counter is shared. `length` grows by two when a clinic has that number already.
 */
export function patientNumber(patientId: string, length = 6): string {
  let bits = BigInt(`0x${patientId.replaceAll('-', '').slice(-20)}`);
  let text = '';
  for (let i = 0; i < length; i += 1) {
    text = (digits[Number(bits & 31n)] ?? '0') + text;
    bits >>= 5n;
  }
  return `${text.slice(0, 3)}-${text.slice(3)}`;
}
