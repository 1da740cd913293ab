/// The suite that every room runs.
@org.jspecify.annotations.NullMarked
module dev.byway.vfs.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.byway.vfs;
  requires transitive org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires org.assertj.core;

  exports dev.byway.vfs.testkit;

  opens dev.byway.vfs.testkit to
      org.junit.platform.commons;
}
