/** Shapes of points: told apart without colour. */
export type Shape = 'circle' | 'square' | 'diamond' | 'triangle';

/** The shape of the panel at a place; they begin again when there are more panels than shapes. */
export function shapeAt(shapes: readonly Shape[], place: number): Shape {
  return shapes[place % shapes.length] ?? 'circle';
}

/** A point as a piece of a path, so that thousands of points are one element. */
export function symbolPath(shape: Shape, x: number, y: number, r: number): string {
  switch (shape) {
    case 'circle':
      return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    case 'square':
      return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}Z`;
    case 'diamond':
      return `M${x} ${y - 1.3 * r}l${1.3 * r} ${1.3 * r}l${-1.3 * r} ${1.3 * r}l${-1.3 * r} ${-1.3 * r}Z`;
    case 'triangle':
      return `M${x} ${y - 1.2 * r}l${1.15 * r} ${2.1 * r}h${-2.3 * r}Z`;
  }
}
