/// <reference types="vitest/config" />
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { fonts } from "./fonts";

// Everything is bundled: no address outside is ever asked, and the content policy allows no inline script or style.
export default defineConfig({
  plugins: [fonts(), react(), tailwindcss()],
  build: { target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  test: { include: ["src/**/*.test.ts"] },
});
