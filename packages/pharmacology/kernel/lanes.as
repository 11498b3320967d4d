// Two persons at once: arithmetic on pairs of numbers. Plain SIMD only, so that every machine gets the same bits.

// @ts-ignore
@inline export function add(a: v128, b: v128): v128 { return f64x2.add(a, b); }
// @ts-ignore
@inline export function sub(a: v128, b: v128): v128 { return f64x2.sub(a, b); }
// @ts-ignore
@inline export function mul(a: v128, b: v128): v128 { return f64x2.mul(a, b); }
// @ts-ignore
@inline export function div(a: v128, b: v128): v128 { return f64x2.div(a, b); }
// @ts-ignore
@inline export function both(x: f64): v128 { return f64x2.splat(x); }

/** Pair number `place` of an array of pairs. */
// @ts-ignore
@inline export function pair(base: usize, place: i32): v128 { return v128.load(base + (<usize>place << 4)); }
// @ts-ignore
@inline export function setPair(base: usize, place: i32, value: v128): void { v128.store(base + (<usize>place << 4), value); }
/** Number `place` of an array of numbers that both share. */
// @ts-ignore
@inline export function shared(base: usize, place: i32): v128 { return v128.load64_splat(base + (<usize>place << 3)); }
// @ts-ignore
@inline export function whole(base: usize, place: i32): i32 { return load<i32>(base + (<usize>place << 2)); }

/** a + b x */
// @ts-ignore
@inline export function more(a: v128, b: v128, x: v128): v128 { return f64x2.add(a, f64x2.mul(b, x)); }
/** a - b x */
// @ts-ignore
@inline export function less(a: v128, b: v128, x: v128): v128 { return f64x2.sub(a, f64x2.mul(b, x)); }
