/** The parts of jStat 1.9.6 in use. The package carries no types of its own and is CommonJS with one object. */
declare module 'jstat' {
  const library: {
    readonly jStat: {
      readonly normal: { readonly inv: (p: number, mean: number, sd: number) => number };
      readonly studentt: { readonly inv: (p: number, degreesOfFreedom: number) => number };
      readonly chisquare: {
        readonly cdf: (x: number, degreesOfFreedom: number) => number;
        readonly inv: (p: number, degreesOfFreedom: number) => number;
      };
    };
  };
  export default library;
}
