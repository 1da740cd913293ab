/// The `byway` program.
@org.jspecify.annotations.NullMarked
module dev.byway.cli {
  requires static transitive org.jspecify;
  requires dev.byway.bench;
  requires dev.byway.client;
  requires dev.byway.linux;
  requires dev.byway.server;
  requires dev.byway.vfs.local;
  requires com.google.gson;
  requires info.picocli;
  requires org.slf4j;

  opens dev.byway.cli to
      info.picocli;
}
