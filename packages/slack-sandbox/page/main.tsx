import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import { createSandboxApi } from "./live/sandbox-api.js";
import "./styles/index.css";

const root = document.querySelector("#root");
if (root !== null) createRoot(root).render(<App api={createSandboxApi(fetch.bind(globalThis))} />);
