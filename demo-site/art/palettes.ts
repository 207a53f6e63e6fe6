/** Colours of one illustration: the thing, its shaded and light parts, a second colour, and the wall behind. */
export interface Palette {
  main: string;
  dark: string;
  light: string;
  accent: string;
  wall: string;
  arch: string;
}

const palette = (main: string, dark: string, light: string, accent: string, wall: string, arch: string): Palette => ({
  main,
  dark,
  light,
  accent,
  wall,
  arch,
});

/** Walls share one lightness, so that a grid of products looks calm whatever their colours. */
export const palettes = {
  leaf: palette("#3e8e6a", "#2b6c4f", "#a9d5bf", "#f4c95d", "#edf5f0", "#dcebe2"),
  marigold: palette("#f0b23e", "#cc8c1c", "#fbe0a6", "#2f7a5b", "#fcf5e6", "#f8e9c9"),
  bougain: palette("#d94a7d", "#b02e5d", "#f6b9ce", "#ffd979", "#fcf0f4", "#f8dfe8"),
  lotus: palette("#f09ab0", "#d7728d", "#fbd6df", "#5ca085", "#fdf2f4", "#fae1e6"),
  sky: palette("#6fb3dc", "#4a8fbb", "#cbe5f4", "#f4b94a", "#eef6fb", "#dcebf6"),
  ocean: palette("#2f5d8c", "#20446b", "#a9c4de", "#f2a65a", "#eef3f8", "#dbe5ef"),
  brick: palette("#c8643f", "#a1492a", "#f0bfa6", "#f5d08a", "#fbf1eb", "#f5e0d5"),
  lilac: palette("#9b86c9", "#7963aa", "#dcd2f0", "#f6c667", "#f4f1fa", "#e6dff3"),
  mint: palette("#86cbb5", "#5bab92", "#d2eee5", "#ee8a74", "#eef8f4", "#daefe7"),
  sand: palette("#d8bf98", "#b6986a", "#f1e5cf", "#8c5a3c", "#f9f4ec", "#efe5d5"),
  charcoal: palette("#47525b", "#313a41", "#b9c2c8", "#e9b44c", "#f0f2f4", "#e0e5e8"),
  snow: palette("#ffffff", "#b9c6cd", "#e9eef1", "#d94a7d", "#e9f0f3", "#d8e4e9"),
} satisfies Record<string, Palette>;

export type PaletteName = keyof typeof palettes;
