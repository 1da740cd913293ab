/// Byway inside another program, each in a few lines.
@org.jspecify.annotations.NullMarked
module dev.byway.examples {
  requires static org.jspecify;
  requires dev.byway.client;
  requires dev.byway.server;
  requires dev.byway.vfs;

  exports dev.byway.examples;
}
