/** What a pack is: the shape of `pack.json`. The meaning of each field is written in `models/README.md`. */

/** One file of a pack, found by `path` relative to `pack.json`, trusted only when size and SHA-256 agree. */
export interface PackFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** How a picture is brought to the network's input size. */
export type Fit =
  | { readonly kind: 'stretch' }
  | { readonly kind: 'cover'; readonly portion: number }
  | { readonly kind: 'contain'; readonly pad: readonly [number, number, number] };

/** How pixels become the network's input tensor. */
export interface PackInput {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fit: Fit;
  readonly filter: 'triangle';
  readonly colour: 'rgb' | 'bgr' | 'grey';
  readonly scale: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly layout: 'nchw' | 'nhwc';
}

/** The ONNX network of a pack, and the names of its tensors. */
export interface PackNetwork {
  readonly file: string;
  readonly input: string;
  readonly embedding?: string;
  readonly grade?: string;
}

/** One tap of the backbone used for patches. */
export interface PatchTap {
  readonly output: string;
  readonly neighbourhood: number;
  readonly norm: 'none' | 'l2';
  readonly weight: number;
}

/** How dense features become one vector per grid cell. */
export interface PatchRecipe {
  readonly taps: readonly PatchTap[];
  readonly grid: { readonly width: number; readonly height: number };
}

/** The memory bank: `rows` vectors of `columns` numbers, row after row, little-endian. */
export interface BankFile {
  readonly file: string;
  readonly rows: number;
  readonly columns: number;
  readonly type: 'float32' | 'float16';
}

/** How patch distances become the score of the picture. */
export type ScoreRule = { readonly kind: 'max' } | { readonly kind: 'top-mean'; readonly count: number };

/** Raw distance to 0–1 with 0.5 = threshold. Source: `docs/calibration.md`. */
export interface Calibration {
  readonly threshold: number;
  readonly mapThreshold: number;
  readonly softness: number;
  readonly falseAlarmRate: number;
  readonly normals: number;
}

/** One severity level: scores up to and including `upTo` that no earlier band took. */
export interface SeverityBand {
  readonly name: string;
  readonly title: string;
  readonly upTo: number;
  readonly action: string;
}

/** A rectangle in fractions of the picture, 0–1. */
export interface FractionRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a kind of region is called. */
export interface CategoryName {
  readonly name: string;
  readonly title: string;
}

/**
 * A map of its own: a dense output on the grid of the patches says where instead of the distances. Numbers are in that
 * output's raw unit.
 */
export interface MapSource {
  readonly output: string;
  /** Where the map is 0.5. */
  readonly threshold: number;
  readonly softness: number;
  /** Cells under this do not count in the picture's score: the sky, the ground, what the camera burnt in. */
  readonly countsFrom: number;
  /** What one unit over `countsFrom` adds to a cell's distance in the score; absent: nothing. */
  readonly weight?: number;
  /** What each channel of the output stands for; the map is the highest of them. Absent: there is one channel, of no name. */
  readonly kinds?: readonly CategoryName[];
}

/** Where one measure of a region's shape goes over from small to large: logistic in its logarithm. */
export interface ShapeStep {
  readonly at: number;
  readonly softness: number;
}

/** What regions are called by their shape. Meaning and source of the numbers: `docs/calibration.md`. */
export interface CategoryRules {
  /** Long by wide, from the second moments; 1 is round. */
  readonly elongation: ShapeStep;
  /** The longer side of the box as a share of the picture's longer side. */
  readonly length: ShapeStep;
  readonly compact: CategoryName;
  readonly slender: CategoryName;
  readonly long: CategoryName;
}

/** Anomaly detection against a memory bank. */
export interface PackAnomaly {
  readonly patches: PatchRecipe;
  readonly bank: BankFile;
  readonly neighbours: number;
  readonly score: ScoreRule;
  readonly calibration: Calibration;
  readonly severity: readonly SeverityBand[];
  readonly minBoxShare: number;
  readonly ignore: readonly FractionRect[];
  readonly map?: MapSource;
  readonly categories?: CategoryRules;
}

/** How the numbers of the grade output become probabilities. */
export type Activation =
  | { readonly kind: 'softmax'; readonly temperature: number }
  | { readonly kind: 'sigmoid'; readonly positive: string; readonly temperature: number }
  | { readonly kind: 'probabilities' }
  | { readonly kind: 'probability'; readonly positive: string };

/** Where the grade numbers come from: our own linear head on the embedding, or the network itself. */
export type GradeSource = { readonly kind: 'head'; readonly file: string } | { readonly kind: 'network' };

/** One grade. `group` is the coarser view of it (the earlier system's two classes). */
export interface GradeLabel {
  readonly name: string;
  readonly title: string;
  readonly group?: string;
}

/** When the answer is "no grade". */
export type RejectRule =
  | { readonly kind: 'label'; readonly label: string; readonly reason: string }
  | { readonly kind: 'confidence-below'; readonly value: number; readonly reason: string };

/** Grading by a classifier. */
export interface PackGrade {
  readonly source: GradeSource;
  readonly activation: Activation;
  readonly labels: readonly GradeLabel[];
  readonly reject: readonly RejectRule[];
  readonly indicative: boolean;
}

/** A picture and what the pack must say of it; a host where it says otherwise must not trust the pack. */
export interface PackGolden {
  readonly picture: { readonly file: string; readonly widthPx: number; readonly heightPx: number };
  readonly expected: {
    readonly rawScore?: number;
    readonly probabilities?: readonly number[];
    readonly embedding?: readonly number[];
  };
  readonly tolerance: number;
}

/** The manifest of a pack, `pack.json`. */
export interface Pack {
  readonly format: 1;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly notice?: string;
  readonly licence: string;
  readonly card: string;
  readonly files: Readonly<Record<string, PackFile>>;
  readonly input: PackInput;
  readonly network: PackNetwork;
  readonly anomaly?: PackAnomaly;
  readonly grade?: PackGrade;
  readonly golden: PackGolden;
}

/** Why a pack cannot be used. `at` is the path of the field in `pack.json`, as `anomaly.bank.rows`. */
export type PackFault =
  | { readonly kind: 'not-json' }
  | { readonly kind: 'unknown-format'; readonly found: unknown }
  | { readonly kind: 'bad-field'; readonly at: string; readonly wanted: string }
  | { readonly kind: 'missing-file'; readonly file: string }
  | { readonly kind: 'wrong-size'; readonly file: string; readonly wantedBytes: number; readonly foundBytes: number }
  | { readonly kind: 'wrong-hash'; readonly file: string }
  | { readonly kind: 'bad-network'; readonly detail: string }
  | { readonly kind: 'missing-output'; readonly output: string; readonly found: readonly string[] }
  | { readonly kind: 'wrong-shape'; readonly what: string; readonly wanted: string; readonly found: string }
  | { readonly kind: 'golden-disagrees'; readonly what: string; readonly worst: number; readonly tolerance: number };
