/// A mounted file system for unmodified programs: the kernel's FUSE requests answered by any room.
@org.jspecify.annotations.NullMarked
module dev.byway.fuse {
  requires static transitive org.jspecify;
  requires transitive dev.byway.linux;
  requires transitive dev.byway.vfs;
  requires dev.byway.wire;

  exports dev.byway.fuse;
}
