/// The SPI that every door uses and every room implements.
@org.jspecify.annotations.NullMarked
module dev.byway.vfs {
  requires static transitive org.jspecify;
  requires transitive dev.byway.base;

  exports dev.byway.vfs;
  exports dev.byway.vfs.lock;
  exports dev.byway.vfs.memory;
}
