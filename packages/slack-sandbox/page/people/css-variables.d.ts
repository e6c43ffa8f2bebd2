import "react";

declare module "react" {
  interface CSSProperties {
    /** The colour angle of an avatar. */
    "--hue"?: number;
  }
}
