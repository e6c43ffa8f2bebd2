import { createContext, useContext } from "react";
import type { Container, StateValues } from "../../src/control/protocol.js";

/** The message or view whose blocks are being drawn. */
export interface ContainerScope {
  readonly container: Container;
  readonly state: StateValues;
  /** Field errors by block id; only views have them. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Hands the {@link ContainerScope} down to blocks and elements. */
export const ContainerScopeContext = createContext<ContainerScope | undefined>(undefined);

/** The message or view around this element. @throws {Error} outside of one */
export function useContainerScope(): ContainerScope {
  const scope = useContext(ContainerScopeContext);
  if (scope === undefined) throw new Error("Blocks are drawn inside of a message or a view.");
  return scope;
}
