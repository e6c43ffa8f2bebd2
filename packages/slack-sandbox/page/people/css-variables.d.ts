import "react";

declare module "react" {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface can be added to
  interface CSSProperties {
    /** The colour angle of an avatar. */
    "--hue"?: number;
  }
}
