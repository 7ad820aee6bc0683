declare module "oled-font-5x7" {
  const font: {
    readonly width: number;
    readonly height: number;
    /** `width` bytes a glyph, a byte a column, the topmost pixel in the lowest bit. */
    readonly fontData: readonly number[];
    /** The character of each glyph. */
    readonly lookup: readonly string[];
  };
  export default font;
}
