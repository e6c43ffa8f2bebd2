import { typeOf, type Wire } from "../wire.js";

/** What this page cannot draw is shown as it came, never hidden. */
export function UnknownBlock({ wire }: { readonly wire: Wire }) {
  const type = typeOf(wire) || "without a type";
  return (
    <figure className="unknown" aria-label={`Block not drawn: ${type}`}>
      <figcaption>
        Not drawn by this page: <code>{type}</code>
      </figcaption>
      <pre tabIndex={0}>{JSON.stringify(wire, undefined, 2)}</pre>
    </figure>
  );
}
