import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { App } from "./App";
import { i18n } from "./i18n";
import "@fontsource-variable/noto-sans-jp/wght.css";
import "./theme/index.css";
import { StartRefused } from "./start/StartRefused";
import { seal } from "./start/sealed";
import { refusedOf } from "./state/journey";
import { useView } from "./state/view";

const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } },
});
const root = document.getElementById("root");

seal();

/** Language and theme are known before anything is painted, so that nothing flashes. */
async function start() {
  const refused = await useView
    .getState()
    .restore()
    .then(() => null, refusedOf);
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={queries}>
          <CSPProvider disableStyleElements>
            {refused ? <StartRefused refused={refused} /> : <App />}
          </CSPProvider>
        </QueryClientProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}

void start();
