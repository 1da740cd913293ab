/// A Linux directory as a room.
@org.jspecify.annotations.NullMarked
module dev.byway.vfs.local {
  requires static transitive org.jspecify;
  requires transitive dev.byway.vfs;
  requires dev.byway.linux;
  requires com.h2database.mvstore;

  exports dev.byway.vfs.local;
}
