/// The `byway` program.
@org.jspecify.annotations.NullMarked
module dev.byway.cli {
  requires static transitive org.jspecify;
  requires dev.byway.bench;
  requires dev.byway.client;
  requires dev.byway.fuse;
  requires dev.byway.linux;
  requires dev.byway.net;
  requires dev.byway.server;
  requires dev.byway.vfs.local;
  requires dev.byway.wire;
  requires com.google.gson;
  requires info.picocli;
  requires org.slf4j;
  requires jdk.unsupported;

  opens dev.byway.cli to
      info.picocli;
}
