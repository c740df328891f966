// Owns the specifier "fresh/dev": building and developing an app.

export { Builder, type BuilderOptions, type BuildOptions } from "./dev/builder.ts";
