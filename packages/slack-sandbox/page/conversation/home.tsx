import { BlockList } from "../blocks/block-list.js";
import { ContainerScopeContext } from "../elements/container-scope.js";
import { useWorkspace } from "../live/workspace-context.js";

/** The app's Home tab. */
export function Home() {
  const { state } = useWorkspace();
  const { home, app } = state;
  return (
    <section className="log home" aria-label={`${app.name} Home`}>
      <div className="column">
        {home === undefined || home.blocks.length === 0 ? (
          <p className="log-start">{app.name} has put nothing here yet.</p>
        ) : (
          <ContainerScopeContext
            value={{
              container: { kind: "view", viewId: home.id },
              state: home.state,
              errors: home.errors,
            }}
          >
            <BlockList blocks={home.blocks} />
          </ContainerScopeContext>
        )}
      </div>
    </section>
  );
}
