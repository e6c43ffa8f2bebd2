import { Image } from "../elements/image.js";
import { readText, type Wire } from "../wire.js";

/** A picture with its title. */
export function ImageBlock({ block }: { readonly block: Wire }) {
  const title = readText(block, "title");
  return (
    <figure className="image-block">
      {title !== undefined && <figcaption>{title}</figcaption>}
      <Image wire={block} />
    </figure>
  );
}
