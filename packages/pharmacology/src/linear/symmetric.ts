/**
 * Eigenvalues and eigenvectors of a small symmetric matrix (row by row, size x size, destroyed) by Jacobi rotations.
 * Eigenvalues end on the diagonal of `a`; column j of `q` is the unit vector that belongs to the j-th.
 */
export function symmetricEigen(a: Float64Array, q: Float64Array, size: number): void {
  q.fill(0, 0, size * size);
  for (let i = 0; i < size; i += 1) q[i * size + i] = 1;
  if (size === 1) return;
  for (let sweep = 0; sweep < 30; sweep += 1) {
    let off = 0;
    let diagonal = 0;
    for (let i = 0; i < size; i += 1) {
      diagonal += a[i * size + i]! ** 2;
      for (let j = i + 1; j < size; j += 1) off += a[i * size + j]! ** 2;
    }
    if (off <= 1e-34 * diagonal) return;
    for (let p = 0; p < size - 1; p += 1)
      for (let r = p + 1; r < size; r += 1) {
        const apr = a[p * size + r]!;
        if (apr === 0) continue;
        const theta = (a[r * size + r]! - a[p * size + p]!) / (2 * apr);
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < size; k += 1) {
          const akp = a[k * size + p]!;
          const akr = a[k * size + r]!;
          a[k * size + p] = c * akp - s * akr;
          a[k * size + r] = s * akp + c * akr;
        }
        for (let k = 0; k < size; k += 1) {
          const apk = a[p * size + k]!;
          const ark = a[r * size + k]!;
          a[p * size + k] = c * apk - s * ark;
          a[r * size + k] = s * apk + c * ark;
        }
        for (let k = 0; k < size; k += 1) {
          const qkp = q[k * size + p]!;
          const qkr = q[k * size + r]!;
          q[k * size + p] = c * qkp - s * qkr;
          q[k * size + r] = s * qkp + c * qkr;
        }
      }
  }
}
