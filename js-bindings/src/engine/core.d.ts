/** What Emscripten makes of `wasm/bindings.cpp`: an ES module whose default export instantiates the core. */
declare module "waymark-core" {
  const factory: import("./core-types.js").CoreFactory;
  export default factory;
}
