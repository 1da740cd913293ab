/// End-to-end benchmarks: the table of three roads.
@org.jspecify.annotations.NullMarked
module dev.byway.bench {
  requires static transitive org.jspecify;
  requires transitive dev.byway.vfs;
  requires transitive dev.byway.client;
  requires dev.byway.linux;
  requires dev.byway.server;
  requires dev.byway.vfs.local;
  requires transitive com.google.gson;
  requires HdrHistogram;

  exports dev.byway.bench;
}
